/** The schema vocabulary on SQLite (Cloudflare D1). Same names and row types as the other dialects. */
import {
  foreignKey,
  index,
  integer as sqliteInteger,
  primaryKey,
  sqliteTable,
  text as sqliteText,
  uniqueIndex,
  check as sqliteCheck,
} from 'drizzle-orm/sqlite-core';

export { foreignKey, index, primaryKey, sqliteCheck as check, sqliteTable as table, uniqueIndex };

/** The engine this build of the schema speaks. */
export const dialect = 'sqlite' as 'sqlite' | 'postgres' | 'mysql';

/** A key: UUIDv7 text, or an id that WorkOS minted. Compared byte by byte. */
export const id = (name: string) => sqliteText(name, { length: 64 });

/** Short text that may be indexed, `length` in characters. Compared byte by byte. */
export const varchar = (name: string, length: number) => sqliteText(name, { length });

/** Long text that is never indexed. */
export const text = (name: string) => sqliteText(name);

/** One of `values`; the table adds the matching CHECK with `oneOf`. */
export const enumOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  sqliteText(name, { length: 32, enum: values as unknown as [T[number], ...T[number][]] });

/** A 32-bit whole number. */
export const integer = (name: string) => sqliteInteger(name);

/** A truth value; SQLite keeps 0 or 1. */
export const boolean = (name: string) => sqliteInteger(name, { mode: 'boolean' });

/** A moment in UTC with millisecond precision, as `Date`; SQLite keeps Unix milliseconds. */
export const timestamp = (name: string) => sqliteInteger(name, { mode: 'timestamp_ms' });

/** A calendar day, `YYYY-MM-DD`, which is the same everywhere; the table adds a CHECK with `isDay`. */
export const day = (name: string) => varchar(name, 10);

/** A JSON document of type `T`; SQLite keeps text. */
export const json = <T>(name: string) => sqliteText(name, { mode: 'json' }).$type<T>();
