/** The query of a page on the engines that answer with all of it at once. */
import type { PageRequest } from './store.ts';
import type { Column, Table } from './tables.ts';
import { unboundedColumns } from './sql.ts';

/** How an engine writes what the query needs. */
export interface Dialect {
  quoted: (name: string) => string;
  /** The bytes of a column's value, as an SQL expression. */
  bytes: (column: Column) => string;
  /** The condition that a row comes after a key. */
  after: (names: string[]) => string;
}

/**
 * Rows in key order, at most `limit`, and only while those before are within `page.bytes`: nobody
 * knows beforehand how long texts are. Leaves out parameters, see `Dialect.after`.
 */
export function pageQuery(
  dialect: Dialect,
  table: Table,
  columns: readonly number[],
  page: PageRequest,
  limit: number,
): string {
  const { quoted } = dialect;
  const name = (i: number) => quoted(table.columns[i]!.name);
  const list = columns.map(name).join(', ');
  const key = table.key.map(name);
  const order = key.join(', ');
  const where = page.after ? ` where ${dialect.after(key)}` : '';
  const rows = `select ${list} from ${quoted(table.name)}${where} order by ${order} limit ${limit}`;
  const unbounded = unboundedColumns(table, columns);
  if (unbounded.length === 0) return rows;
  const size = unbounded.map((i) => `coalesce(${dialect.bytes(table.columns[i]!)}, 0)`).join(' + ');
  const before = `sum(${size}) over (order by ${order} rows between unbounded preceding and 1 preceding)`;
  // The innermost limit keeps the sum to one page: MySQL would add up the rest of the table.
  return (
    `select ${list} from (select ${list}, ${before} as bytes_before from (${rows}) as candidates) ` +
    `as page where bytes_before is null or bytes_before < ${page.bytes} order by ${order}`
  );
}
