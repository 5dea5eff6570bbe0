/** Lists of the collections that somebody may edit: theirs, their workspaces', or given to them. */
import { collections, permissions, type Collection } from '@vesta-cx/db';
import {
  after,
  batch,
  orderOf,
  searchKey,
  startsWith,
  type Database,
  type Keyset,
  type KeysetValue,
} from '@vesta-cx/db/query';
import { impliedBy } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
import { merge, type Person } from '../kernel/index.ts';
import {
  allowedTo,
  literalAsker,
  mayOnCollection,
  reachable,
  type Asker,
} from '../permissions/index.ts';
import { selectJoined, type Joined } from './chain.ts';

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
  const found: Joined[] = [];
  const size = Math.min(limit, mostAsked);
  let start = asked.begin;
  for (;;) {
    const candidates = await candidatesOf(db, person, { ...asked, begin: start }, size);
    if (candidates.length === 0) return found;
    const ids = candidates.map(({ id }) => id);
    const rows = await selectJoined(db).where(
      and(inArray(collections.id, ids), mayOnCollection(literalAsker(person), 'write')),
    );
    found.push(...ids.flatMap((id) => rows.find(({ collection }) => collection.id === id) ?? []));
    if (found.length >= limit) return found.slice(0, limit);
    if (candidates.length < size) return found;
    start = valuesOf(candidates.at(-1)!, asked.order);
  }
}

/**
 * That the person may edit the collection of the row, for lists of one owner. The places come first:
 * to ask about a collection that is in none of them costs more.
 */
export const isEditable = (db: Database, person: Person, me: Asker): SQL =>
  and(or(...placesOf(db, person)), mayOnCollection(me, 'write'))!;

/** How many are asked about at once: D1 binds at most 100 values. */
const mostAsked = 50;

type Candidate = Pick<Collection, 'id' | 'searchKey'>;

/** The next collections that are in one of the places, each once. */
async function candidatesOf(
  db: Database,
  person: Person,
  { order, q, which, begin }: Editable,
  size: number,
): Promise<Candidate[]> {
  const { id, searchKey: key } = collections;
  const pages = await batch(db, (b) =>
    placesOf(b, person).map((place) =>
      b
        .select({ id, searchKey: key })
        .from(collections)
        .where(
          and(
            place,
            which,
            q ? startsWith(key, searchKey(q), begin?.[0]) : undefined,
            begin && after(order, begin),
          ),
        )
        .orderBy(...orderOf(order))
        .limit(size),
    ),
  );
  const merged = merge(pages, order, (row) => valuesOf(row, order), Infinity);
  return [...new Map(merged.map((row) => [row.id, row])).values()].slice(0, size);
}

/** Where collections can be that the person may edit, each served by an index. */
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

const valuesOf = (row: Candidate, { columns }: Keyset): KeysetValue[] =>
  columns.length > 1 ? [row.searchKey, row.id] : [row.id];
