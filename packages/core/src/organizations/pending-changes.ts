/**
 * Changes of places that vesta itself asks WorkOS for. WorkOS's news of one may come before vesta has
 * written it down: it changes the place then, and leaves the line in the log to whoever did it.
 */
import {
  newId,
  organizationMembers,
  users,
  workosEvents,
  type OrganizationRole,
} from '@vesta-cx/db';
import { batch, type Database, type Statement } from '@vesta-cx/db/query';
import type { WorkosMembership } from '@vesta-cx/utils/workos';
import { and, eq, exists, gt, inArray, lte, ne, notExists, sql, type SQL } from 'drizzle-orm';
import type { AuditEntry } from '../audit/index.ts';
import { moment, ofMember } from './mirror.ts';

type Member = Pick<WorkosMembership, 'organizationId' | 'userId'>;

/** A change of a membership that vesta has asked WorkOS for. */
export interface PendingChange extends Member {
  what: 'join' | 'remove' | `role.${OrganizationRole}`;
}

/** How long WorkOS's news are left to vesta: one that was cut off hides no later change. */
const standsFor = 60_000;

/**
 * Asks WorkOS for something, having noted that the change is pending, unless it is so here
 * already. The note goes when WorkOS refuses; what follows takes it with `clearPending`.
 */
export async function withPendingChange<T>(
  db: Database,
  pending: PendingChange,
  ask: () => Promise<T>,
): Promise<T> {
  const id = newId();
  // A batch, so that no note is made beside the change that it is of.
  await batch(db, (q) => [
    q.delete(workosEvents).where(and(isNoteOf(pending), lte(workosEvents.occurredAt, earliest()))),
    note(q, id, pending),
  ]);
  try {
    return await ask();
  } catch (error) {
    // Only its own: another tab may be at the same, and succeed.
    await db.delete(workosEvents).where(eq(workosEvents.id, id));
    throw error;
  }
}

/** Notes who makes a change, unless the member is already as they are to be: then nobody makes it. */
function note(q: Database, id: string, pending: PendingChange): Statement {
  const { userId, what } = pending;
  const now = new Date();
  const row = {
    id: sql<string>`${id}`.as('id'),
    event: sql<string>`${eventOf(pending)}`.as('event'),
    objectId: sql<string>`${userId}`.as('object_id'),
    occurredAt: moment(workosEvents.occurredAt, now, 'occurred_at'),
    createdAt: moment(workosEvents.createdAt, now, 'created_at'),
  };
  const role = what === 'role.admin' ? 'admin' : what === 'role.member' ? 'member' : null;
  const place = and(ofMember(pending), role ? ne(organizationMembers.role, role) : undefined);
  const there = q
    .select({ one: sql`1`.as('one') })
    .from(organizationMembers)
    .where(place);
  return q.insert(workosEvents).select(
    q
      .select(row)
      .from(users)
      .where(
        and(eq(users.workosUserId, userId), what === 'join' ? notExists(there) : exists(there)),
      ),
  );
}

/** Condition for logging a change: it is pending still, nobody has written it down. */
export const isPending = (
  q: Database,
  pending: PendingChange,
): NonNullable<AuditEntry['onlyIf']> => ({
  from: users,
  where: and(eq(users.workosUserId, pending.userId), exists(notes(q, isNoteOf(pending))))!,
});

/** Deletes the note of a change that is done. */
export const clearPending = (q: Database, pending: PendingChange): Statement =>
  q.delete(workosEvents).where(isNoteOf(pending));

/** SQL condition: no change that vesta makes to this member is pending. */
export const hasNoPending = (q: Database, { organizationId, userId }: Member): SQL =>
  notExists(
    notes(
      q,
      and(
        eq(workosEvents.objectId, userId),
        inArray(
          workosEvents.event,
          whats.map((what) => eventOf({ organizationId, userId, what })),
        ),
        gt(workosEvents.occurredAt, earliest()),
      ),
    ),
  );

const whats = ['join', 'remove', 'role.admin', 'role.member'] as const;

const earliest = () => new Date(Date.now() - standsFor);

/** No event of WorkOS has such a name. */
const eventOf = ({ what, organizationId }: PendingChange) => `${what}:${organizationId}`;

const isNoteOf = (pending: PendingChange) =>
  and(eq(workosEvents.objectId, pending.userId), eq(workosEvents.event, eventOf(pending)));

const notes = (q: Database, where: SQL | undefined) =>
  q
    .select({ one: sql`1`.as('one') })
    .from(workosEvents)
    .where(where);
