/** What MySQL and MariaDB do differently in statements. Same signatures as the other engines. */
import { and, eq, getTableColumns, or, type Column, type Table } from 'drizzle-orm';
import {
  getTableConfig,
  type MySqlDatabase,
  type MySqlInsertValue,
  type MySqlQueryResultHKT,
  type MySqlTable,
  type PreparedQueryHKTBase,
} from 'drizzle-orm/mysql-core';
import type * as schema from '../schema/index.ts';
import { asked } from './failure.ts';
import type { ForeignKey } from './foreign-key.ts';
import { prepareIn, type PreparedSelect, type WrittenSelect } from './prepared.ts';
import { again, isRead, assertSameClient } from './transaction.ts';

/** A Drizzle client on this schema, however the app connected it. */
export type Database = MySqlDatabase<MySqlQueryResultHKT, PreparedQueryHKTBase, typeof schema>;
/** A statement that was built and not yet sent. */
export type Statement = PromiseLike<unknown>;
/** What an INSERT takes for a row: values or SQL. */
export type InsertValues<T extends AnyTable> = MySqlInsertValue<T>;
/** A table of this engine. */
export type AnyTable = MySqlTable;

type Results<T extends readonly Statement[]> = { [K in keyof T]: Awaited<T[K]> };

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

const oneMoment = {
  isolationLevel: 'repeatable read',
  accessMode: 'read only',
} as const;
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
): PreparedSelect => prepareIn(db, { sql, params }, fields, read);

/** An INSERT that does nothing when any unique key is taken already. */
export function insertIgnore<T extends MySqlTable>(
  db: Database,
  table: T,
  values: InsertValues<T> | InsertValues<T>[],
): Statement {
  // A no-op update, not INSERT IGNORE: that one would also swallow broken CHECKs and foreign keys.
  const [column] = Object.keys(getTableColumns(table)) as [string];
  return db
    .insert(table)
    .values(values as never)
    .onDuplicateKeyUpdate({ set: { [column]: getTableColumns(table)[column] } as never });
}

/** An INSERT that updates `set` instead when the key `target` is taken already. */
export function upsert<T extends MySqlTable>(
  db: Database,
  table: T,
  values: T['$inferInsert'],
  { set }: { target: Column[]; set: Partial<T['$inferInsert']> },
): Statement {
  return db
    .insert(table)
    .values(values as never)
    .onDuplicateKeyUpdate({ set: set as never });
}

/** Inserts rows and resolves to them as stored, defaults included. */
export async function insertReturning<T extends MySqlTable>(
  db: Database,
  table: T,
  values: T['$inferInsert'][],
): Promise<T['$inferSelect'][]> {
  if (values.length === 0) return [];
  const keys = primaryKeyOf(table);
  return db.transaction(async (tx) => {
    const ids = await tx
      .insert(table)
      .values(values as never)
      .$returningId();
    // MySQL has no RETURNING; Drizzle hands back the keys that it generated itself.
    const conditions = values.map((value, i) => {
      const known = { ...value, ...((ids as unknown[])[i] as object | undefined) } as Record<
        string,
        unknown
      >;
      return and(...keys.map(([name, column]) => eq(column, known[name])));
    });
    return (await tx
      .select()
      .from(table as MySqlTable)
      .where(or(...conditions))) as T['$inferSelect'][];
  });
}

/** Returns how many rows a change touched, from the result that `batch` or the statement gave. */
export function changedRows(result: unknown): number {
  const [header] = result as [{ affectedRows: number }];
  return header.affectedRows;
}

/** Returns whether a statement failed because a unique key was taken. */
export function isUniqueViolation(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ((e as { errno?: number }).errno === 1062) return true;
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

function primaryKeyOf(table: MySqlTable): [string, Column][] {
  const composite = getTableConfig(table).primaryKeys[0]?.columns.map((column) => column.name);
  return Object.entries(getTableColumns(table)).filter(([, column]) =>
    composite ? composite.includes(column.name) : column.primary,
  );
}

/** Returns whether the engine undid a transaction because another one ran beside it: the same may work now. */
function isConflict(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    // ER_LOCK_DEADLOCK, ER_LOCK_WAIT_TIMEOUT, and MariaDB's ER_CHECKREAD
    if ([1213, 1205, 1020].includes((e as { errno?: number }).errno ?? 0)) return true;
  }
  return false;
}
