/** The schema seen from outside: its tables and columns, without naming a dialect's classes. */
import { getTableColumns, getTableName, is, Table, type Column } from 'drizzle-orm';
import * as schema from '../../src/index.ts';
import {
  batch,
  rowsPerInsert,
  type AnyTable,
  type Database,
  type Statement,
} from '../../src/query/index.ts';
import { scene, type Entry } from './scene/index.ts';

/** Every table that the package exports, by its exported name. */
export const tables: [string, AnyTable][] = Object.entries(schema).filter(
  (entry): entry is [string, never] => is(entry[1], Table),
);

/** Every column of `table` that allows certain values only, by its name in TypeScript. */
export const enumColumns = (table: Table): [string, Column][] =>
  Object.entries(getTableColumns(table)).filter(([, column]) => column.enumValues?.length);

export const nameOf = (table: Table) => getTableName(table);

/** An INSERT of rows that the type system need not vouch for. */
export const insert = (db: Database, table: Table, rows: unknown): Statement =>
  db.insert(table as AnyTable).values(rows as never);

/** Stores every row of the scene. */
export async function fill(db: Database, entries: Entry[] = scene): Promise<void> {
  await batch(db, (q) =>
    entries.flatMap(({ table, rows }) => {
      const size = rowsPerInsert(table);
      const chunks = Math.ceil(rows.length / size);
      return Array.from({ length: chunks }, (_, n) =>
        insert(q, table, rows.slice(n * size, (n + 1) * size)),
      );
    }),
  );
}

/** Deletes every row of every table. */
export async function clear(db: Database): Promise<void> {
  await batch(db, (q) => [
    // Row by row, MySQL would meet a comment that still has answers, or a key that made others.
    q.update(schema.engagementComments).set({ parentId: null }),
    q.update(schema.apiKeys).set({ parentId: null }),
    ...scene.toReversed().map(({ table }) => q.delete(table as AnyTable)),
  ]);
}

/** What the database itself said when it refused `statement`; fails when it didn't refuse. */
export async function refusal(statement: Statement | Promise<unknown>): Promise<string> {
  try {
    await (statement as PromiseLike<unknown>);
  } catch (error) {
    const said: string[] = [];
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
      said.push(cause.message);
    }
    return said.slice(1).join('\n') || said.join('\n');
  }
  throw new Error('The database accepted it.');
}

/** `row` without the fields that `left` names. */
export function without<Row extends object, Left extends { [K in keyof Row]?: unknown }>(
  row: Row,
  left: Left,
): Omit<Row, keyof Left> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !(name in left))) as never;
}
