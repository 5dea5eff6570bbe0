/** Upgrades a database with data in it, and finds what went wrong. */
import {
  quoted,
  type Catalogue,
  type Column,
  type Row,
  type Step,
  type Upgradable,
  type UpgradeEngine,
} from './database.ts';
import { fill } from './fill.ts';

/** What an upgrade did wrong; all empty when it went well. */
export interface Findings {
  /** Rows that are gone or changed in the columns that both schemas have. */
  lost: string[];
  /** Rows that refer to what isn't there. */
  orphans: string[];
  /** What differs from a database that was made new. */
  schema: string[];
}

/**
 * Applies the first `count` steps, fills every table, applies the rest, and compares rows with
 * before and the schema with that of `fresh`, one step that makes the newest schema at once.
 */
export async function upgrade(
  engine: UpgradeEngine,
  history: readonly Step[],
  count: number,
  fresh: Step,
): Promise<Findings> {
  const old = await engine.openEmpty();
  const made = await engine.openEmpty();
  try {
    await made.apply([fresh]);
    await old.apply(history.slice(0, count));
    await fill(old);
    const tables = await old.catalogue();
    const before = await rowsOf(old, tables);
    await old.apply(history);
    const newest = await old.catalogue();
    const after = await rowsOf(old, newest);
    return {
      lost: lostRows(tables, before, newest, after),
      orphans: await orphansIn(old, newest),
      schema: differences(newest, await made.catalogue()),
    };
  } finally {
    await old.close();
    await made.close();
  }
}

/** What differs between a database that came by the steps and one that `fresh` makes at once. */
export async function differsFrom(
  engine: UpgradeEngine,
  history: readonly Step[],
  fresh: Step,
): Promise<string[]> {
  const [stepwise, made] = [await engine.openEmpty(), await engine.openEmpty()];
  try {
    await stepwise.apply(history);
    await made.apply([fresh]);
    return differences(await stepwise.catalogue(), await made.catalogue());
  } finally {
    await stepwise.close();
    await made.close();
  }
}

/** Columns that a migration gave another type on purpose, and what becomes of their values. */
const rewrites: Record<string, (value: unknown) => unknown> = {
  'songs.release_date': dayOf,
  'albums.release_date': dayOf,
};

/** The day in UTC of a moment as an engine answers it. */
function dayOf(moment: unknown): string | null {
  if (moment === null) return null;
  const time =
    typeof moment === 'string'
      ? `${moment.replace(' ', 'T').replace(/[+]00$/, '')}Z`
      : (moment as number | Date);
  return new Date(time).toISOString().slice(0, 10);
}

type Rows = Record<string, Row[]>;

async function rowsOf(database: Upgradable, tables: Catalogue): Promise<Rows> {
  const rows: Rows = {};
  for (const name of Object.keys(tables)) {
    rows[name] = await database.sql(`select * from ${quoted(database, name)}`);
  }
  return rows;
}

/** A table or column that the newest schema doesn't have was given up on purpose. */
function lostRows(tables: Catalogue, before: Rows, newest: Catalogue, after: Rows): string[] {
  return Object.values(tables).flatMap(({ name, columns }) => {
    const table = newest[name];
    if (!table) return [];
    const kept = columns
      .map((column) => column.name)
      .filter((column) => table.columns.some((own) => own.name === column));
    const asText = (row: Row) => JSON.stringify(kept.map((column) => row[column]));
    const left = after[name]!.map(asText);
    const typeOf = (of: Column[], column: string) => of.find((one) => one.name === column)!.type;
    const rewritten = kept.filter(
      (column) =>
        `${name}.${column}` in rewrites &&
        typeOf(columns, column) !== typeOf(table.columns, column),
    );
    const upgraded = (row: Row): Row => ({
      ...row,
      ...Object.fromEntries(
        rewritten.map((column) => [column, rewrites[`${name}.${column}`]!(row[column])]),
      ),
    });
    return before[name]!.map((row) => asText(upgraded(row)))
      .filter((row) => {
        const at = left.indexOf(row);
        if (at >= 0) left.splice(at, 1);
        return at < 0;
      })
      .map((row) => `${name} ${row}`);
  });
}

async function orphansIn(database: Upgradable, tables: Catalogue): Promise<string[]> {
  const found: string[] = [];
  const q = (name: string) => quoted(database, name);
  for (const { name, references } of Object.values(tables)) {
    for (const { columns, table, foreignColumns } of references) {
      const same = columns.map((column, i) => `p.${q(foreignColumns[i]!)} = c.${q(column)}`);
      const set = columns.map((column) => `c.${q(column)} is not null`);
      const [row] = await database.sql(`select count(*) as n from ${q(name)} c
        where ${set.join(' and ')} and not exists (select 1 from ${q(table)} p where ${same.join(' and ')})`);
      if (Number(row!.n) > 0) found.push(`${name}.${columns.join(', ')} → ${table}`);
    }
  }
  return found;
}

/** Lines that only the upgraded (+) or only the new database (-) has. */
function differences(upgraded: Catalogue, fresh: Catalogue): string[] {
  const lines = (catalogue: Catalogue) =>
    Object.values(catalogue).flatMap(({ name, described }) =>
      described.map((line) => `${name}: ${line}`),
    );
  const [ours, theirs] = [lines(upgraded), lines(fresh)];
  return [
    ...ours.filter((line) => !theirs.includes(line)).map((line) => `+ ${line}`),
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `- ${line}`),
  ].sort();
}
