/** Writes seed rows into SQLite, the file behind a local D1 included. */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { getTableColumns, getTableName, type Column } from 'drizzle-orm';
import { seedTables, type SeedBatch, type SeedRows, type SeedTable } from './rows.ts';

/** Inserts rows of any table; a row whose key is taken already is left out. */
export class Writer {
  private readonly db: DatabaseSync;
  private readonly prepared = new Map<SeedTable, Prepared>();

  constructor(db: DatabaseSync) {
    this.db = db;
  }

  /** Returns how many rows were new. */
  write({ table, rows }: SeedBatch): number {
    const { columns, statement } = this.prepare(table);
    const values = new Array<SQLInputValue>(columns.length);
    let added = 0;
    for (const row of rows as Record<string, unknown>[]) {
      for (let i = 0; i < columns.length; i++) {
        const { key, toDriver } = columns[i]!;
        const value = row[key];
        values[i] = value === null || value === undefined ? null : toDriver(value);
      }
      added += Number(statement.run(...values).changes);
    }
    return added;
  }

  private prepare(table: SeedTable): Prepared {
    let ready = this.prepared.get(table);
    if (!ready) {
      const columns = Object.entries(getTableColumns(seedTables[table]) as Record<string, Column>);
      const names = columns.map(([, column]) => `"${column.name}"`).join(', ');
      const marks = columns.map(() => '?').join(', ');
      ready = {
        columns: columns.map(([key, column]) => ({ key, toDriver: driverOf(column) })),
        statement: this.db.prepare(
          `insert or ignore into "${getTableName(seedTables[table])}" (${names}) values (${marks})`,
        ),
      };
      this.prepared.set(table, ready);
    }
    return ready;
  }
}

interface Prepared {
  columns: { key: string; toDriver: (value: unknown) => SQLInputValue }[];
  statement: StatementSync;
}

function driverOf(column: Column): (value: unknown) => SQLInputValue {
  return (value) => {
    const mapped = column.mapToDriverValue(value);
    return (typeof mapped === 'boolean' ? Number(mapped) : mapped) as SQLInputValue;
  };
}

/**
 * Loads the scene in one transaction; what is there already stays as it is. Returns how many rows
 * were new. Throws, and changes nothing, when the scene can't stand beside what is there.
 */
export function loadScene(db: DatabaseSync, rows: SeedRows): number {
  const writer = new Writer(db);
  const { fitted, adopted } = adoptCollections(db, rows);
  let added = 0;
  db.exec('begin immediate');
  try {
    // Keys are checked at the end: an ignored row must not leave others pointing at nothing.
    db.exec('pragma defer_foreign_keys = on');
    for (const [table, theirs] of Object.entries(fitted)) {
      added += writer.write({ table, rows: theirs } as SeedBatch);
    }
    const recount = db.prepare(
      `update collections set item_count =
         (select count(*) from collection_items where collection_id = collections.id) where id = ?`,
    );
    for (const id of adopted) recount.run(id);
    db.exec('commit');
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
  return added;
}

/**
 * Somebody of the cast may have signed in before: then their static collections exist under other
 * ids, and the scene's items go there.
 */
function adoptCollections(db: DatabaseSync, rows: SeedRows): Adoption {
  const find = db.prepare(
    'select id from collections where owner_type = ? and owner_id = ? and kind = ?',
  );
  const adopted = new Map<string, string>();
  for (const { id, ownerType, ownerId, kind } of rows.collections) {
    const there = kind && (find.get(ownerType, ownerId, kind) as { id: string } | undefined);
    if (there && there.id !== id) adopted.set(id!, there.id);
  }
  if (adopted.size === 0) return { fitted: rows, adopted: [] };
  const fit = <T extends { collectionId: string; itemId: string }>(item: T): T => ({
    ...item,
    collectionId: adopted.get(item.collectionId) ?? item.collectionId,
    itemId: adopted.get(item.itemId) ?? item.itemId,
  });
  const fitted = {
    ...rows,
    engagements: rows.engagements.map((row) => ({
      ...row,
      objectId: adopted.get(row.objectId) ?? row.objectId,
    })),
    collectionItems: rows.collectionItems.map(fit),
    collectionItemFilters: rows.collectionItemFilters.map(fit),
  };
  return { fitted, adopted: [...adopted.values()] };
}

interface Adoption {
  fitted: SeedRows;
  adopted: string[];
}
