/** Writing the words by which search finds something: in the batch that writes its name. */
import { searchEntries } from '@vesta-cx/db';
import {
  rowsPerInsert,
  searchEntriesOf,
  type Database,
  type Searchable,
  type Statement,
} from '@vesta-cx/db/query';
import { and, eq, sql, type Column, type SQL } from 'drizzle-orm';
import { slicesOf } from './slices.ts';

/** The statements that enter the names of something new. */
export const insertSearchEntries = (q: Database, one: Searchable): Statement[] =>
  inserts(q, searchEntriesOf(one));

/**
 * The statements that enter the present names of something in place of those it had. `key` is the
 * column of its id: when it is gone, or not as `which` says, the whole batch fails.
 */
export function replaceSearchEntries(
  q: Database,
  key: Column,
  one: Searchable,
  which?: SQL,
): Statement[] {
  const objectId = sql`(select ${key} from ${key.table} where ${and(eq(key, one.id), which)})`;
  return [
    deleteSearchEntries(q, one),
    ...inserts(
      q,
      searchEntriesOf(one).map((entry) => ({ ...entry, objectId })),
    ),
  ];
}

/** The statement that takes all names of something out. */
export const deleteSearchEntries = (
  q: Database,
  { type, id }: Pick<Searchable, 'type' | 'id'>,
): Statement =>
  q
    .delete(searchEntries)
    .where(and(eq(searchEntries.objectType, type), eq(searchEntries.objectId, id)));

const inserts = (q: Database, rows: object[]): Statement[] =>
  slicesOf(rows, rowsPerInsert(searchEntries)).map((slice) =>
    q.insert(searchEntries).values(slice as never),
  );
