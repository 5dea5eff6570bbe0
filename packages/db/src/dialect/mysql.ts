/** The schema vocabulary on MySQL and MariaDB. Same names and row types as the other dialects. */
import {
  boolean as mysqlBoolean,
  check,
  datetime,
  foreignKey,
  index,
  int,
  json as mysqlJson,
  mysqlTable,
  primaryKey,
  longtext,
  uniqueIndex,
  varchar as mysqlVarchar,
} from 'drizzle-orm/mysql-core';
import { collated } from './collated.ts';

export { check, foreignKey, index, mysqlTable as table, primaryKey, uniqueIndex };

/** The engine this build of the schema speaks. */
export const dialect = 'mysql' as 'sqlite' | 'postgres' | 'mysql';

// MySQL compares without case and accents unless told; uniqueness and cursors need bytes.
const bytewise = (length: number) => `varchar(${length}) character set utf8mb4 collate utf8mb4_bin`;

/** A key: UUIDv7 text, or an id that WorkOS minted. Compared byte by byte. */
export const id = (name: string) => varchar(name, 64);

/** Short text that may be indexed, `length` in characters. Compared byte by byte. */
export const varchar = (name: string, length: number) =>
  collated(mysqlVarchar(name, { length }), bytewise(length));

/** Long text that is never indexed. */
export const text = (name: string) => longtext(name);

/** One of `values`; the table adds the matching CHECK with `oneOf`. */
export const enumOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  collated(
    mysqlVarchar(name, { length: 32, enum: values as unknown as [T[number], ...T[number][]] }),
    bytewise(32),
  );

/** A 32-bit whole number. */
export const integer = (name: string) => int(name);

/** A truth value. */
export const boolean = (name: string) => mysqlBoolean(name);

/** A moment in UTC with millisecond precision, as `Date`. `timestamp` would end in 2038. */
export const timestamp = (name: string) => datetime(name, { mode: 'date', fsp: 3 });

/** A calendar day, `YYYY-MM-DD`, which is the same everywhere; the table adds a CHECK with `isDay`. */
export const day = (name: string) => varchar(name, 10);

/** A JSON document of type `T`. */
export const json = <T>(name: string) => mysqlJson(name).$type<T>();
