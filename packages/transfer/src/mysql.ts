/** A store in MySQL or MariaDB. */
import { drizzle } from 'drizzle-orm/mysql2';
import mysql from 'mysql2/promise';
import { foreignKeysWanted, migrateServer } from '@vesta-cx/db/server-migrations';
import { markerFrom, markerValues } from './marker-row.ts';
import { drizzleSchemaState } from './migrations.ts';
import { fromMysql, toMysql } from './mysql-values.ts';
import { pageQuery, type Dialect } from './page-query.ts';
import { SessionLock } from './session-lock.ts';
import {
  columnsOf,
  createMarkerTable,
  markerTable,
  PageSizes,
  placed,
  selectMarker,
} from './sql.ts';
import { type Marker, type PageRequest, type Refusal, type Store } from './store.ts';
import { tablesInOrder, type Table } from './tables.ts';
import { keyOf, type Row } from './values.ts';

const quoted = (name: string) => `\`${name}\``;

const dialect: Dialect = {
  quoted,
  bytes: ({ name }) => `length(${quoted(name)})`,
  // Spelled out: MySQL finds no range of an index in a comparison of rows.
  after: (names) =>
    names
      .map((name, i) => [...names.slice(0, i).map((same) => `${same} = ?`), `${name} > ?`])
      .map((terms) => `(${terms.join(' and ')})`)
      .join(' or '),
};

/** Whatever the server's defaults are: nothing is cut off or rounded to fit. */
const strict =
  "set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

const journal = '__drizzle_migrations';
const unfinished = `${markerTable}_schema`;

/** A key that the engine could not keep in the order that a transfer relies on. */
class RefusedKey extends Error {}

/** The store of a `mysql://` connection string. `name` is it without the password. */
export class MysqlStore implements Store {
  readonly engine = 'mysql';
  readonly name: string;
  readonly howToMigrate = 'DATABASE_URL=<its url> pnpm --filter vesta db:migrate:planetscale';
  private readonly pool: mysql.Pool;
  private readonly sizes = new PageSizes();
  private held: SessionLock | null = null;

  constructor(url: string, name: string) {
    this.name = name;
    this.pool = mysql.createPool({
      uri: url,
      // One connection reads ahead while another writes, and the third holds the lock.
      connectionLimit: 3,
      charset: 'utf8mb4',
      timezone: 'Z',
      flags: ['-FOUND_ROWS'],
      dateStrings: true,
      jsonStrings: true,
      connectTimeout: 15_000,
    });
    this.pool.pool.on('connection', (connection) => {
      // Queued before any query of ours; when it fails, so do they.
      connection.query(strict, (error) => {
        if (error) connection.destroy();
      });
    });
  }

  async exists() {
    return (await this.rows('select 1')).length > 0;
  }

  async schemaState() {
    const applied = (await this.hasTable(journal))
      ? await this.rows(`select created_at from ${journal} order by created_at`)
      : [];
    return drizzleSchemaState(
      'mysql',
      applied.map(([time]) => Number(time)),
    );
  }

  async lock() {
    if (this.held) return true;
    const connection = await this.pool.getConnection();
    // A lock's name counts on the whole server, and may have 64 characters.
    const name = `concat('${markerTable}_', sha1(database()))`;
    const [rows] = await connection.query<mysql.RowDataPacket[]>(
      `select get_lock(${name}, 0) as taken`,
    );
    if (Number(rows[0]!.taken) !== 1) {
      connection.release();
      return false;
    }
    const held = new SessionLock({
      keep: () => connection.query('select 1'),
      end: () =>
        connection
          .query(`select release_lock(${name})`)
          .catch(() => {})
          .finally(() => connection.destroy()),
    });
    connection.connection.on('error', () => held.lose());
    this.held = held;
    return true;
  }

  /**
   * MySQL can't undo half a migration. So while the schema is made in a database without tables, a
   * table says so, and whoever finds it after a kill begins anew.
   */
  async migrate() {
    const ours = [journal, ...tablesInOrder().map(({ name }) => name)];
    if (await this.hasTable(unfinished)) {
      for (const name of ours.reverse()) {
        await this.pool.query(`drop table if exists ${quoted(name)}`);
      }
    } else if (!(await this.existsAny(ours))) {
      await this.pool.query(`create table ${unfinished} (id integer not null primary key)`);
    }
    await migrateServer('mysql', drizzle(this.pool), foreignKeysWanted());
    await this.pool.query(`drop table if exists ${unfinished}`);
  }

  async hasRows(table: Table) {
    if (!(await this.hasTable(table.name))) return false;
    return (await this.rows(`select 1 from ${quoted(table.name)} limit 1`)).length > 0;
  }

  async count(table: Table) {
    const [[count] = []] = await this.rows(`select count(*) from ${quoted(table.name)}`);
    return Number(count);
  }

  async read(table: Table, page: PageRequest): Promise<Row[]> {
    const columns = columnsOf(table, page.columns);
    const limit = this.sizes.limit(table, columns, page);
    const key = page.after ?? [];
    const rows = await this.rows(
      pageQuery(dialect, table, columns, page, limit),
      key.flatMap((_, i) => key.slice(0, i + 1)),
    );
    const read = rows.map((values) =>
      placed(
        table,
        columns,
        values.map((value, i) => fromMysql(table.columns[columns[i]!]!, value)),
      ),
    );
    this.sizes.saw(table, page, limit, read);
    return read;
  }

  async insert(table: Table, rows: Row[]) {
    if (rows.length === 0) return;
    this.held?.check();
    for (const row of rows) this.checkKey(table, row);
    await this.pool.query(insertInto(table), [this.valuesOf(table, rows)]);
  }

  async update(table: Table, rows: Row[], columns: readonly number[]) {
    if (rows.length === 0) return;
    this.held?.check();
    if (rows.some((row) => row.includes(undefined)))
      return this.updateOneByOne(table, rows, columns);
    // The key is there, so it is the one that is found taken first: no other row can be meant.
    const sets = columns
      .map((i) => quoted(table.columns[i]!.name))
      .map((name) => `${name} = values(${name})`);
    await this.pool.query(`${insertInto(table)} on duplicate key update ${sets.join(', ')}`, [
      this.valuesOf(table, rows),
    ]);
  }

  /** Of a row that wasn't read as a whole, no INSERT can be made. */
  private async updateOneByOne(table: Table, rows: Row[], columns: readonly number[]) {
    const sets = columns.map((i) => `${quoted(table.columns[i]!.name)} = ?`).join(', ');
    const sql = `update ${quoted(table.name)} set ${sets} where ${keyIs(table)}`;
    const connection = await this.pool.getConnection();
    try {
      await connection.beginTransaction();
      for (const row of rows) {
        const values = [...columns, ...table.key].map((i) => toMysql(table.columns[i]!, row[i]));
        await connection.query(sql, values);
      }
      await connection.commit();
    } catch (error) {
      await connection.rollback().catch(() => {});
      throw error;
    } finally {
      connection.release();
    }
  }

  async delete(table: Table, rows: Row[]) {
    if (rows.length === 0) return;
    this.held?.check();
    const one = keyIs(table);
    await this.pool.query(
      `delete from ${quoted(table.name)} where ${rows.map(() => `(${one})`).join(' or ')}`,
      rows.flatMap((row) => keyOf(table, row)),
    );
  }

  explain(error: unknown): Refusal | null {
    if (error instanceof RefusedKey) return { message: error.message };
    const { errno, sqlState, message } = error as Partial<mysql.QueryError> & { sqlState?: string };
    // Data and integrity; text that the column's character set lacks, and CHECK on MySQL.
    const aboutRows = /^(?:22|23)/.test(sqlState ?? '') || errno === 1366 || errno === 3819;
    if (!aboutRows || !message) return null;
    const [, column] = /column (?:[`'][^`']+[`']\.)*[`']([^`']+)[`']/i.exec(message) ?? [];
    const [, constraint] = /(?:CONSTRAINT|constraint|key) [`']([^`']+)[`']/.exec(message) ?? [];
    return { message, column: constraint ? undefined : column, constraint };
  }

  async marker(): Promise<Marker | null> {
    if (!(await this.hasTable(markerTable))) return null;
    return markerFrom((await this.rows(selectMarker))[0]);
  }

  async mark(marker: Marker | null) {
    this.held?.check();
    await this.pool.query(createMarkerTable);
    if (!marker) await this.pool.query(`delete from ${markerTable}`);
    else await this.pool.query(`replace into ${markerTable} values (1, ?)`, [markerValues(marker)]);
  }

  async close() {
    await this.held?.release();
    this.held = null;
    await this.pool.end();
  }

  private checkKey(table: Table, row: Row): void {
    for (const value of keyOf(table, row)) {
      // MySQL compares as if the shorter text went on with spaces, and these come before a space.
      // eslint-disable-next-line no-control-regex
      if (typeof value === 'string' && /[\u0000-\u001f]/.test(value)) {
        throw new RefusedKey('MySQL keeps keys with control characters in another order');
      }
    }
  }

  private valuesOf(table: Table, rows: Row[]) {
    return rows.map((row) => row.map((value, i) => toMysql(table.columns[i]!, value)));
  }

  private hasTable = (table: string): Promise<boolean> => this.existsAny([table]);

  private async existsAny(tables: string[]): Promise<boolean> {
    const found = await this.rows(
      'select 1 from information_schema.tables where table_schema = database() and table_name in (?) limit 1',
      [tables],
    );
    return found.length > 0;
  }

  async rows(sql: string, values: unknown[] = []): Promise<unknown[][]> {
    const [rows] = await this.pool.query({ sql, values, rowsAsArray: true });
    return rows as unknown as unknown[][];
  }
}

const keyIs = (table: Table) =>
  table.key.map((i) => `${quoted(table.columns[i]!.name)} = ?`).join(' and ');

function insertInto(table: Table): string {
  const names = table.columns.map(({ name }) => quoted(name)).join(', ');
  return `insert into ${quoted(table.name)} (${names}) values ?`;
}
