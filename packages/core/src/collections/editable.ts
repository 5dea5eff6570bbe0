/** Lists of the collections that somebody may edit: theirs, their workspaces', or given to them. */
import { collections, permissions } from '@vesta-cx/db';
import {
  after,
  batch,
  orderOf,
  type Database,
  type Keyset,
  type KeysetValue,
} from '@vesta-cx/db/query';
import { impliedBy } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
import { isNamed, pageOfAllowed, type Candidate, type Person } from '../kernel/index.ts';
import {
  allowedTo,
  inlineViewer,
  mayOnCollection,
  reachable,
  type Viewer,
} from '../permissions/index.ts';
import { selectWritable, type Joined } from './chain.ts';

/** Which of them. */
export interface Editable {
  /** In which order, by columns of `collections`. */
  order: Keyset;
  q?: string | undefined;
  /** What else holds of each. */
  which: SQL | undefined;
  /** The values of the row that the list begins after. */
  begin?: readonly KeysetValue[] | undefined;
}

/**
 * The first `limit` of them. The places where they can be are looked through side by side
 * for candidates, and these are asked about few at a time, since what is asked about costs a row for
 * each team of the person. The cost follows what they own and were given, not the table.
 */
export async function editable(
  db: Database,
  person: Person,
  asked: Editable,
  limit: number,
): Promise<Joined[]> {
  return pageOfAllowed(
    {
      order: asked.order,
      begin: asked.begin,
      candidates: (begin, size) => candidatesOf(db, person, { ...asked, begin }, size),
      allowed: (ids) =>
        selectWritable(db).where(
          and(inArray(collections.id, ids), mayOnCollection(inlineViewer(person), 'write')),
        ),
      idOf: ({ collection }) => collection.id,
    },
    limit,
  );
}

/**
 * SQL condition: the person may edit the collection of the row, for lists of one owner. The places come first:
 * to ask about a collection that is in none of them costs more.
 */
export const isEditable = (db: Database, person: Person, me: Viewer): SQL =>
  and(or(...placesOf(db, person)), mayOnCollection(me, 'write'))!;

/** The next collections of each of the places. */
async function candidatesOf(
  db: Database,
  person: Person,
  { order, q, which, begin }: Editable,
  size: number,
): Promise<readonly Candidate[][]> {
  const { id, searchKey: key } = collections;
  return batch(db, (b) =>
    placesOf(b, person).map((place) =>
      b
        .select({ id, searchKey: key })
        .from(collections)
        .where(
          and(
            place,
            which,
            q ? isNamed(b, 'collection', id, q) : undefined,
            begin && after(order, begin),
          ),
        )
        .orderBy(...orderOf(order))
        .limit(size),
    ),
  );
}

/** Returns where collections can be that the person may edit, each served by an index. */
const placesOf = (db: Database, person: Person): SQL[] => [
  and(eq(collections.ownerType, 'user'), eq(collections.ownerId, person.userId))!,
  and(eq(collections.ownerType, 'workspace'), inArray(collections.ownerId, reachable(db, person)))!,
  inArray(
    collections.id,
    db
      .select({ id: permissions.objectId })
      .from(permissions)
      .where(
        and(
          allowedTo(db, person.userId, 'collection'),
          inArray(permissions.action, [...impliedBy('write')]),
        ),
      ),
  ),
];
