/** Sessions of people that were ended here before WorkOS's token for them expires. */
import { users, workosEvents, type User } from '@vesta-cx/db';
import { batch, insertIgnore, type Database } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';

const ended = 'session.revoked';
const eventOf = (sessionId: string) => `${ended}:${sessionId}`;

/**
 * Ends a session: whoever has a copy of it is a guest from the next request on, although WorkOS's
 * signature on it is good for some minutes, and for longer where WorkOS did not hear of the end.
 */
export async function endSession(db: Database, sessionId: string, now = new Date()): Promise<void> {
  const end = { id: eventOf(sessionId), event: ended, objectId: sessionId, occurredAt: now };
  await batch(db, (q) => [insertIgnore(q, workosEvents, end)]);
}

/** Returns who the session is of, as far as they are known here, and whether it was ended. One query. */
export async function ofSession(
  db: Database,
  { workosUserId, sessionId }: { workosUserId: string; sessionId: string },
): Promise<{ user: User | null; isEnded: boolean }> {
  const [found] = await db
    .select({ user: users, end: workosEvents.id })
    .from(users)
    .leftJoin(
      workosEvents,
      and(eq(workosEvents.id, eventOf(sessionId)), eq(workosEvents.event, ended)),
    )
    .where(eq(users.workosUserId, workosUserId))
    .limit(1);
  return { user: found?.user ?? null, isEnded: Boolean(found?.end) };
}
