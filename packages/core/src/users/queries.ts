/** What everybody may know of a person. Nothing here reads their email or organization. */
import { publicScope, userHandles, users, type User } from '@vesta-cx/db';
import { compiled, type Database, type Page } from '@vesta-cx/db/query';
import { and, eq, isNotNull, ne } from 'drizzle-orm';
import {
  candidateColumns,
  notFound,
  pageByName,
  visibleIf,
  type NamedCandidate,
  deletedUserId,
} from '../kernel/index.ts';

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
  const [person] = await atHandle(db, { handle: handle.toLowerCase() });
  if (!person) throw notFound('person');
  return person;
}

const atHandle = compiled((q, { handle }: { handle: string }) =>
  q
    .select(columns)
    .from(userHandles)
    .innerJoin(users, eq(users.workosUserId, userHandles.userId))
    .where(and(eq(userHandles.handle, handle), ne(users.workosUserId, deletedUserId)))
    .limit(1),
);

/** The person with this id, or who has or had this handle. Throws `not_found`. */
export async function find(db: Database, idOrHandle: string): Promise<PublicPerson> {
  const [person] = await db
    .select(columns)
    .from(users)
    .where(and(eq(users.workosUserId, idOrHandle), ne(users.workosUserId, deletedUserId)))
    .limit(1);
  return person ?? findByHandle(db, idOrHandle);
}

/**
 * A page of the people whose name or handle has the words of `q`: those that begin with them
 * first, then alphabetically. Throws `invalid` for a cursor that isn't of this list.
 */
export async function list(
  db: Database,
  { q, limit, cursor }: { q: string; limit: number; cursor?: string | undefined },
): Promise<Page<PublicPerson>> {
  return pageByName<NamedCandidate & PublicPerson>(
    db,
    { q, limit, cursor, types: ['user'], scopes: [publicScope] },
    (b, named, fits) =>
      b
        .select({
          ...columns,
          ...candidateColumns(named),
          visible: visibleIf(isNotNull(users.workosUserId), fits),
        })
        .from(named)
        .leftJoin(users, eq(users.workosUserId, named.objectId)),
  );
}

/** The first people whose name or handle has the words of `q`, in the order of `list`. */
export const search = async (db: Database, q: string, limit: number): Promise<PublicPerson[]> =>
  (await list(db, { q, limit })).items;
