/**
 * What WorkOS says of people's places, with its lines in the organization's log: each change once, and
 * none that vesta itself is making at the moment, which has a line of its own.
 */
import { organizationMembers, users, type OrganizationRole } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import type { WorkosMembership } from '@vesta-cx/utils/workos';
import { and, eq, ne, type SQL } from 'drizzle-orm';
import { record, type AuditEntry } from '../audit/index.ts';
import { hasNoPending } from './pending-changes.ts';
import { isMissing, isNewer, leave, mirrorMembership, ofMember } from './mirror.ts';

/** How vesta came to know: WorkOS told of it (maybe as somebody signed in), or a re-sync found it. */
export interface Source {
  means: 'workos' | 'system';
  detail?: { at: 'sign-in' };
}

type Member = Pick<WorkosMembership, 'organizationId' | 'userId'>;

/** Returns where somebody has a place here, and as what. */
export const membershipsOf = (db: Database, userId: string) =>
  db
    .select({ organizationId: organizationMembers.organizationId, role: organizationMembers.role })
    .from(organizationMembers)
    .where(eq(organizationMembers.userId, userId));

/** Somebody's place as WorkOS has it. `before` is the role that they have here, if any. */
export function saveMembership(
  q: Database,
  source: Source,
  membership: WorkosMembership,
  before: OrganizationRole | undefined,
): Statement[] {
  return [...logged(), ...mirrorMembership(q, membership)];

  // What has happened already when it is the batch's turn is not logged again.
  function logged(): Statement[] {
    const { role, active } = membership;
    if (!active) {
      const onlyIf = { from: organizationMembers, where: isNewer(membership)! };
      return before ? [log(q, source, membership, 'remove', onlyIf)] : [];
    }
    if (before === undefined) {
      const onlyIf = { from: users, where: isMissing(q, membership)! };
      return [log(q, source, membership, 'join', onlyIf, { role })];
    }
    if (before === role) return [];
    const where = and(isNewer(membership), ne(organizationMembers.role, role))!;
    const onlyIf = { from: organizationMembers, where };
    return [log(q, source, membership, 'role', onlyIf, { before, after: role })];
  }
}

/** Takes somebody's place away, if there is one to which `only` applies. */
export function endMembership(
  q: Database,
  source: Source,
  member: Member,
  only?: SQL,
): Statement[] {
  const where = and(ofMember(member), only)!;
  return [
    log(q, source, member, 'remove', { from: organizationMembers, where }),
    q.delete(organizationMembers).where(where),
    ...leave(q, member.organizationId, member.userId),
  ];
}

const log = (
  q: Database,
  { means, detail: told }: Source,
  member: Member,
  what: 'join' | 'role' | 'remove',
  { from, where }: NonNullable<AuditEntry['onlyIf']>,
  detail: Record<string, unknown> = {},
): Statement => {
  const { organizationId, userId } = member;
  const said = { ...detail, ...told };
  return record(q, means, {
    log: { organizationId, workspaceId: null },
    action: `organization.member.${what}`,
    object: { type: 'user', id: userId },
    ...(Object.keys(said).length > 0 ? { detail: said } : {}),
    onlyIf: { from, where: and(where, hasNoPending(q, member))! },
  });
};
