/**
 * What WorkOS says, written down here: statements for batches. Older news never undoes newer, and
 * what was deleted at WorkOS is not made again by news that was late.
 */
import {
  globalOrganizationId,
  organizationMembers,
  organizations,
  users,
  workosEvents,
} from '@vesta-cx/db';
import {
  batch,
  insertIgnore,
  isUniqueViolation,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import type { WorkosMembership, WorkosOrganization } from '@vesta-cx/utils/workos';
import { and, eq, exists, isNull, lte, ne, notExists, or, sql, type Column } from 'drizzle-orm';
import { leaveStrangeTeams } from '../teams/index.ts';

/**
 * Sends a change of the mirror; once more when somebody else, who heard the same at the same time,
 * was faster to write a row.
 */
export async function sendMirrored(
  db: Database,
  build: (q: Database) => Statement[],
): Promise<void> {
  try {
    await batch(db, build);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await batch(db, build);
  }
}

/** The organization as WorkOS has it. */
export function mirrorOrganization(
  q: Database,
  { id, name, updatedAt }: WorkosOrganization,
): Statement[] {
  const now = new Date();
  const newer = and(
    eq(organizations.workosOrgId, id),
    notOlder(organizations.workosUpdatedAt, updatedAt),
  );
  const there = q
    .select({ one: sql`1`.as('one') })
    .from(organizations)
    .where(eq(organizations.workosOrgId, id));
  return [
    q
      .update(organizations)
      .set({ name, workosUpdatedAt: updatedAt })
      .where(and(newer, ne(organizations.name, name))),
    // Nothing that anybody could notice has changed: the version stays.
    q
      .update(organizations)
      .set({ workosUpdatedAt: updatedAt, updatedAt: sql`${organizations.updatedAt}` })
      .where(newer),
    q.insert(organizations).select(
      q
        .select({
          workosOrgId: sql<string>`${id}`.as('workos_org_id'),
          name: sql<string>`${name}`.as('name'),
          avatarUrl: sql<string | null>`null`.as('avatar_url'),
          bannerUrl: sql<string | null>`null`.as('banner_url'),
          theme: sql<null>`null`.as('theme'),
          workosUpdatedAt: moment(organizations.workosUpdatedAt, updatedAt, 'workos_updated_at'),
          createdAt: moment(organizations.createdAt, now, 'created_at'),
          updatedAt: moment(organizations.updatedAt, now, 'updated_at'),
        })
        .from(organizations)
        .where(
          and(
            eq(organizations.workosOrgId, globalOrganizationId),
            notExists(there),
            notDeleted(q, 'organization.deleted', id),
          ),
        ),
    ),
  ];
}

/** Somebody's place as WorkOS has it; those who are unknown here have none. */
export function mirrorMembership(q: Database, membership: WorkosMembership): Statement[] {
  const { id, organizationId, userId, role, active, updatedAt } = membership;
  const newer = isNewer(membership);
  if (!active) {
    return [q.delete(organizationMembers).where(newer), ...leave(q, organizationId, userId)];
  }
  return [
    q
      .update(organizationMembers)
      .set({ role, workosMembershipId: id, workosUpdatedAt: updatedAt })
      .where(newer),
    q.insert(organizationMembers).select(
      q
        .select({
          organizationId: sql<string>`${organizationId}`.as('organization_id'),
          userId: sql<string>`${users.workosUserId}`.as('user_id'),
          role: sql<typeof role>`${role}`.as('role'),
          workosMembershipId: sql<string>`${id}`.as('workos_membership_id'),
          workosUpdatedAt: moment(organizationMembers.workosUpdatedAt, updatedAt, 'w_updated_at'),
          createdAt: moment(organizationMembers.createdAt, new Date(), 'made_at'),
        })
        .from(users)
        .where(isMissing(q, membership)),
    ),
  ];
}

/** The place of a member. */
export const ofMember = ({
  organizationId,
  userId,
}: Pick<WorkosMembership, 'organizationId' | 'userId'>) =>
  and(
    eq(organizationMembers.organizationId, organizationId),
    eq(organizationMembers.userId, userId),
  );

/** The place that the membership is of, unless something newer was said of it. */
export const isNewer = (membership: WorkosMembership) =>
  and(ofMember(membership), notOlder(organizationMembers.workosUpdatedAt, membership.updatedAt));

/** The person that the membership is of, if they have no place there yet and are to have one. */
export const isMissing = (q: Database, membership: WorkosMembership) => {
  const there = q
    .select({ one: sql`1`.as('one') })
    .from(organizationMembers)
    .where(ofMember(membership));
  const known = q
    .select({ one: sql`1`.as('one') })
    .from(organizations)
    .where(eq(organizations.workosOrgId, membership.organizationId));
  return and(
    eq(users.workosUserId, membership.userId),
    exists(known),
    notExists(there),
    notDeleted(q, 'organization_membership.deleted', membership.id),
  );
};

/** The place that a membership gave, not that of a later one of the same person. */
export const isOf = ({ id }: Pick<WorkosMembership, 'id'>) =>
  or(
    isNull(organizationMembers.workosMembershipId),
    eq(organizationMembers.workosMembershipId, id),
  );

/** Whoever is no member is in none of its teams either, and at home elsewhere. */
export function leave(q: Database, organizationId: string, userId: string): Statement[] {
  const stillThere = q
    .select({ one: sql`1`.as('one') })
    .from(organizationMembers)
    .where(
      and(
        eq(organizationMembers.organizationId, organizationId),
        eq(organizationMembers.userId, userId),
      ),
    );
  return [
    leaveStrangeTeams(q, userId),
    q
      .update(users)
      .set({ organizationId: globalOrganizationId, updatedAt: sql`${users.updatedAt}` })
      .where(
        and(
          eq(users.workosUserId, userId),
          eq(users.organizationId, organizationId),
          notExists(stillThere),
        ),
      ),
  ];
}

/** Writes down that it is gone at WorkOS, before WorkOS's own news of it. */
export const markDeleted = (
  q: Database,
  kind: 'organization' | 'organization_membership',
  id: string,
): Statement => {
  const event = `${kind}.deleted`;
  const values = { id: `${event}:${id}`, event, objectId: id, occurredAt: new Date() };
  return insertIgnore(q, workosEvents, values);
};

/** That what WorkOS now says is not older than what it said before. */
const notOlder = (column: Column, updatedAt: Date) => or(isNull(column), lte(column, updatedAt));

/** Returns whether WorkOS has said, with this event, that it is gone. */
export async function isDeleted(
  db: Database,
  event: 'organization.deleted' | 'user.deleted',
  objectId: string,
): Promise<boolean> {
  const [deleted] = await db
    .select({ id: workosEvents.id })
    .from(workosEvents)
    .where(and(eq(workosEvents.objectId, objectId), eq(workosEvents.event, event)))
    .limit(1);
  return deleted !== undefined;
}

/** That WorkOS has not said yet that it is gone. */
const notDeleted = (q: Database, event: string, id: string) =>
  notExists(
    q
      .select({ one: sql`1`.as('one') })
      .from(workosEvents)
      .where(and(eq(workosEvents.objectId, id), eq(workosEvents.event, event))),
  );

/** A time in a list of what is selected. */
export const moment = (column: Column, date: Date, name: string) =>
  sql<Date>`${sql.param(date, column)}`.as(name);
