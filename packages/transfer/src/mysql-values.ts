/** Values between rows and MySQL, which is given and gives moments as text in UTC. */
import type { Column } from './tables.ts';
import { Unreadable, type Value } from './values.ts';

/** Returns what MySQL is given for a value. */
export function toMysql({ type }: Column, value: Value): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (type === 'json') return JSON.stringify(value);
  if (!(value instanceof Date)) return value as string | number | boolean;
  // Years of more than four digits stay as they are, for the server to refuse.
  return value.toISOString().replace('T', ' ').replace('Z', '');
}

/** The value that MySQL gave. */
export function fromMysql({ type }: Column, given: unknown): Value {
  if (given === null) return null;
  if (type === 'boolean') return given === 1;
  // MariaDB's JSON is text that it has checked.
  if (type === 'json') return JSON.parse(given as string) as unknown;
  if (type !== 'date') return given;
  const date = new Date(`${(given as string).replace(' ', 'T')}Z`);
  return Number.isNaN(date.getTime()) ? new Unreadable(`${String(given)} is not a moment`) : date;
}
