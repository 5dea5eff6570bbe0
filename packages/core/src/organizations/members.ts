/** Who belongs to an organization, and as what: changed at WorkOS, and here with it. */
import { organizationMembers, type OrganizationRole } from '@vesta-cx/db';
import { batch, type Database, type Statement } from '@vesta-cx/db/query';
import type { Workos, WorkosMembership } from '@vesta-cx/utils/workos';
import { ne } from 'drizzle-orm';
import { record } from '../audit/index.ts';
import { AppError, notFound, requireVersion, type Expected } from '../kernel/index.ts';
import { principalOf, type Authorized } from '../permissions/index.ts';
import {
  withPendingChange,
  clearPending,
  isPending,
  type PendingChange,
} from './pending-changes.ts';
import { exclusively } from './exclusively.ts';
import { administrators, keepingAdministrator } from './guard.ts';
import { leave as leaveTeams, markDeleted, mirrorMembership, ofMember } from './mirror.ts';
import { clearPersonalRules, personalRules } from './personal-rules.ts';
import {
  member,
  memberVersion,
  requireAdministrator,
  type Member,
  type SeenOrganization,
} from './queries.ts';
import { callWorkos, commitOrCompensate } from './workos-calls.ts';

/**
 * Makes a member an administrator or the other way round. Throws `not_found`, `forbidden` to all but
 * administrators, `conflict` for the last one, `precondition_failed` when the version isn't the expected
 * one, `upstream` when WorkOS fails and `unavailable` when vesta does: then the role is what it was.
 */
export const setRole = (
  db: Database,
  workos: Workos,
  organization: Authorized<'admin', SeenOrganization>,
  userId: string,
  role: OrganizationRole,
  expected?: Expected,
): Promise<Member> =>
  onMember(db, organization, userId, expected, async (before) => {
    if (before.role === role) return before;
    requireAdministrator(organization);
    if (role !== 'admin') await requireOtherAdmin(db, organization, userId);
    const place = await placeOf(workos, organization, userId);
    const pending: PendingChange = {
      organizationId: organization.workosOrgId,
      userId,
      what: `role.${role}`,
    };
    const changed = await withPendingChange(db, pending, () =>
      callWorkos('member', () => workos.memberships.setRole(place.id, role)),
    );
    await commitOrCompensate(
      () =>
        guarded(db, organization, userId, (q) => [
          ...mirrorMembership(q, changed),
          record(q, principalOf(organization), {
            ...about(organization, before),
            action: 'organization.member.role',
            detail: { before: before.role, after: role },
            onlyIf: isPending(q, pending),
          }),
          clearPending(q, pending),
        ]),
      () => workos.memberships.setRole(place.id, before.role),
    );
    return member(db, organization, userId);
  });

/** Runs a change of one member, one after the other, on the version that is expected. */
const onMember = <T>(
  db: Database,
  organization: Authorized<'read', SeenOrganization>,
  userId: string,
  expected: Expected,
  change: (before: Member) => Promise<T>,
): Promise<T> =>
  exclusively(db, 'member', `${organization.workosOrgId} ${userId}`, async () => {
    const before = await member(db, organization, userId);
    requireVersion('member', memberVersion(before), expected);
    return change(before);
  });

/** What goes with somebody's place. */
export interface RemovalOptions {
  /** Also takes away what they are allowed by name: see `personalRules`. */
  clearRules?: boolean;
}

/**
 * Takes somebody out of the organization and its teams. Throws as `setRole` does, `forbidden` only
 * where it is an administrator who would go.
 */
export const removeMember = (
  db: Database,
  workos: Workos,
  organization: Authorized<'admin', SeenOrganization>,
  userId: string,
  parting?: RemovalOptions,
  expected?: Expected,
): Promise<void> =>
  end(db, workos, organization, userId, 'organization.member.remove', parting, expected);

/** Leaves the organization and its teams. Throws as `setRole` does. */
export async function leave(
  db: Database,
  workos: Workos,
  organization: Authorized<'read', SeenOrganization>,
  parting?: RemovalOptions,
  expected?: Expected,
): Promise<void> {
  const { userId } = principalOf(organization);
  if (userId === null) throw notFound('member');
  await end(db, workos, organization, userId, 'organization.member.leave', parting, expected);
}

const end = (
  db: Database,
  workos: Workos,
  organization: Authorized<'read', SeenOrganization>,
  userId: string,
  action: 'organization.member.remove' | 'organization.member.leave',
  { clearRules = false }: RemovalOptions = {},
  expected?: Expected,
): Promise<void> =>
  onMember(db, organization, userId, expected, async (before) => {
    const { workosOrgId: organizationId } = organization;
    if (before.role === 'admin') {
      if (action === 'organization.member.remove') requireAdministrator(organization);
      await requireOtherAdmin(db, organization, userId);
    }
    const rules = clearRules ? await personalRules(db, organization, userId) : [];
    // Without a place at WorkOS the mirror is behind: then it only has to go here.
    const place = await callWorkos('member', () => workos.memberships.find(organizationId, userId));
    const pending: PendingChange = { organizationId, userId, what: 'remove' };
    await withPendingChange(db, pending, async () => {
      if (place) await callWorkos('member', () => workos.memberships.remove(place.id));
    });
    await commitOrCompensate(
      () =>
        guarded(db, organization, userId, (q) => [
          q.delete(organizationMembers).where(ofMember({ organizationId, userId })),
          ...(place ? [markDeleted(q, 'organization_membership', place.id)] : []),
          ...leaveTeams(q, organizationId, userId),
          ...clearPersonalRules(q, organization, userId, rules),
          record(q, principalOf(organization), {
            ...about(organization, before),
            action,
            onlyIf: isPending(q, pending),
          }),
          clearPending(q, pending),
        ]),
      async () => {
        if (place) await workos.memberships.give({ organizationId, userId, role: before.role });
      },
    );
  });

/**
 * Sends a change of `userId`'s place as one batch that fails when it would leave the organization
 * without an administrator, also when two of them go at once.
 */
async function guarded(
  db: Database,
  { workosOrgId: id }: SeenOrganization,
  userId: string,
  change: (q: Database) => Statement[],
): Promise<void> {
  try {
    await batch(db, (q) => keepingAdministrator(q, id, change(q)));
  } catch (error) {
    await requireOtherAdmin(db, { workosOrgId: id }, userId);
    throw error;
  }
}

/** Returns whether anybody but this person administers the organization. */
export async function hasOtherAdministrator(
  db: Database,
  { workosOrgId: id }: Pick<SeenOrganization, 'workosOrgId'>,
  userId: string,
): Promise<boolean> {
  const [other] = await administrators(db, id, ne(organizationMembers.userId, userId)).limit(1);
  return other !== undefined;
}

async function requireOtherAdmin(
  db: Database,
  { workosOrgId: id }: Pick<SeenOrganization, 'workosOrgId'>,
  userId: string,
): Promise<void> {
  if (await hasOtherAdministrator(db, { workosOrgId: id }, userId)) return;
  throw new AppError(
    'conflict',
    'An organization needs an administrator: make somebody else one first.',
  );
}

/** Their place at WorkOS. Throws `not_found` when WorkOS knows of none: the mirror is behind. */
async function placeOf(
  workos: Workos,
  { workosOrgId }: SeenOrganization,
  userId: string,
): Promise<WorkosMembership> {
  const place = await callWorkos('member', () => workos.memberships.find(workosOrgId, userId));
  if (!place) throw notFound('member');
  return place;
}

const about = ({ workosOrgId }: SeenOrganization, { user }: Member) => ({
  log: { organizationId: workosOrgId, workspaceId: null },
  object: { type: 'user', id: user.workosUserId, name: user.displayName },
});
