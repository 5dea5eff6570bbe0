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
        return await asked(async () =>
          toMembership(await userManagement.createOrganizationMembership(place)),
        );
      } catch (error) {
        return foundInstead(error, find);
      }
    },
    setRole: (id, role) =>
      asked(async () =>
        toMembership(await userManagement.updateOrganizationMembership(id, { roleSlug: role })),
      ),
    remove: async (id) =>
      void (await askedFor(() => userManagement.deleteOrganizationMembership(id))),
  };

  return {
    memberships,
    organizations: {
      list: (slice) => page(toOrganization, () => organizations.listOrganizations(within(slice))),
      get: (id) => askedFor(async () => toOrganization(await organizations.getOrganization(id))),
      create: async ({ name, externalId }) => {
        const find = () =>
          askedFor(async () =>
            toOrganization(await organizations.getOrganizationByExternalId(externalId)),
          );
        const known = await find();
        if (known) return { organization: known, isNew: false };
        const options = { idempotencyKey: externalId };
        try {
          const organization = await asked(async () =>
            toOrganization(await organizations.createOrganization({ name, externalId }, options)),
          );
          return { organization, isNew: true };
        } catch (error) {
          return { organization: await foundInstead(error, find), isNew: false };
        }
      },
      rename: (organization, name) =>
        asked(async () =>
          toOrganization(await organizations.updateOrganization({ organization, name })),
        ),
      remove: async (id) => void (await askedFor(() => organizations.deleteOrganization(id))),
    },
    invitations: {
      list: (of, slice) =>
        page(toInvitation, () => userManagement.listInvitations({ ...of, ...within(slice) })),
      get: (id) => askedFor(async () => toInvitation(await userManagement.getInvitation(id))),
      findByToken: (token) =>
        askedFor(async () => toInvitation(await userManagement.findInvitationByToken(token))),
      send: ({ role, ...input }) =>
        asked(async () =>
          toInvitation(
            await userManagement.sendInvitation({ ...input, roleSlug: role, expiresInDays: 3 }),
          ),
        ),
      accept: (id) => asked(async () => toInvitation(await userManagement.acceptInvitation(id))),
      revoke: (id) => asked(async () => toInvitation(await userManagement.revokeInvitation(id))),
      resend: (id) => asked(async () => toInvitation(await userManagement.resendInvitation(id))),
    },
    users: {
      list: (slice) => page(toUser, () => userManagement.listUsers(within(slice))),
      get: (id) => askedFor(async () => toUser(await userManagement.getUser(id))),
      findByEmail: async (email) => {
        const { items } = await page(toUser, () => userManagement.listUsers({ email, limit: 1 }));
        return items[0] ?? null;
      },
      remove: async (id) => void (await askedFor(() => userManagement.deleteUser(id))),
    },
  };
}

/**
 * Returns what WorkOS refused to make, where a second attempt at the same time was faster. Throws the
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
  return asked(async () => {
    const { data, listMetadata } = await call();
    return { items: data.map(convert), next: listMetadata.after ?? null };
  });
}

const within = ({ limit = 100, after }: WorkosSlice = {}) => ({
  limit,
  order: 'desc' as const,
  ...(after === undefined ? {} : { after }),
});

/** A moment as WorkOS writes it. Throws for what is none: then this is no answer of WorkOS's. */
function momentOf(text: string): Date {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime())) throw new TypeError('WorkOS answered without a time');
  return moment;
}

const toOrganization = ({ id, name, updatedAt }: Organization): WorkosOrganization => ({
  id,
  name,
  updatedAt: momentOf(updatedAt),
});

const toMembership = (membership: OrganizationMembership): WorkosMembership => ({
  id: membership.id,
  organizationId: membership.organizationId,
  userId: membership.userId,
  role: roleOf(membership.role.slug),
  active: membership.status === 'active',
  updatedAt: momentOf(membership.updatedAt),
});

const toInvitation = (invitation: Invitation): WorkosInvitation => {
  const expiresAt = momentOf(invitation.expiresAt);
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
    createdAt: momentOf(invitation.createdAt),
    updatedAt: momentOf(invitation.updatedAt),
  };
};

const toUser = (user: User): WorkosUser => ({
  id: user.id,
  email: user.email,
  firstName: user.firstName,
  lastName: user.lastName,
  avatarUrl: user.profilePictureUrl,
  updatedAt: momentOf(user.updatedAt),
});

const roleOf = (slug: string | null | undefined) =>
  slug === 'admin' ? ('admin' as const) : ('member' as const);
