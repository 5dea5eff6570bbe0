/** A person's handle: the last part of their address, and what others call them by. */
import { userHandles, users, type User } from '@vesta-cx/db';
import { batch, isUniqueViolation, type Database } from '@vesta-cx/db/query';
import { slugSchema } from '@vesta-cx/db/validators';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { asSlug } from '../api/schemas.ts';
import {
  AppError,
  atVersion,
  changeSeen,
  checkSlug,
  invalidField,
  nextVersion,
  slugTaken,
  type Expected,
  type Person,
  type SlugAnswer,
} from '../kernel/index.ts';
import { replaceSearchEntries } from '../kernel/search-entries.ts';
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

/** How many new handles somebody can take within so many days: each is nobody else's for good. */
export const handleLimit = { changes: 5, days: 30 };

/**
 * Gives the person another handle. The old one leads to them for good, and nobody else can take
 * it; a handle they had before can be taken up again, as often as they like. Throws on `handle`:
 * `conflict`, `invalid` for one that nobody can choose, `too_many_requests` beyond `handleLimit`;
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
        await requireFewChanges(db, person, now);
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

/** The first handle was made up at the first sign-in: it is no change. */
async function requireFewChanges(db: Database, { userId }: Person, now: Date): Promise<void> {
  const { changes, days } = handleLimit;
  const newest = await db
    .select({ at: userHandles.createdAt })
    .from(userHandles)
    .where(eq(userHandles.userId, userId))
    .orderBy(desc(userHandles.createdAt))
    .limit(changes + 1);
  if (newest.length <= changes) return;
  const again = new Date(newest[changes - 1]!.at.getTime() + days * 24 * 60 * 60_000);
  if (again <= now) return;
  const message = `A handle can be changed ${changes} times in ${days} days: you can take another ${inWords(again.getTime() - now.getTime())}`;
  throw new AppError('too_many_requests', message, {
    errors: [{ path: 'handle', message }],
    retryAfter: (again.getTime() - now.getTime()) / 1000,
  });
}

/** How long it is until then, which is true on every clock. */
function inWords(ms: number): string {
  const hours = Math.ceil(ms / (60 * 60_000));
  const [count, unit] = hours < 48 ? [hours, 'hour'] : [Math.ceil(hours / 24), 'day'];
  return `in ${count} ${unit}${count === 1 ? '' : 's'}`;
}

const isTaken = (db: Database, handle: string) =>
  slugTaken(db, handle, handleSpace, {
    path: 'handle',
    message: 'Somebody has or had this handle',
  });
