/** Reads all rows of somebody's, a page at a time, so that an export needs no more memory than one. */
import { after, orderOf, type KeysetValue } from '@vesta-cx/db/query';
import { and, type Column, type SQL } from 'drizzle-orm';

const pageSize = 200;

/** What one page's query takes. */
export interface PageOf {
  where: SQL | undefined;
  orderBy: SQL[];
  limit: number;
}

/**
 * Every row that `read` finds among `mine`, in the order of the columns of `key`, which together
 * are unique. `read` is given the condition, the order and the size of each page.
 */
export async function* allRows<Row>(
  key: Column[],
  mine: SQL | undefined,
  read: (page: PageOf) => PromiseLike<Row[]>,
  valuesOf: (row: Row) => KeysetValue[],
): AsyncGenerator<Row> {
  const keyset = { columns: key, direction: 'asc' as const };
  const orderBy = orderOf(keyset);
  let last: Row | undefined;
  for (;;) {
    const where = last === undefined ? mine : and(mine, after(keyset, valuesOf(last)));
    const rows = await read({ where, orderBy, limit: pageSize });
    yield* rows;
    if (rows.length < pageSize) return;
    last = rows.at(-1);
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
