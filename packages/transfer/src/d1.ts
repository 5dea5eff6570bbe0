/** A store in a remote D1, over Cloudflare's HTTP API. */
import { D1Error, type D1Api } from './d1-api.ts';
import { markerFrom, markerValues } from './marker-row.ts';
import { d1SchemaState } from './migrations.ts';
import { D1Lease } from './d1-lease.ts';
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
import { fromSqlite, toSqlite } from './sqlite-values.ts';
import type { Marker, PageRequest, Refusal, Store } from './store.ts';
import type { Table } from './tables.ts';
import type { Row } from './values.ts';

const quoted = (name: string) => `"${name}"`;

const dialect: Dialect = {
  quoted,
  bytes: ({ name }) => `length(cast(${quoted(name)} as blob))`,
  after: (names) => `(${names.join(', ')}) > (${names.map(() => '?').join(', ')})`,
};

export interface D1Options {
  database: string;
  api: D1Api;
  migrate: () => Promise<void>;
}

export class D1Store implements Store {
  readonly engine = 'd1';
  readonly name: string;
  readonly howToMigrate: string;
  // D1 takes texts of 2 MB, and a page travels as one.
  readonly mostBytes = 256 * 1024;
  private readonly options: D1Options;
  private readonly api: D1Api;
  private readonly sizes = new PageSizes();
  private held: SessionLock | null = null;

  constructor(options: D1Options) {
    this.options = options;
    this.api = options.api;
    this.name = `d1:${options.database}`;
    this.howToMigrate = `pnpm wrangler d1 migrations apply ${options.database} --remote`;
  }

  async exists() {
    return (await this.api.read('select 1')).length > 0;
  }

  rows(sql: string) {
    return this.api.read(sql);
  }

  async schemaState() {
    const rows = (await this.hasTable('d1_migrations'))
      ? await this.api.read('select name from d1_migrations order by id')
      : [];
    return d1SchemaState(rows.map(([name]) => String(name)));
  }

  async lock() {
    if (this.held) return true;
    const lease = new D1Lease(this.api);
    if (!(await lease.take())) return false;
    this.held = new SessionLock(lease);
    return true;
  }

  async migrate() {
    if ((await this.schemaState()).pending.length > 0) await this.options.migrate();
  }

  async hasRows(table: Table) {
    if (!(await this.hasTable(table.name))) return false;
    return (await this.api.read(`select 1 from ${quoted(table.name)} limit 1`)).length > 0;
  }

  async count(table: Table) {
    const [[count] = []] = await this.api.read(`select count(*) from ${quoted(table.name)}`);
    return Number(count);
  }

  async read(table: Table, page: PageRequest): Promise<Row[]> {
    const columns = columnsOf(table, page.columns);
    const limit = this.sizes.limit(table, columns, page);
    const rows = await this.api.read(
      pageQuery(dialect, table, columns, page, limit),
      // The API takes texts; a number's column turns them back to compare.
      (page.after ?? []).map((value) => String(value)),
    );
    const read = rows.map((values) =>
      placed(
        table,
        columns,
        values.map((value, i) => fromSqlite(table.columns[columns[i]!]!, value)),
      ),
    );
    this.sizes.saw(table, page, limit, read);
    return read;
  }

  async insert(table: Table, rows: Row[]) {
    const all = columnsOf(table);
    const names = all.map((i) => quoted(table.columns[i]!.name)).join(', ');
    const values = all.map((_, at) => given(at)).join(', ');
    await this.write(
      `insert into ${quoted(table.name)} (${names}) select ${values} from json_each(?) as given`,
      [document(table, rows, all)],
    );
  }

  async update(table: Table, rows: Row[], columns: readonly number[]) {
    const all = [...columns, ...table.key];
    const sets = columns.map((i, at) => `${quoted(table.columns[i]!.name)} = ${given(at)}`);
    const same = table.key.map(
      (i, at) => `kept.${quoted(table.columns[i]!.name)} = ${given(columns.length + at)}`,
    );
    await this.write(
      `update ${quoted(table.name)} as kept set ${sets.join(', ')} from json_each(?) as given where ${same.join(' and ')}`,
      [document(table, rows, all)],
    );
  }

  async delete(table: Table, rows: Row[]) {
    const key = table.key.map((i) => quoted(table.columns[i]!.name)).join(', ');
    const values = table.key.map((_, at) => given(at)).join(', ');
    await this.write(
      `delete from ${quoted(table.name)} where (${key}) in (select ${values} from json_each(?) as given)`,
      [document(table, rows, table.key)],
    );
  }

  explain(error: unknown): Refusal | null {
    if (!(error instanceof D1Error)) return null;
    if (!/constraint failed|SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH)/.test(error.message)) return null;
    const [, constraint] =
      /(?:UNIQUE|CHECK|NOT NULL) constraint failed: ([\w.]+)/.exec(error.message) ?? [];
    return { message: error.message, constraint };
  }

  async marker(): Promise<Marker | null> {
    if (!(await this.hasTable(markerTable))) return null;
    return markerFrom((await this.api.read(selectMarker))[0]);
  }

  async mark(marker: Marker | null) {
    await this.write(createMarkerTable);
    if (!marker) await this.write(`delete from ${markerTable} where id = 1`);
    else {
      // An absent value has no place among texts.
      await this.write(
        `insert or replace into ${markerTable} values (1, ?, ?, ?, ?, nullif(?, ''))`,
        markerValues(marker).map((value) => value ?? ''),
      );
    }
  }

  async close() {
    await this.held?.release();
    this.held = null;
  }

  private async write(sql: string, params: string[] = []): Promise<void> {
    this.held?.check();
    await this.api.run(sql, params);
  }

  private async hasTable(name: string): Promise<boolean> {
    const sql = "select 1 from sqlite_master where type = 'table' and name = ?";
    return (await this.api.read(sql, [name])).length > 0;
  }
}

const given = (at: number) => `json_extract(given.value, '$[${at}]')`;

/** Rows travel as one JSON parameter: D1 takes a hundred of them, and one statement is atomic. */
function document(table: Table, rows: Row[], columns: readonly number[]): string {
  return JSON.stringify(rows.map((row) => columns.map((i) => toSqlite(table.columns[i]!, row[i]))));
}
