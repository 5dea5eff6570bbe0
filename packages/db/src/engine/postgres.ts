/** What PostgreSQL does differently in statements. Same signatures as the other engines. */
import type { Column, Table } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import {
  getTableConfig,
  type PgColumn,
  type PgDatabase,
  type PgInsertValue,
  type PgQueryResultHKT,
  type PgTable,
} from 'drizzle-orm/pg-core';
import type * as schema from '../schema/index.ts';
import { asked } from './failure.ts';
import type { ForeignKey } from './foreign-key.ts';
import { prepareIn, type PreparedSelect, type WrittenSelect } from './prepared.ts';
import { again, isRead, assertSameClient } from './transaction.ts';

/** A Drizzle client on this schema, however the app connected it. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;
/** A statement that was built and not yet sent. */
export type Statement = BatchItem<'pg'>;
/** What an INSERT takes for a row: values or SQL. */
export type InsertValues<T extends AnyTable> = PgInsertValue<T>;
/** A table of this engine. */
export type AnyTable = PgTable;

type Results<T extends readonly Statement[]> = { [K in keyof T]: T[K]['_']['result'] };

/**
 * Sends the statements that `build` makes as one atomic change: all or nothing, in order.
 * Also the way to send several reads of one moment. Resolves to their results in order.
 *
 * As on D1, changes happen as if one after the other: what the engine undoes because of another
 * change at the same time is done again, so `build` may be called more than once.
 */
export async function batch<const T extends readonly Statement[]>(
  db: Database,
  build: (db: Database) => T,
): Promise<Results<T>> {
  const only = build(db).every(isRead) ? oneMoment : oneAfterTheOther;
  const send = () =>
    db.transaction(async (tx) => {
      const results: unknown[] = [];
      for (const statement of build(tx)) {
        assertSameClient(statement, tx);
        results.push(await statement);
      }
      return results as unknown as Results<T>;
    }, only);
  return asked('a transaction', () => again(isConflict, send));
}

const oneMoment = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
const oneAfterTheOther = { isolationLevel: 'serializable' } as const;

/** Sends the select by itself: a pool has connections for those that are asked for beside it. */
export const readTogether = (
  _db: Database,
  select: { _prepare(): PreparedSelect },
): Promise<unknown> => select._prepare().execute();

/** A select of SQL that was written before, ready to be sent. */
export const prepareSelect = (
  db: Database,
  { sql, params, fields, read }: WrittenSelect,
): PreparedSelect => prepareIn(db, { sql, params }, fields, undefined, true, read);

/** An INSERT that does nothing when any unique key is taken already. */
export function insertIgnore<T extends PgTable>(
  db: Database,
  table: T,
  values: InsertValues<T> | InsertValues<T>[],
): Statement {
  return db
    .insert(table)
    .values(values as never)
    .onConflictDoNothing();
}

/** An INSERT that updates `set` instead when the key `target` is taken already. */
export function upsert<T extends PgTable>(
  db: Database,
  table: T,
  values: T['$inferInsert'],
  { target, set }: { target: Column[]; set: Partial<T['$inferInsert']> },
): Statement {
  return db
    .insert(table)
    .values(values as never)
    .onConflictDoUpdate({ target: target as PgColumn[], set: set as never });
}

/** Inserts rows and resolves to them as stored, defaults included. */
export async function insertReturning<T extends PgTable>(
  db: Database,
  table: T,
  values: T['$inferInsert'][],
): Promise<T['$inferSelect'][]> {
  if (values.length === 0) return [];
  return (await db
    .insert(table)
    .values(values as never)
    .returning()) as T['$inferSelect'][];
}

/** Returns how many rows a change touched, from the result that `batch` or the statement gave. */
export function changedRows(result: unknown): number {
  const { rowCount, affectedRows } = result as { rowCount?: number; affectedRows?: number };
  return rowCount ?? affectedRows ?? 0;
}

/** Returns whether a statement failed because a unique key was taken. */
export function isUniqueViolation(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ((e as { code?: string }).code === '23505') return true;
  }
  return false;
}

/** The foreign keys that a table declares, whether its database has them or not. */
export function foreignKeysOf(table: AnyTable): ForeignKey[] {
  return getTableConfig(table).foreignKeys.map((key) => ({
    ...key.reference(),
    onDelete: key.onDelete ?? 'no action',
  }));
}

/** Returns how many rows of `table` fit into one INSERT. */
export function rowsPerInsert(_table: Table): number {
  return 500;
}

/** Returns whether the engine undid a transaction because another one ran beside it: the same may work now. */
function isConflict(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    // serialization_failure, deadlock_detected
    if (['40001', '40P01'].includes((e as { code?: string }).code ?? '')) return true;
  }
  return false;
}
