/** A person's own account: what they see of it and may change. */
import { users, type User } from '@vesta-cx/db';
import { batch, searchKey, type Database } from '@vesta-cx/db/query';
import { pictureUrlSchema } from '@vesta-cx/db/validators';
import { and, eq, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import { lineText, proseText } from '../api/schemas.ts';
import { stale, unauthenticated, type Person } from '../kernel/index.ts';
import { replaceSearchEntries } from '../kernel/search-entries.ts';
import { searchable } from './searchable.ts';

export const updateProfileSchema = z.strictObject({
  displayName: lineText(120, 'Give a name')
    .optional()
    .meta({ examples: ['Ada Moreau'] }),
  bio: proseText(2000).nullable().optional(),
  avatarUrl: pictureUrlSchema.nullable().optional(),
});

export type UpdateProfile = z.infer<typeof updateProfileSchema>;

/** The person's row. Throws `unauthenticated` when the account is gone. */
export async function me(db: Database, { userId }: Person): Promise<User> {
  const [user] = await db.select().from(users).where(eq(users.workosUserId, userId)).limit(1);
  if (!user) throw unauthenticated('This account is gone');
  return user;
}

/** Changes what `input` names. Throws `precondition_failed` when `version` isn't the current one. */
export async function updateProfile(
  db: Database,
  person: Person,
  input: UpdateProfile,
  version?: number,
): Promise<User> {
  const before = await me(db, person);
  if (version !== undefined && version !== versionOf(before)) throw stale('account');
  const { displayName } = input;
  const here = eq(users.workosUserId, person.userId);
  try {
    await batch(db, (q) => [
      // NULL is not allowed there: when another tab was first, nothing of this happens.
      q
        .update(users)
        .set({ displayName: sql`null` })
        .where(and(here, ne(users.updatedAt, before.updatedAt))),
      q
        .update(users)
        .set({
          ...input,
          ...(displayName !== undefined && { searchKey: searchKey(displayName) }),
          // Two changes in one millisecond are still two versions.
          updatedAt: new Date(Math.max(Date.now(), versionOf(before) + 1)),
        })
        .where(here),
      ...(displayName === undefined
        ? []
        : replaceSearchEntries(q, users.workosUserId, searchable({ ...before, displayName }))),
    ]);
  } catch (error) {
    if (versionOf(await me(db, person)) === versionOf(before)) throw error;
    // Without a version the change is made to what is there now.
    return updateProfile(db, person, input, version);
  }
  return me(db, person);
}

/** An account's version: the moment of its last change, in Unix milliseconds. */
export const versionOf = ({ updatedAt }: Pick<User, 'updatedAt'>): number => updatedAt.getTime();
