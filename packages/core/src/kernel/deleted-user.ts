/** Traces of a deleted account: that it is, and that nobody can take its handles. */
import { globalOrganizationId, userHandles, users, workosEvents, type NewUser } from '@vesta-cx/db';
import { insertIgnore, type Database, type Statement } from '@vesta-cx/db/query';
import { and, eq, exists, sql, type SQL } from 'drizzle-orm';

/** Whoever has the handles of deleted accounts: nobody. No one can sign in as it or find it. */
const deletedUser: NewUser = {
  workosUserId: 'user_deleted',
  // Not a handle that anybody could choose.
  handle: '~deleted',
  email: '',
  displayName: 'Deleted account',
  searchKey: '',
  organizationId: globalOrganizationId,
};

export const deletedUserId = deletedUser.workosUserId;

const deletedEvent = 'user.deleted';

/** Hands the handles of a person to nobody, for good, without saying whose they were. */
export const reserveHandles = (q: Database, userId: string): Statement[] => [
  insertIgnore(q, users, deletedUser),
  q.update(userHandles).set({ userId: deletedUserId }).where(eq(userHandles.userId, userId)),
];

/**
 * Remembers by the WorkOS id alone that the account is gone: a session that another browser still
 * has, or news that WorkOS sent before, must not make it again.
 */
export const markDeleted = (q: Database, userId: string, now: Date): Statement =>
  insertIgnore(q, workosEvents, {
    id: `deleted_${userId}`,
    event: deletedEvent,
    objectId: userId,
    occurredAt: now,
  });

/** The condition that this account was deleted. */
export const isMarkedDeleted = (q: Database, userId: string): SQL =>
  exists(
    q
      .select({ one: sql`1` })
      .from(workosEvents)
      .where(and(eq(workosEvents.objectId, userId), eq(workosEvents.event, deletedEvent))),
  );

/** Returns whether this account was deleted. */
export async function wasDeleted(db: Database, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: workosEvents.id })
    .from(workosEvents)
    .where(and(eq(workosEvents.objectId, userId), eq(workosEvents.event, deletedEvent)))
    .limit(1);
  return row !== undefined;
}
