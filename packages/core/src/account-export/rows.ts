/** Reads all rows of somebody's, a page at a time, so that an export needs no more memory than one. */
import { after, orderOf, type KeysetValue } from '@vesta-cx/db/query';
import { and, eq, getTableColumns, inArray, type Column, type SQL, type Table } from 'drizzle-orm';

const pageSize = 200;

/** What vesta works out of the rest, to find a row and to know who may read it. */
export const workedOut = ['searchKey', 'guestReadable', 'circle', 'datedAt', 'announced'] as const;

export const isWorkedOut = (name: string): boolean => workedOut.includes(name as never);

/** The columns that somebody is told of. */
export const exportedColumns = <T extends Table>(table: T) =>
  Object.fromEntries(
    Object.entries(getTableColumns(table)).filter(([name]) => !isWorkedOut(name)),
  ) as Omit<T['_']['columns'], (typeof workedOut)[number]>;

/** What one page's query takes. */
export interface PageOf {
  where: SQL | undefined;
  orderBy: SQL[];
  limit: number;
}

/**
 * Every row that `read` finds among `mine`, in the order of the columns of `key`, which together
 * are unique; after the row `begin`, if there is one. `read` is given the condition, the order and
 * the size of each page.
 */
export async function* allRows<Row>(
  key: Column[],
  mine: SQL | undefined,
  read: (page: PageOf) => PromiseLike<Row[]>,
  valuesOf: (row: Row) => KeysetValue[],
  begin?: Row,
): AsyncGenerator<Row> {
  const keyset = { columns: key, direction: 'asc' as const };
  const orderBy = orderOf(keyset);
  let last = begin;
  for (;;) {
    const where = last === undefined ? mine : and(mine, after(keyset, valuesOf(last)));
    const rows = await read({ where, orderBy, limit: pageSize });
    yield* rows;
    if (rows.length < pageSize) return;
    last = rows.at(-1);
  }
}

/** Rows that each belong to something: the column that says to what, and what orders them in it. */
export interface Parts<Row> {
  of: Column;
  ofRow: (row: Row) => string | null;
  key: Column[];
  valuesOf: (row: Row) => KeysetValue[];
  where?: SQL | undefined;
}

/**
 * Every row that belongs to one of `ids`, which one statement takes, thing by thing. What one page
 * does not end is read on alone: asked about with the others, SQLite would begin anew each time.
 */
export async function* allPartsOf<Row>(
  ids: string[],
  { of, ofRow, key, valuesOf, where }: Parts<Row>,
  read: (page: PageOf) => PromiseLike<Row[]>,
): AsyncGenerator<Row> {
  const orderBy = orderOf({ columns: [of, ...key], direction: 'asc' });
  let left = ids;
  while (left.length > 0) {
    const rows = await read({ where: and(inArray(of, left), where), orderBy, limit: pageSize });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    const id = ofRow(last)!;
    yield* allRows(key, and(eq(of, id), where), read, valuesOf, last);
    left = left.filter((one) => one > id);
  }
}

/** As many ids as one statement of D1 takes. */
const idsPerStatement = 90;

/** The same rows, as many together as can be asked about in one statement. */
export async function* together<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let some: Row[] = [];
  for await (const row of rows) {
    some.push(row);
    if (some.length === idsPerStatement) {
      yield some;
      some = [];
    }
  }
  if (some.length > 0) yield some;
}

/** A JSON array, written row by row. */
export async function* jsonArray(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  let isFirst = true;
  yield '[';
  for await (const row of rows) {
    yield `${isFirst ? '' : ','}\n  ${JSON.stringify(row)}`;
    isFirst = false;
  }
  yield isFirst ? ']\n' : '\n]\n';
}
