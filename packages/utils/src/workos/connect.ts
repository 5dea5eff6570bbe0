import type {
  Invitation,
  Organization,
  OrganizationMembership,
  User,
} from '@workos-inc/node/worker';
import { clientFor, type ClientConfig } from '../auth/client.ts';
import { asked, askedFor, WorkosError } from './error.ts';
import type {
  Workos,
  WorkosInvitation,
  WorkosMembership,
  WorkosOrganization,
  WorkosPage,
  WorkosSlice,
  WorkosUser,
} from './types.ts';

/** WorkOS's organizations, memberships, invitations and people, as vesta speaks of them. */
export function connectWorkos(config: ClientConfig): Workos {
  const { organizations, userManagement } = clientFor(config);

  const memberships: Workos['memberships'] = {
    list: (of, slice) =>
      page(toMembership, () =>
        userManagement.listOrganizationMemberships({ ...of, ...within(slice) } as Parameters<
          typeof userManagement.listOrganizationMemberships
        >[0]),
      ),
    find: async (organizationId, userId) => {
      const { items } = await memberships.list({ organizationId, userId });
      return items.find(({ active }) => active) ?? null;
    },
    give: async ({ organizationId, userId, role }) => {
      const find = async () => {
        const known = await memberships.find(organizationId, userId);
        return known && known.role !== role ? memberships.setRole(known.id, role) : known;
      };
      const known = await find();
      if (known) return known;
      const place = { organizationId, userId, roleSlug: role };
      try {
        return toMembership(await asked(() => userManagement.createOrganizationMembership(place)));
      } catch (error) {
        return foundInstead(error, find);
      }
    },
    setRole: async (id, role) =>
      toMembership(
        await asked(() => userManagement.updateOrganizationMembership(id, { roleSlug: role })),
      ),
    remove: async (id) =>
      void (await askedFor(() => userManagement.deleteOrganizationMembership(id))),
  };

  return {
    memberships,
    organizations: {
      list: (slice) => page(toOrganization, () => organizations.listOrganizations(within(slice))),
      get: async (id) =>
        mapped(toOrganization, await askedFor(() => organizations.getOrganization(id))),
      create: async ({ name, externalId }) => {
        const find = () => askedFor(() => organizations.getOrganizationByExternalId(externalId));
        const known = await find();
        if (known) return { organization: toOrganization(known), isNew: false };
        try {
          const made = await asked(() =>
            organizations.createOrganization({ name, externalId }, { idempotencyKey: externalId }),
          );
          return { organization: toOrganization(made), isNew: true };
        } catch (error) {
          const other = await foundInstead(error, find);
          return { organization: toOrganization(other), isNew: false };
        }
      },
      rename: async (organization, name) =>
        toOrganization(await asked(() => organizations.updateOrganization({ organization, name }))),
      remove: async (id) => void (await askedFor(() => organizations.deleteOrganization(id))),
    },
    invitations: {
      list: (of, slice) =>
        page(toInvitation, () => userManagement.listInvitations({ ...of, ...within(slice) })),
      get: async (id) =>
        mapped(toInvitation, await askedFor(() => userManagement.getInvitation(id))),
      findByToken: async (token) =>
        mapped(toInvitation, await askedFor(() => userManagement.findInvitationByToken(token))),
      send: async ({ role, ...input }) =>
        toInvitation(
          await asked(() =>
            userManagement.sendInvitation({ ...input, roleSlug: role, expiresInDays: 3 }),
          ),
        ),
      accept: async (id) => toInvitation(await asked(() => userManagement.acceptInvitation(id))),
      revoke: async (id) => toInvitation(await asked(() => userManagement.revokeInvitation(id))),
      resend: async (id) => toInvitation(await asked(() => userManagement.resendInvitation(id))),
    },
    users: {
      list: (slice) => page(toUser, () => userManagement.listUsers(within(slice))),
      get: async (id) => mapped(toUser, await askedFor(() => userManagement.getUser(id))),
      findByEmail: async (email) => {
        const { data } = await asked(() => userManagement.listUsers({ email, limit: 1 }));
        return mapped(toUser, data[0] ?? null);
      },
    },
  };
}

/**
 * What WorkOS refused to make, where a second attempt at the same time was faster. Throws the
 * refusal otherwise: one that says nothing of what is there is not looked into.
 */
async function foundInstead<T>(refusal: unknown, find: () => Promise<T | null>): Promise<T> {
  const status = refusal instanceof WorkosError ? refusal.status : null;
  const mayBeThere = status !== null && status < 500 && ![401, 403, 429].includes(status);
  const other = mayBeThere ? await find().catch(() => null) : null;
  if (other) return other;
  throw refusal;
}

interface Listed<T> {
  data: T[];
  listMetadata: { after?: string | null };
}

async function page<From, To>(
  convert: (from: From) => To,
  call: () => Promise<Listed<From>>,
): Promise<WorkosPage<To>> {
  const { data, listMetadata } = await asked(call);
  return { items: data.map(convert), next: listMetadata.after ?? null };
}

const within = ({ limit = 100, after }: WorkosSlice = {}) => ({
  limit,
  order: 'desc' as const,
  ...(after === undefined ? {} : { after }),
});

const mapped = <From, To>(convert: (from: From) => To, from: From | null): To | null =>
  from === null ? null : convert(from);

const toOrganization = ({ id, name, updatedAt }: Organization): WorkosOrganization => ({
  id,
  name,
  updatedAt: new Date(updatedAt),
});

const toMembership = (membership: OrganizationMembership): WorkosMembership => ({
  id: membership.id,
  organizationId: membership.organizationId,
  userId: membership.userId,
  role: roleOf(membership.role.slug),
  active: membership.status === 'active',
  updatedAt: new Date(membership.updatedAt),
});

const toInvitation = (invitation: Invitation): WorkosInvitation => {
  const expiresAt = new Date(invitation.expiresAt);
  const lapsed = invitation.state === 'pending' && expiresAt.getTime() <= Date.now();
  return {
    id: invitation.id,
    email: invitation.email,
    state: lapsed ? 'expired' : invitation.state,
    role: roleOf(invitation.roleSlug),
    organizationId: invitation.organizationId,
    inviterUserId: invitation.inviterUserId,
    token: invitation.token,
    expiresAt,
    createdAt: new Date(invitation.createdAt),
    updatedAt: new Date(invitation.updatedAt),
  };
};

const toUser = (user: User): WorkosUser => ({
  id: user.id,
  email: user.email,
  firstName: user.firstName,
  lastName: user.lastName,
  avatarUrl: user.profilePictureUrl,
  updatedAt: new Date(user.updatedAt),
});

const roleOf = (slug: string | null | undefined) =>
  slug === 'admin' ? ('admin' as const) : ('member' as const);
