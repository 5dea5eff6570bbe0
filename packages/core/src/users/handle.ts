/** A person's handle: the last part of their address, and what others call them by. */
import { userHandles, users, type User } from '@vesta-cx/db';
import { batch, changedRows, isUniqueViolation, type Database } from '@vesta-cx/db/query';
import { slugSchema } from '@vesta-cx/db/validators';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { stale, taken, type Person } from '../kernel/index.ts';
import { claimHandle } from './commands.ts';
import { me } from './profile.ts';

export const handleSchema = z.strictObject({
  handle: z
    .string()
    .trim()
    .toLowerCase()
    .meta({ examples: ['ada-moreau'] })
    .transform((handle) => handle.replace(/^@/, ''))
    .pipe(slugSchema.min(2, 'Use at least two characters').max(40)),
});

/**
 * Gives the person another handle. The old one leads to them for good, and nobody else can take
 * it; a handle they had before can be taken up again. Throws `conflict` on `handle`.
 */
export async function changeHandle(db: Database, person: Person, handle: string): Promise<User> {
  const before = await me(db, person);
  if (before.handle === handle) return before;
  const [claim] = await db
    .select({ userId: userHandles.userId })
    .from(userHandles)
    .where(eq(userHandles.handle, handle))
    .limit(1);
  if (claim && claim.userId !== person.userId) throw isTaken();
  try {
    const [changed] = await batch(db, (q) => [
      q
        .update(users)
        .set({ handle })
        .where(and(eq(users.workosUserId, person.userId), eq(users.handle, before.handle))),
      // It claims what the row now says: after another tab's change nothing is taken twice.
      ...(claim ? [] : [claimHandle(q, person.userId)]),
    ]);
    if (changedRows(changed) === 0) throw stale('account');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const now = await me(db, person);
    if (now.handle === before.handle) throw isTaken();
    // The other tab was faster: to the same handle, or to one that ours would undo.
    if (now.handle !== handle) throw stale('account');
  }
  return me(db, person);
}

const isTaken = () => taken('handle', 'Somebody has or had this handle');
