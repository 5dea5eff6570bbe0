/** What D1 does differently in statements. Same signatures as the other engines. */
import { getTableColumns, is, type Column, type Table } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { DrizzleD1Database } from 'drizzle-orm/d1';
import {
  getTableConfig,
  SQLiteSelectBase,
  type SQLiteColumn,
  type SQLiteInsertValue,
  type SQLiteTable,
} from 'drizzle-orm/sqlite-core';
import type * as schema from '../schema/index.ts';
import { asked } from './failure.ts';
import type { ForeignKey } from './foreign-key.ts';
import { ambiguousColumn, prepareIn, type PreparedSelect, type WrittenSelect } from './prepared.ts';

/** A Drizzle client on this schema, however the app connected it. */
export type Database = DrizzleD1Database<typeof schema>;
/** A statement that was built and not yet sent. */
export type Statement = BatchItem<'sqlite'>;
/** What an INSERT takes for a row: values or SQL. */
export type InsertValues<T extends AnyTable> = SQLiteInsertValue<T>;
/** A table of this engine. */
export type AnyTable = SQLiteTable;

type Results<T extends readonly Statement[]> = { [K in keyof T]: T[K]['_']['result'] };

/**
 * Sends the statements that `build` makes as one atomic change: all or nothing, in order.
 * Also the way to send several reads in one round trip, with what else is read in the same turn.
 * Resolves to their results in order.
 */
export async function batch<const T extends readonly Statement[]>(
  db: Database,
  build: (db: Database) => T,
): Promise<Results<T>> {
  const statements = build(db);
  if (statements.length === 0) return [] as unknown as Results<T>;
  if (statements.every(isSelect)) {
    const answers = statements.map((select) => readTogether(db, select as unknown as Preparable));
    return (await Promise.all(answers)) as unknown as Results<T>;
  }
  return send(db, statements);
}

const isCompiled = (statement: unknown): boolean =>
  (statement as { isCompiled?: boolean }).isCompiled === true;

const isSelect = (statement: unknown): boolean =>
  is(statement, SQLiteSelectBase) || isCompiled(statement);

async function send<const T extends readonly Statement[]>(
  db: Database,
  statements: T,
): Promise<Results<T>> {
  // Drizzle would write the SQL of each a second time.
  const prepared = statements.map((statement) => {
    const one = (statement as unknown as Preparable)._prepare() as Prepared;
    const name = ambiguousColumn(one.fields ?? []);
    if (name) throw new Error(`Two result columns named ${name} in one batched query`);
    return { _prepare: () => one };
  });
  return (await asked('a batch', () =>
    db.batch(prepared as unknown as [Statement, ...Statement[]]),
  )) as unknown as Results<T>;
}

interface Waiting {
  select: Preparable;
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
}

/** The selects that wait for others, of each client. */
const waiting = new WeakMap<object, Waiting[]>();

/**
 * Sends the select in one batch with all that are asked for in the same turn: a call of D1 costs as
 * much as several selects by key do.
 */
export function readTogether(db: Database, select: Preparable): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const others = waiting.get(db);
    if (others) {
      others.push({ select, resolve, reject });
      return;
    }
    const all = [{ select, resolve, reject }];
    waiting.set(db, all);
    setTimeout(() => {
      waiting.delete(db);
      void answer(db, all);
    }, 0);
  });
}

async function answer(db: Database, all: Waiting[]): Promise<void> {
  try {
    const selects = all.map(({ select }) => select as unknown as Statement);
    const isAlone = all.length === 1 && isCompiled(all[0]!.select);
    const answers: unknown[] = isAlone
      ? [await (all[0]!.select._prepare() as PreparedSelect).execute()]
      : await send(db, selects);
    for (const [i, { resolve }] of all.entries()) resolve(answers[i]);
  } catch (error) {
    for (const { reject } of all) reject(error);
  }
}

/** A select of SQL that was written before, ready to be sent. */
export const prepareSelect = (
  db: Database,
  { sql, params, fields, read }: WrittenSelect,
): PreparedSelect => prepareIn(db, { sql, params }, fields, 'all', true, read);

/** An INSERT that does nothing when any unique key is taken already. */
export function insertIgnore<T extends SQLiteTable>(
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
export function upsert<T extends SQLiteTable>(
  db: Database,
  table: T,
  values: T['$inferInsert'],
  { target, set }: { target: Column[]; set: Partial<T['$inferInsert']> },
): Statement {
  return db
    .insert(table)
    .values(values)
    .onConflictDoUpdate({ target: target as SQLiteColumn[], set: set as never });
}

/** Inserts rows and resolves to them as stored, defaults included. */
export async function insertReturning<T extends SQLiteTable>(
  db: Database,
  table: T,
  values: T['$inferInsert'][],
): Promise<T['$inferSelect'][]> {
  if (values.length === 0) return [];
  return (await db.insert(table).values(values).returning()) as T['$inferSelect'][];
}

/** Returns how many rows a change touched, from the result that `batch` or the statement gave. */
export function changedRows(result: unknown): number {
  return (result as D1Outcome).meta.changes;
}

interface D1Outcome {
  meta: { changes: number };
}

/** D1's limit of bound parameters in one statement. */
export const maxParameters = 100;

/** Returns whether a statement failed because a unique key was taken. */
export function isUniqueViolation(error: unknown): boolean {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e.message.includes('UNIQUE constraint failed')) return true;
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
export function rowsPerInsert(table: Table): number {
  return Math.max(1, Math.floor(maxParameters / Object.keys(getTableColumns(table)).length));
}

interface Prepared {
  fields?: { field: unknown }[];
}

interface Preparable {
  _prepare(): PreparedSelect | Prepared;
}
