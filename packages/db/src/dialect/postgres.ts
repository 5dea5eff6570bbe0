/** The schema vocabulary on PostgreSQL. Same names and row types as the other dialects. */
import {
  boolean as pgBoolean,
  check,
  foreignKey,
  index,
  integer as pgInteger,
  jsonb,
  pgTable,
  primaryKey,
  text as pgText,
  timestamp as pgTimestamp,
  uniqueIndex,
  varchar as pgVarchar,
} from 'drizzle-orm/pg-core';
import { collated } from './collated.ts';

export { check, foreignKey, index, pgTable as table, primaryKey, uniqueIndex };

/** The engine this build of the schema speaks. */
export const dialect = 'postgres' as 'sqlite' | 'postgres' | 'mysql';

// Byte order, as on SQLite: cursors and prefix ranges must mean the same on every engine.
const bytewise = (length: number) => `varchar(${length}) COLLATE "C"`;

/** A key: UUIDv7 text, or an id that WorkOS minted. Compared byte by byte. */
export const id = (name: string) => varchar(name, 64);

/** Short text that may be indexed, `length` in characters. Compared byte by byte. */
export const varchar = (name: string, length: number) =>
  collated(pgVarchar(name, { length }), bytewise(length));

/** Long text that is never indexed. */
export const text = (name: string) => pgText(name);

/** One of `values`; the table adds the matching CHECK with `oneOf`. */
export const enumOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  collated(
    pgVarchar(name, { length: 32, enum: values as unknown as [T[number], ...T[number][]] }),
    bytewise(32),
  );

/** A 32-bit whole number. */
export const integer = (name: string) => pgInteger(name);

/** A truth value. */
export const boolean = (name: string) => pgBoolean(name);

/** A moment in UTC with millisecond precision, as `Date`. */
export const timestamp = (name: string) =>
  pgTimestamp(name, { mode: 'date', precision: 3, withTimezone: true });

/** A calendar day, `YYYY-MM-DD`, which is the same everywhere; the table adds a CHECK with `isDay`. */
export const day = (name: string) => varchar(name, 10);

/** A JSON document of type `T`. */
export const json = <T>(name: string) => jsonb(name).$type<T>();
