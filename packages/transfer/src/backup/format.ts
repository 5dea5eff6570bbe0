/**
 * A backup is a gzip file of JSON lines: a header, then for each table its columns, its rows (arrays
 * of values, moments in Unix milliseconds) and its count and checksum, then a last line with
 * the SHA-256 of all lines before it. One pass writes it, so that it says what it holds.
 */
import type { Column, Table } from '../tables.ts';
import type { Row, Value } from '../values.ts';

export interface Header {
  vesta: 'backup';
  format: 1;
  /** The newest migration of the database. */
  schema: string;
  source: string;
  madeAt: string;
}

export interface TableStart {
  table: string;
  columns: string[];
}

export interface TableEnd {
  end: string;
  rows: number;
  /** As `checksumOf` counts it. */
  sha256: string;
}

export interface Trailer {
  vesta: 'end';
  tables: number;
  rows: number;
  /** Of the text of all lines before, hex. */
  sha256: string;
}

export const rowLine = (row: Row): string =>
  JSON.stringify(row.map((value) => (value instanceof Date ? value.getTime() : value)));

/** The row of a line that `rowLine` made. Throws a RangeError when it isn't one. */
export function rowOf(table: Table, values: unknown): Row {
  if (!Array.isArray(values) || values.length !== table.columns.length) {
    throw new RangeError(`a row of ${table.name} has other columns`);
  }
  return table.columns.map((column, i) => valueOf(column, values[i]));
}

function valueOf({ name, type, nullable }: Column, value: unknown): Value {
  if (value === null && (nullable || type === 'json')) return null;
  if (type === 'json') return value;
  if (type === 'date' && Number.isSafeInteger(value)) return new Date(value as number);
  if (type === 'number' && Number.isSafeInteger(value)) return value;
  if ((type === 'string' || type === 'boolean') && typeof value === type) return value;
  throw new RangeError(`${name} is not a ${type}: ${String(value).slice(0, 40)}`);
}
