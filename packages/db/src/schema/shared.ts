/** Pieces that every table file uses. */
import { sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { check, id, timestamp } from '#dialect';

/** A new time-ordered id (UUIDv7, RFC 9562). */
export const newId = (): string => uuidv7();

/** The primary key of tables whose ids we mint. */
export const primaryId = () => id('id').primaryKey().$defaultFn(newId);

/** When the row was made. */
export const createdAt = () =>
  timestamp('created_at')
    .notNull()
    .$defaultFn(() => new Date());

/** When the row last changed. */
export const updatedAt = () =>
  timestamp('updated_at')
    .notNull()
    .$defaultFn(() => new Date())
    .$onUpdateFn(() => new Date());

/**
 * CHECK that `column` (its SQL name) holds one of `values`, or NULL where the column allows it.
 * Values are our own constants, never input.
 */
export const oneOf = (name: string, column: string, values: readonly string[]) =>
  check(name, sql.raw(`${column} in (${values.map((value) => `'${value}'`).join(', ')})`));

/** CHECK that `column` (its SQL name) looks like a day, or is NULL where the column allows it. */
export const isDay = (name: string, column: string) => must(name, `${column} like '____-__-__'`);

/** CHECK with a condition in SQL that all three engines read alike. */
export const must = (name: string, condition: string) => check(name, sql.raw(condition));
