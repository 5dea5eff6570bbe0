/** A person's handle: the last part of their address, and what others call them by. */
import { userHandles, users, type User } from '@vesta-cx/db';
import { batch, changedRows, isUniqueViolation, type Database } from '@vesta-cx/db/query';
import { slugSchema } from '@vesta-cx/db/validators';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import {
  checkSlug,
  invalidField,
  slugTaken,
  stale,
  type Person,
  type SlugAnswer,
} from '../kernel/index.ts';
import { requireFewChanges } from '../kernel/renames.ts';
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
    .meta({ examples: ['ada-moreau'] })
    .transform((handle) => handle.replace(/^@/, ''))
    .pipe(slugSchema.min(2, 'Use at least two characters').max(40)),
});

/**
 * Gives the person another handle. The old one leads to them for good, and nobody else can take
 * it; a handle they had before can be taken up again, as often as they like. Throws on `handle`:
 * `conflict`, `invalid` for one that nobody can choose, `too_many_requests` beyond `renameLimit`.
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
    await requireFewChanges(
      db,
      { of: userHandles.userId, createdAt: userHandles.createdAt },
      person.userId,
      { path: 'handle', noun: 'A handle' },
      now,
    );
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

const isTaken = (db: Database, handle: string) =>
  slugTaken(db, handle, handleSpace, {
    path: 'handle',
    message: 'Somebody has or had this handle',
  });
