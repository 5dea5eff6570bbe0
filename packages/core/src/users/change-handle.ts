/** A person's handle: the last part of their address, and what others call them by. */
import { userHandles, users, type User } from '@vesta-cx/db';
import { batch, isUniqueViolation, type Database } from '@vesta-cx/db/query';
import { slugSchema } from '@vesta-cx/db/validators';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { asSlug } from '../http/index.ts';
import {
  atVersion,
  changeSeen,
  checkSlug,
  invalidField,
  nextVersion,
  slugTaken,
  type Expected,
  type Person,
  type SlugAnswer,
  requireFewChanges,
  replaceSearchEntries,
} from '../kernel/index.ts';
import { claimHandle, handleSpace, wantedHandle } from './commands.ts';
import { me } from './profile.ts';
import { reservedHandles } from './reserved.ts';
import { searchable } from './searchable.ts';

export const handleSchema = z.strictObject({
  handle: z
    .string()
    .trim()
    .toLowerCase()
    .meta(asSlug(2, 40, 'ada-moreau'))
    .transform((handle) => handle.replace(/^@/, ''))
    .pipe(slugSchema.min(2, 'Use at least two characters').max(40)),
});

/**
 * Gives the person another handle. The old one leads to them for good, and nobody else can take
 * it; a handle they had before can be taken up again, as often as they like. Throws on `handle`:
 * `conflict`, `invalid` for one that nobody can choose, `too_many_requests` beyond `renameLimit`;
 * and `precondition_failed` when the version of the account isn't the expected one.
 */
export async function changeHandle(
  db: Database,
  person: Person,
  handle: string,
  now = new Date(),
  expected?: Expected,
): Promise<User> {
  return changeSeen(await me(db, person), {
    noun: 'account',
    expected,
    again: () => me(db, person),
    change: async (seen) => {
      if (seen.handle === handle) return seen;
      const claim = await claimOf(db, handle);
      if (claim && claim.userId !== person.userId) throw await isTaken(db, handle);
      if (!claim) {
        if (reservedHandles.has(handle)) {
          throw invalidField('handle', 'This would be mistaken for vesta itself; choose another');
        }
        await requireFewChanges(
          db,
          { of: userHandles.userId, createdAt: userHandles.createdAt },
          person.userId,
          { path: 'handle', noun: 'A handle' },
          now,
        );
      }
      const here = eq(users.workosUserId, person.userId);
      await batch(db, (q) => [
        // Of several at once, which all saw the same number of changes, one is made.
        atVersion(q, users, here, seen),
        q
          .update(users)
          .set({ handle, ...nextVersion(seen) })
          .where(here),
        ...(claim ? [] : [claimHandle(q, person.userId)]),
        ...replaceSearchEntries(q, users.workosUserId, searchable({ ...seen, handle })),
      ]);
      return me(db, person);
    },
  }).catch(async (error: unknown) => {
    throw isUniqueViolation(error) ? await isTaken(db, handle) : error;
  });
}

async function claimOf(db: Database, handle: string): Promise<{ userId: string } | undefined> {
  const [claim] = await db
    .select({ userId: userHandles.userId })
    .from(userHandles)
    .where(eq(userHandles.handle, handle))
    .limit(1);
  return claim;
}

/** Says whether the person could have this handle. */
export const suggestHandle = (db: Database, person: Person, handle: string): Promise<SlugAnswer> =>
  checkSlug(
    db,
    { name: '', slug: handle },
    {
      space: handleSpace,
      schema: handleSchema.shape.handle,
      wanted: wantedHandle,
      isOwn: async (own) => (await claimOf(db, own))?.userId === person.userId,
    },
  );

const isTaken = (db: Database, handle: string) =>
  slugTaken(db, handle, handleSpace, {
    path: 'handle',
    message: 'Somebody has or had this handle',
  });
