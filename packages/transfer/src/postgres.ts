/** A store in PostgreSQL. */
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { foreignKeysWanted, migrateServer } from '@vesta-cx/db/server-migrations';
import { markerFrom, markerValues } from './marker-row.ts';
import { drizzleSchemaState } from './migrations.ts';
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
import type { Column, Table } from './tables.ts';
import { Unreadable, type Row, type Value } from './values.ts';

const quoted = (name: string) => `"${name}"`;

const dialect: Dialect = {
  quoted,
  bytes: ({ name }) => `octet_length(${quoted(name)}::text)`,
  after: (names) => `(${names.join(', ')}) > (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
};

/** The store of a `postgres://` connection string. `name` is it without the password. */
export class PostgresStore implements Store {
  readonly engine = 'postgres';
  readonly name: string;
  readonly howToMigrate = 'DATABASE_URL=<its url> pnpm --filter vesta db:migrate:postgres';
  private readonly pool: pg.Pool;
  private readonly sizes = new PageSizes();
  private held: SessionLock | null = null;

  constructor(url: string, name: string) {
    this.name = name;
    // One connection reads ahead while another writes, and the third holds the lock.
    this.pool = new pg.Pool({ connectionString: url, max: 3, connectionTimeoutMillis: 15_000 });
    // A connection that breaks while idle is noticed by the next query.
    this.pool.on('error', () => {});
  }

  async exists() {
    return (await this.rows('select 1')).length > 0;
  }

  async schemaState() {
    const journal = 'drizzle.__drizzle_migrations';
    const applied = (await this.hasTable(journal))
      ? await this.rows(`select created_at from ${journal} order by created_at`)
      : [];
    return drizzleSchemaState(
      'postgres',
      applied.map(([time]) => Number(time)),
    );
  }

  async lock() {
    if (this.held) return true;
    const client = await this.pool.connect();
    // Counts in this database only.
    const key = `hashtextextended('${markerTable}', 0)`;
    const take = `select pg_try_advisory_lock(${key}) as taken`;
    const { rows } = await client.query<{ taken: boolean }>(take);
    if (!rows[0]!.taken) {
      client.release();
      return false;
    }
    const held = new SessionLock({
      keep: () => client.query('select 1'),
      end: () =>
        client
          .query(`select pg_advisory_unlock(${key})`)
          .catch(() => {})
          .finally(() => client.release(true)),
    });
    client.on('error', () => held.lose());
    this.held = held;
    return true;
  }

  async migrate() {
    await migrateServer('postgres', drizzle(this.pool), foreignKeysWanted());
  }

  async hasRows(table: Table) {
    if (!(await this.hasTable(quoted(table.name)))) return false;
    return (await this.rows(`select 1 from ${quoted(table.name)} limit 1`)).length > 0;
  }

  async count(table: Table) {
    const [[count] = []] = await this.rows(`select count(*) from ${quoted(table.name)}`);
    return Number(count);
  }

  async read(table: Table, page: PageRequest): Promise<Row[]> {
    const columns = columnsOf(table, page.columns);
    const limit = this.sizes.limit(table, columns, page);
    const query = pageQuery(dialect, table, columns, page, limit);
    const rows = await this.rows(query, page.after ?? []);
    const read = rows.map((values) =>
      placed(
        table,
        columns,
        values.map((value, i) => fromPostgres(table.columns[columns[i]!]!, value)),
      ),
    );
    this.sizes.saw(table, page, limit, read);
    return read;
  }

  async insert(table: Table, rows: Row[]) {
    const all = columnsOf(table);
    const names = all.map((i) => quoted(table.columns[i]!.name)).join(', ');
    await this.write(
      `insert into ${quoted(table.name)} (${names}) select ${names} from ${given(table)} as given`,
      [document(table, rows, all)],
    );
  }

  async update(table: Table, rows: Row[], columns: readonly number[]) {
    const sets = columns
      .map((i) => quoted(table.columns[i]!.name))
      .map((name) => `${name} = given.${name}`);
    await this.write(
      `update ${quoted(table.name)} as kept set ${sets.join(', ')} from ${given(table)} as given where ${sameKey(table)}`,
      [document(table, rows, [...columns, ...table.key])],
    );
  }

  async delete(table: Table, rows: Row[]) {
    await this.write(
      `delete from ${quoted(table.name)} as kept using ${given(table)} as given where ${sameKey(table)}`,
      [document(table, rows, table.key)],
    );
  }

  explain(error: unknown): Refusal | null {
    if (!(error instanceof pg.DatabaseError)) return null;
    // Data, integrity, and limits such as the size of an index's row.
    if (!/^(?:22|23|54)/.test(error.code ?? '')) return null;
    // The detail of other errors is the whole row.
    const detail = error.detail?.startsWith('Key ') ? `: ${error.detail}` : '';
    return {
      message: `${error.message}${detail}`,
      column: error.column,
      constraint: error.constraint,
    };
  }

  async marker(): Promise<Marker | null> {
    if (!(await this.hasTable(markerTable))) return null;
    return markerFrom((await this.rows(selectMarker))[0]);
  }

  async mark(marker: Marker | null) {
    this.held?.check();
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await client.query(createMarkerTable);
      await client.query(`delete from ${markerTable}`);
      if (marker) {
        await client.query(
          `insert into ${markerTable} values (1, $1, $2, $3, $4, $5)`,
          markerValues(marker),
        );
      }
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  }

  async close() {
    await this.held?.release();
    this.held = null;
    await this.pool.end();
  }

  private async hasTable(table: string): Promise<boolean> {
    const [[found] = []] = await this.rows('select to_regclass($1) is not null', [table]);
    return found === true;
  }

  private async write(text: string, values: unknown[]): Promise<void> {
    this.held?.check();
    await this.rows(text, values);
  }

  async rows(text: string, values: unknown[] = []): Promise<unknown[][]> {
    const { rows } = await this.pool.query({ text, values, rowMode: 'array' });
    return rows as unknown[][];
  }
}

/** Rows travel as one JSON parameter: no limit of parameters, and one statement for a page. */
const given = (table: Table) => `json_populate_recordset(null::${quoted(table.name)}, $1::json)`;

const sameKey = (table: Table) =>
  table.key
    .map((i) => quoted(table.columns[i]!.name))
    .map((name) => `kept.${name} = given.${name}`)
    .join(' and ');

function document(table: Table, rows: Row[], columns: readonly number[]): string {
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        columns.map((i) => {
          const value = row[i];
          return [table.columns[i]!.name, value instanceof Date ? moment(value) : value];
        }),
      ),
    ),
  );
}

/** ISO 8601, with PostgreSQL's way to write years before 1 and after 9999. */
function moment(date: Date): string {
  const year = date.getUTCFullYear();
  if (year >= 1 && year <= 9999) return date.toISOString();
  const rest = date.toISOString().replace(/^[+-]?\d+/, '');
  return year < 1 ? `${String(1 - year).padStart(4, '0')}${rest} BC` : `${year}${rest}`;
}

function fromPostgres({ type }: Column, value: unknown): Value {
  if (type !== 'date' || value === null) return value;
  const time = value instanceof Date ? value.getTime() : NaN;
  return Number.isNaN(time) ? new Unreadable(`${String(value)} is not a moment`) : value;
}
