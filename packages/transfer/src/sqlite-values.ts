/** Values between rows and SQLite, where a column may hold what it isn't for. */
import type { Column } from './tables.ts';
import { Unreadable, type Value } from './values.ts';

/** Returns what SQLite keeps for a value. */
export function toSqlite({ type }: Column, value: Value): string | number | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.getTime();
  if (type === 'json') return JSON.stringify(value);
  return typeof value === 'boolean' ? Number(value) : (value as string | number);
}

const lastMoment = 8.64e15;

/** The value that SQLite kept, or an `Unreadable` when the row types have no such value. */
export function fromSqlite({ type }: Column, kept: unknown): Value {
  if (kept === null) return null;
  switch (type) {
    case 'string':
      return typeof kept === 'string' ? kept : strange(kept, 'text');
    case 'number':
      return Number.isSafeInteger(kept) ? kept : strange(kept, 'a whole number');
    case 'boolean':
      return kept === 0 || kept === 1 ? kept === 1 : strange(kept, '0 or 1');
    case 'date':
      return Number.isSafeInteger(kept) && Math.abs(kept as number) <= lastMoment
        ? new Date(kept as number)
        : strange(kept, 'a moment in milliseconds');
    case 'json':
      try {
        return JSON.parse(kept as string) as unknown;
      } catch {
        return strange(kept, 'a JSON document');
      }
  }
}

function strange(kept: unknown, wanted: string): Unreadable {
  const shown = typeof kept === 'string' ? JSON.stringify(kept.slice(0, 40)) : String(kept);
  return new Unreadable(`${shown} is not ${wanted}`);
}
