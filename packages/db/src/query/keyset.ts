/** Keyset pagination: a page starts after the last row of the one before, whatever was added since. */
import { asc, desc, sql, type Column, type SQL } from 'drizzle-orm';

/** The values of the sort columns in the last row of a page. */
export type KeysetValue = string | number | Date;

/** The order of a list: its columns from first to last, all in one direction. The last is unique. */
export interface Keyset {
  columns: readonly Column[];
  direction: 'asc' | 'desc';
}

/** One page: its rows, and the cursor of the next one or null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** The ORDER BY of a list. */
export function orderOf({ columns, direction }: Keyset): SQL[] {
  return columns.map((column) => (direction === 'asc' ? asc(column) : desc(column)));
}

/** The condition that a row comes after `values` in the list. */
export function after({ columns, direction }: Keyset, values: readonly KeysetValue[]): SQL {
  const left = sql.join([...columns], sql`, `);
  const right = sql.join(
    columns.map((column, i) => sql.param(values[i], column)),
    sql`, `,
  );
  return direction === 'asc' ? sql`(${left}) > (${right})` : sql`(${left}) < (${right})`;
}

/** An opaque cursor for `values`. */
export function encodeCursor(values: readonly KeysetValue[]): string {
  const json = JSON.stringify(
    values.map((value) => (value instanceof Date ? { t: value.getTime() } : value)),
  );
  const bytes = new TextEncoder().encode(json);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/**
 * The values behind a cursor of these columns (or of that many), or null when it isn't one of ours.
 * Columns also say which kinds of values fit: what a cursor holds comes from the caller.
 */
export function decodeCursor(
  cursor: string,
  columns: number | readonly Column[],
): KeysetValue[] | null {
  const length = typeof columns === 'number' ? columns : columns.length;
  try {
    const bytes = Uint8Array.from(
      atob(cursor.replaceAll('-', '+').replaceAll('_', '/')),
      (character) => character.charCodeAt(0),
    );
    const parsed: unknown = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes),
    );
    if (!Array.isArray(parsed) || parsed.length !== length) return null;
    const values = parsed.map(toKeysetValue);
    if (values.includes(null)) return null;
    if (typeof columns === 'number') return values as KeysetValue[];
    return columns.every((column, i) => fits(column, values[i]!))
      ? (values as KeysetValue[])
      : null;
  } catch {
    return null;
  }
}

/** Cuts `limit + 1` fetched rows to a page; `valuesOf` names the sort values of a row. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  valuesOf: (row: T) => readonly KeysetValue[],
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? encodeCursor(valuesOf(last)) : null };
}

// What MySQL's `datetime` holds; days long before 1970 are dates of releases.
const firstMoment = Date.parse('1000-01-01T00:00:00.000Z');
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Returns whether every engine can compare `value` with what `column` holds. */
function fits({ dataType }: Column, value: KeysetValue): boolean {
  if (value instanceof Date) {
    const time = value.getTime();
    return dataType === 'date' && time >= firstMoment && time <= lastMoment;
  }
  if (typeof value === 'number') return dataType === 'number' && (value | 0) === value;
  // PostgreSQL refuses NUL, and half of a surrogate pair is no text.
  return dataType === 'string' && !value.includes('\0') && !/\p{Surrogate}/u.test(value);
}

function toKeysetValue(value: unknown): KeysetValue | null {
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) {
    return value;
  }
  const time = (value as { t?: unknown } | null)?.t;
  const date = typeof time === 'number' ? new Date(time) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}
