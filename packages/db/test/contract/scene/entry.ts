import { getTableColumns, type Table } from 'drizzle-orm';

/** A table and rows of it that may be stored as they are. */
export interface Entry {
  table: Table;
  rows: Record<string, unknown>[];
}

/** `rows` of `table`, every column given. */
export function of<T extends Table>(table: T, ...rows: T['$inferSelect'][]): Entry {
  return { table, rows };
}

/** `row` with NULL in every column that allows it, save for what `changes` says. */
export function bare<T extends Table>(
  table: T,
  row: T['$inferSelect'],
  changes: Partial<T['$inferSelect']>,
): T['$inferSelect'] {
  const nulls = Object.entries(getTableColumns(table))
    .filter(([, column]) => !column.notNull)
    .map(([name]) => [name, null]);
  return { ...row, ...Object.fromEntries(nulls), ...changes };
}

/** A moment with milliseconds that a careless engine would drop. */
export const at = (ms: number) => new Date(Date.UTC(2026, 10, 23, 13, 37, 42, ms));

export const stamps = { createdAt: at(1), updatedAt: at(999) };
