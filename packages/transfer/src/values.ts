/** Rows as every engine gives them, and how they are compared. */
import type { Table } from './tables.ts';

/** What stands in a column: text, whole number, truth value, moment (ms), JSON document or null. */
export type Value = unknown;

/** The values of a row in the order of its table's columns; undefined where it wasn't read. */
export type Row = Value[];

/** The values of a primary key, in the key's order. */
export type Key = Value[];

/** A value that the row types don't have: only SQLite lets a column hold what it isn't for. */
export class Unreadable {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

export const keyOf = (table: Table, row: Row): Key => table.key.map((i) => row[i]);

/** Orders rows by key as all engines do: text by the bytes of its UTF-8, numbers by size. */
export function compareRows(table: Table, a: Row, b: Row): number {
  for (const i of table.key) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (a instanceof Unreadable || b instanceof Unreadable) {
    const { reason } = (a instanceof Unreadable ? a : b) as Unreadable;
    throw new Error(`A primary key can't be read: ${reason}`);
  }
  return Number(a) - Number(b);
}

/** By code points, which is the order of UTF-8 bytes. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** UTF-16 puts surrogates below U+E000, though what they stand for comes after U+FFFF. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/**
 * Returns whether two rows of a table are the same in `columns`. JSON documents are when they say the same
 * with keys in any order: PostgreSQL and MySQL keep keys in an order of their own.
 */
export function sameValues(table: Table, columns: readonly number[], a: Row, b: Row): boolean {
  return columns.every((i) => {
    const left = a[i];
    const right = b[i];
    if (left === right) return true;
    if (left === null || right === null) return false;
    const type = table.columns[i]!.type;
    if (type === 'date') return canonicalValue(left) === canonicalValue(right);
    return type === 'json' && canonicalJson(left) === canonicalJson(right);
  });
}

/**
 * The canonical form of a row, which checksums are made of: a JSON array of its values in the
 * order of the schema's columns. Moments are Unix milliseconds, and objects in JSON documents have
 * their keys in the order of UTF-16 units.
 */
export function canonicalRow(row: Row): string {
  let text = '[';
  for (let i = 0; i < row.length; i++) text += (i > 0 ? ',' : '') + canonicalValue(row[i]);
  return text + ']';
}

function canonicalValue(value: Value): string {
  if (value instanceof Date) return String(value.getTime());
  if (value instanceof Unreadable) return `!${JSON.stringify(value.reason)}`;
  return canonicalJson(value);
}

function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
