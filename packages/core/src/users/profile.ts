/** A person's own account: what they see of it and may change. */
import { users, type User } from '@vesta-cx/db';
import { batch, searchKey, type Database } from '@vesta-cx/db/query';
import { pictureUrlSchema } from '@vesta-cx/db/validators';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { lineText, proseText } from '../http/index.ts';
import { changesOf } from '../audit/index.ts';
import {
  atVersion,
  changeSeen,
  nextVersion,
  unauthenticated,
  type Expected,
  type Person,
  replaceSearchEntries,
} from '../kernel/index.ts';
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

/**
 * Changes what `input` names; nothing, where it says what is there. Throws `precondition_failed` when the
 * version isn't the expected one.
 */
export async function updateProfile(
  db: Database,
  person: Person,
  input: UpdateProfile,
  expected?: Expected,
): Promise<User> {
  const { displayName } = input;
  return changeSeen(await me(db, person), {
    noun: 'account',
    expected,
    again: () => me(db, person),
    change: async (seen) => {
      if (changesOf(input, seen).changed.length === 0) return seen;
      const here = eq(users.workosUserId, person.userId);
      await batch(db, (q) => [
        atVersion(q, users, here, seen),
        q
          .update(users)
          .set({
            ...input,
            ...(displayName !== undefined && { searchKey: searchKey(displayName) }),
            ...nextVersion(seen),
          })
          .where(here),
        ...(displayName === undefined
          ? []
          : replaceSearchEntries(q, users.workosUserId, searchable({ ...seen, displayName }))),
      ]);
      return me(db, person);
    },
  });
}
