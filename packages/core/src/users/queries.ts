/** What everybody may know of a person. Nothing here reads their email or organization. */
import { userHandles, users, type User } from '@vesta-cx/db';
import {
  after,
  decodeCursor,
  orderOf,
  pageOf,
  searchKey,
  startsWith,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import { and, asc, eq, ne } from 'drizzle-orm';
import { invalidField, notFound } from '../kernel/index.ts';
import { nobodyId } from './tombstone.ts';

export type PublicPerson = Pick<
  User,
  'workosUserId' | 'handle' | 'displayName' | 'bio' | 'avatarUrl' | 'createdAt'
>;

const columns = {
  workosUserId: users.workosUserId,
  handle: users.handle,
  displayName: users.displayName,
  bio: users.bio,
  avatarUrl: users.avatarUrl,
  createdAt: users.createdAt,
};

/**
 * The person who has or had this handle, in any case: a page whose address is not their `handle`
 * redirects. Throws `not_found`.
 */
export async function findByHandle(db: Database, handle: string): Promise<PublicPerson> {
  const [person] = await db
    .select(columns)
    .from(userHandles)
    .innerJoin(users, eq(users.workosUserId, userHandles.userId))
    .where(and(eq(userHandles.handle, handle.toLowerCase()), ne(users.workosUserId, nobodyId)))
    .limit(1);
  if (!person) throw notFound('person');
  return person;
}

/** The person with this id, or who has or had this handle. Throws `not_found`. */
export async function find(db: Database, idOrHandle: string): Promise<PublicPerson> {
  const [person] = await db
    .select(columns)
    .from(users)
    .where(and(eq(users.workosUserId, idOrHandle), ne(users.workosUserId, nobodyId)))
    .limit(1);
  return person ?? findByHandle(db, idOrHandle);
}

const alphabetical: Keyset = { columns: [users.searchKey, users.workosUserId], direction: 'asc' };

/**
 * A page of the people whose name starts with `q`, alphabetically. Throws `invalid` for a cursor
 * that isn't of this list.
 */
export async function list(
  db: Database,
  { q, limit, cursor }: { q: string; limit: number; cursor?: string | undefined },
): Promise<Page<PublicPerson>> {
  const begin = cursor ? decodeCursor(cursor, alphabetical.columns) : undefined;
  if (begin === null) throw invalidField('cursor', 'This cursor does not belong to this list');
  const rows = await db
    .select({ ...columns, searchKey: users.searchKey })
    .from(users)
    .where(
      and(
        // Before the other lower bound: SQLite begins at the first, and this one tells namesakes apart.
        begin && after(alphabetical, begin),
        startsWith(users.searchKey, searchKey(q), begin?.[0]),
        ne(users.workosUserId, nobodyId),
      ),
    )
    .orderBy(...orderOf(alphabetical))
    .limit(limit + 1);
  return pageOf(rows, limit, (row) => [row.searchKey, row.workosUserId]);
}

/** People whose name starts with `q`, alphabetically. */
export const search = (db: Database, q: string, limit: number): Promise<PublicPerson[]> =>
  db
    .select(columns)
    .from(users)
    .where(startsWith(users.searchKey, searchKey(q)))
    .orderBy(asc(users.searchKey))
    .limit(limit);
