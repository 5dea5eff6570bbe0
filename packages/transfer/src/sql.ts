/** SQL that the stores build alike. */
import type { PageRequest } from './store.ts';
import type { Table } from './tables.ts';
import type { Row } from './values.ts';

/** Where a transfer notes what it does, apart from the schema's own tables. */
export const markerTable = '_vesta_transfer';

/** Types that every engine reads alike; moments are ISO text. */
export const createMarkerTable = `create table if not exists ${markerTable} (
  id integer not null primary key,
  source varchar(500) not null,
  state varchar(20) not null,
  run varchar(40) not null,
  started_at varchar(30) not null,
  finished_at varchar(30)
)`;

export const selectMarker = `select source, state, run, started_at, finished_at from ${markerTable} where id = 1`;

/** The columns that a page asks for: those of the key, and the wanted ones or all. */
export function columnsOf(table: Table, wanted?: readonly number[]): number[] {
  const all = table.columns.map((_, i) => i);
  return wanted ? all.filter((i) => table.key.includes(i) || wanted.includes(i)) : all;
}

/** Columns whose texts can be so long that a page of them would not fit into memory. */
export const unboundedColumns = (table: Table, columns: readonly number[]): number[] =>
  columns.filter((i) => {
    const { type, length } = table.columns[i]!;
    return type === 'json' || (type === 'string' && length === null);
  });

/** Puts the values of some columns in their places of a row. */
export function placed(table: Table, columns: readonly number[], values: readonly unknown[]): Row {
  const row: Row = new Array<unknown>(table.columns.length).fill(undefined);
  columns.forEach((place, i) => (row[place] = values[i]));
  return row;
}

/** Says how many rows the next page asks for, from how large the rows before were. */
export class PageSizes {
  private readonly limits = new Map<string, number>();

  /** The limit for a page; rows of bounded size need none of their own. */
  limit(table: Table, columns: readonly number[], { after, rows }: PageRequest): number {
    if (unboundedColumns(table, columns).length === 0) return rows;
    if (after === null) this.limits.delete(table.name);
    return Math.min(rows, this.limits.get(table.name) ?? 64);
  }

  /** Takes note of a page that was read: few rows where they were large, twice as many else. */
  saw(table: Table, { rows, bytes }: PageRequest, limit: number, page: Row[]): void {
    let size = 0;
    for (const row of page)
      for (const value of row) if (typeof value === 'string') size += value.length;
    const fitting = size === 0 ? rows : Math.floor((bytes / size) * page.length);
    this.limits.set(table.name, Math.max(1, Math.min(limit * 2, fitting)));
  }
}
