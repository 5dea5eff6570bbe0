/** A person's handle: the last part of their address, and what others call them by. */
import { userHandles, users, type User } from '@vesta-cx/db';
import { batch, changedRows, isUniqueViolation, type Database } from '@vesta-cx/db/query';
import { slugSchema } from '@vesta-cx/db/validators';
import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { asSlug } from '../api/schemas.ts';
import {
  AppError,
  checkSlug,
  invalidField,
  slugTaken,
  stale,
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
 * `conflict`, `invalid` for one that nobody can choose, `too_many_requests` beyond `handleLimit`.
 */
export async function changeHandle(
  db: Database,
  person: Person,
  handle: string,
  now = new Date(),
): Promise<User> {
  const before = await me(db, person);
  if (before.handle === handle) return before;
  const [claim] = await db
    .select({ userId: userHandles.userId })
    .from(userHandles)
    .where(eq(userHandles.handle, handle))
    .limit(1);
  if (claim && claim.userId !== person.userId) throw await isTaken(db, handle);
  if (!claim) {
    if (reservedHandles.has(handle)) {
      throw invalidField('handle', 'This would be mistaken for vesta itself; choose another');
    }
    await requireFewChanges(db, person, now);
  }
  const changed = await batch(db, (q) => [
    q
      .update(users)
      .set({ handle })
      .where(and(eq(users.workosUserId, person.userId), eq(users.handle, before.handle))),
    // It claims what the row now says: after another tab's change nothing is taken twice, and of
    // several at once, which all saw the same number of changes, one is made.
    ...(claim ? [] : [claimHandle(q, person.userId)]),
    ...replaceSearchEntries(
      q,
      users.workosUserId,
      searchable({ ...before, handle }),
      and(eq(users.handle, handle), eq(users.displayName, before.displayName)),
    ),
  ]).then(
    ([result]) => changedRows(result) > 0,
    (error: unknown) => ({ error }),
  );
  const present = await me(db, person);
  const isRenamed = present.displayName !== before.displayName;
  if (typeof changed === 'object') {
    const { error } = changed;
    const isOvertaken = isRenamed || present.handle !== before.handle;
    if (!isUniqueViolation(error) && !isOvertaken) throw error;
    // The name that the words of search were made of has changed meanwhile.
    if (isRenamed && present.handle === before.handle && !isUniqueViolation(error)) {
      return changeHandle(db, person, handle, now);
    }
  }
  // The other tab may have been faster: to the same handle, or to one that ours would undo.
  if (changed === true || present.handle === handle) return present;
  throw present.handle === before.handle ? await isTaken(db, handle) : stale('account');
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
      isOwn: async (own) => {
        const [claim] = await db
          .select({ userId: userHandles.userId })
          .from(userHandles)
          .where(eq(userHandles.handle, own))
          .limit(1);
        return claim?.userId === person.userId;
      },
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
