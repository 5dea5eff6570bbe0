/** A store in a SQLite file: any, or the one behind the local D1. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { lockFile, type FileLock } from './file-lock.ts';
import { columnsOf, createMarkerTable, markerTable, placed, selectMarker } from './sql.ts';
import { d1Migrations, d1SchemaState } from './migrations.ts';
import { fromSqlite, toSqlite } from './sqlite-values.ts';
import { markerFrom, markerValues } from './marker-row.ts';
import { TransferError, type Marker, type PageRequest, type Refusal, type Store } from './store.ts';
import type { Table } from './tables.ts';
import { type Row } from './values.ts';

export interface SqliteOptions {
  name: string;
  howToMigrate: string;
  /** Whoever writes to it locks this file; it is there no longer than that. */
  lockPath: string;
  /** Finds the database; null when there is none yet. */
  find: () => DatabaseSync | null;
  /** Makes the database or brings it to the newest migration. */
  migrate: (db: DatabaseSync | null) => Promise<void>;
}

/** The store of `sqlite:path`. The file is made by the first migration. */
export function openSqlite(path: string): Store {
  return new SqliteStore({
    name: `sqlite:${path}`,
    howToMigrate: `pnpm --filter vesta db:transfer --from <source> --to sqlite:${path}`,
    lockPath: `${path}.lock`,
    find: () => (existsSync(path) ? new DatabaseSync(path) : null),
    migrate: async (db) => {
      const made = db ?? new DatabaseSync(path);
      applyMigrations(made);
      if (!db) made.close();
    },
  });
}

const d1MigrationsTable = `create table if not exists d1_migrations (
  id integer primary key autoincrement,
  name text unique,
  applied_at timestamp default current_timestamp not null
)`;

/** Applies what is pending and notes it where wrangler looks for it. */
function applyMigrations(db: DatabaseSync): void {
  db.exec(d1MigrationsTable);
  const { pending } = d1SchemaState(appliedMigrations(db));
  for (const { file, sql } of d1Migrations()) {
    if (!pending.includes(file.replace(/\.sql$/, ''))) continue;
    inTransaction(db, () => {
      db.exec(sql);
      db.prepare('insert into d1_migrations (name) values (?)').run(file);
    });
  }
}

function appliedMigrations(db: DatabaseSync): string[] {
  if (!hasTable(db, 'd1_migrations')) return [];
  const rows = db.prepare('select name from d1_migrations order by id').all();
  return rows.map(({ name }) => String(name));
}

const hasTable = (db: DatabaseSync, name: string): boolean =>
  db.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(name) !==
  undefined;

function inTransaction(db: DatabaseSync, work: () => void): void {
  db.exec('begin immediate');
  try {
    work();
    db.exec('commit');
  } catch (error) {
    db.exec('rollback');
    throw error;
  }
}

const quoted = (name: string) => `"${name}"`;

export class SqliteStore implements Store {
  readonly engine = 'sqlite';
  readonly name: string;
  readonly howToMigrate: string;
  private readonly options: SqliteOptions;
  private readonly statements = new Map<string, StatementSync>();
  private db: DatabaseSync | null = null;
  private held: FileLock | null = null;

  constructor(options: SqliteOptions) {
    this.options = options;
    this.name = options.name;
    this.howToMigrate = options.howToMigrate;
  }

  exists = async () => this.found() !== null;

  async schemaState() {
    const db = this.found();
    return d1SchemaState(db ? appliedMigrations(db) : []);
  }

  async lock() {
    const { lockPath } = this.options;
    mkdirSync(dirname(lockPath), { recursive: true });
    this.held ??= lockFile(lockPath);
    return this.held !== null;
  }

  async migrate() {
    const { pending } = await this.schemaState();
    if (pending.length > 0) await this.options.migrate(this.found());
    this.statements.clear();
  }

  rows = async (sql: string) => this.prepare(sql).all() as unknown as unknown[][];

  async hasRows(table: Table) {
    const db = this.found();
    if (!db || !hasTable(db, table.name)) return false;
    return db.prepare(`select 1 from ${quoted(table.name)} limit 1`).get() !== undefined;
  }

  async count(table: Table) {
    const [count] = this.prepare(`select count(*) from ${quoted(table.name)}`).get() as unknown as [
      number,
    ];
    return Number(count);
  }

  async read(table: Table, page: PageRequest): Promise<Row[]> {
    const columns = columnsOf(table, page.columns);
    const key = table.key.map((i) => quoted(table.columns[i]!.name)).join(', ');
    const where = page.after ? `where (${key}) > (${page.after.map(() => '?').join(', ')})` : '';
    const statement = this.prepare(
      `select ${columns.map((i) => quoted(table.columns[i]!.name)).join(', ')}
       from ${quoted(table.name)} ${where} order by ${key} limit ${page.rows}`,
    );
    const after = (page.after ?? []).map((value, i) =>
      toSqlite(table.columns[table.key[i]!]!, value),
    );
    try {
      return this.takePage(table, columns, page.bytes, statement, after);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_OUT_OF_RANGE') throw error;
      // A number beyond what is exact in JavaScript: read as bigint, it ends as unreadable.
      statement.setReadBigInts(true);
      try {
        return this.takePage(table, columns, page.bytes, statement, after);
      } finally {
        statement.setReadBigInts(false);
      }
    }
  }

  private takePage(
    table: Table,
    columns: number[],
    bytes: number,
    statement: StatementSync,
    after: SQLInputValue[],
  ): Row[] {
    const rows: Row[] = [];
    let size = 0;
    for (const kept of statement.iterate(...after) as Iterable<unknown>) {
      const values = (kept as unknown[]).map((value, i) => {
        if (typeof value === 'string') size += value.length;
        const exact = typeof value === 'bigint' && Number.isSafeInteger(Number(value));
        return fromSqlite(table.columns[columns[i]!]!, exact ? Number(value) : value);
      });
      rows.push(columns.length === table.columns.length ? values : placed(table, columns, values));
      if (size >= bytes) break;
    }
    return rows;
  }

  async insert(table: Table, rows: Row[]) {
    const names = table.columns.map(({ name }) => quoted(name)).join(', ');
    const marks = table.columns.map(() => '?').join(', ');
    const all = columnsOf(table);
    this.run(`insert into ${quoted(table.name)} (${names}) values (${marks})`, table, rows, all);
  }

  async update(table: Table, rows: Row[], columns: readonly number[]) {
    const sets = columns.map((i) => `${quoted(table.columns[i]!.name)} = ?`).join(', ');
    this.run(`update ${quoted(table.name)} set ${sets} where ${this.keyIs(table)}`, table, rows, [
      ...columns,
      ...table.key,
    ]);
  }

  async delete(table: Table, rows: Row[]) {
    const statement = `delete from ${quoted(table.name)} where ${this.keyIs(table)}`;
    this.run(statement, table, rows, table.key);
  }

  explain(error: unknown): Refusal | null {
    const { errcode, message } = error as { errcode?: number; message: string };
    // Too big, constraint, mismatch.
    if (errcode === undefined || ![18, 19, 20].includes(errcode & 0xff)) return null;
    const [, constraint] =
      /^(?:UNIQUE|CHECK|NOT NULL) constraint failed: (.*)$/.exec(message) ?? [];
    return { message, constraint };
  }

  async marker(): Promise<Marker | null> {
    const db = this.found();
    if (!db || !hasTable(db, markerTable)) return null;
    return markerFrom(this.prepare(selectMarker).get() as unknown as unknown[] | undefined);
  }

  async mark(marker: Marker | null) {
    const db = this.must();
    inTransaction(db, () => {
      db.exec(createMarkerTable);
      db.exec(`delete from ${markerTable}`);
      if (marker) {
        db.prepare(`insert into ${markerTable} values (1, ?, ?, ?, ?, ?)`).run(
          ...markerValues(marker),
        );
      }
    });
  }

  async close() {
    this.statements.clear();
    this.db?.close();
    this.db = null;
    this.held?.release();
    this.held = null;
  }

  private run(sql: string, table: Table, rows: Row[], columns: readonly number[]): void {
    const statement = this.prepare(sql);
    inTransaction(this.must(), () => {
      for (const row of rows) {
        statement.run(...columns.map((i) => toSqlite(table.columns[i]!, row[i])));
      }
    });
  }

  private keyIs(table: Table): string {
    return table.key.map((i) => `${quoted(table.columns[i]!.name)} = ?`).join(' and ');
  }

  private prepare(sql: string): StatementSync {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.must().prepare(sql);
      statement.setReturnArrays(true);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  private found(): DatabaseSync | null {
    if (!this.db) {
      this.db = this.options.find();
      // A worker may have the file open as well; foreign keys are checked as D1 does.
      this.db?.exec('pragma busy_timeout = 10000; pragma foreign_keys = on');
      // Keys come in the order of one index and land all over the others: 32 MB keep those at hand.
      this.db?.exec('pragma cache_size = -32000; pragma synchronous = normal');
    }
    return this.db;
  }

  private must(): DatabaseSync {
    const db = this.found();
    if (!db) throw new TransferError(`There is no database at ${this.name}`);
    return db;
  }
}
