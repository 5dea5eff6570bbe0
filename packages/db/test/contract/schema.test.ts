/** What must hold of the schema itself, before any database sees it. */
import type { SQL, Table } from 'drizzle-orm';
import { getTableColumns, getTableName, is } from 'drizzle-orm';
import * as mysql from 'drizzle-orm/mysql-core';
import * as pg from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';
import { expect, it } from 'vitest';
import * as schema from '../../src/index.ts';
import { dialect } from '../../src/index.ts';
import { scene } from './scene/index.ts';
import { enumColumns, tables } from './tables.ts';

const configOf = { sqlite, postgres: pg, mysql }[dialect].getTableConfig as (table: Table) => {
  checks: { name: string; value: SQL }[];
};

/** The text of an SQL fragment without parameters. */
const textOf = (fragment: SQL) =>
  fragment.queryChunks.map((chunk) => (chunk as { value: string[] }).value.join('')).join('');

const arrays = Object.entries(schema).filter(([, value]) => Array.isArray(value)) as unknown as [
  string,
  readonly string[],
][];

it('the package speaks the dialect it was asked for', () => {
  const classes = { sqlite: sqlite.SQLiteTable, postgres: pg.PgTable, mysql: mysql.MySqlTable };
  expect(tables.every(([, table]) => is(table, classes[dialect]))).toBe(true);
});

it('the contract has rows for every table', () => {
  const covered = scene.map(({ table }) => getTableName(table));
  expect(covered.toSorted()).toEqual(tables.map(([, table]) => getTableName(table)).toSorted());
});

it('every table knows when its rows were made', () => {
  for (const [name, table] of tables) {
    const createdAt = getTableColumns(table).createdAt;
    expect(createdAt?.dataType, name).toBe('date');
    expect(createdAt?.notNull, name).toBe(true);
  }
});

it('every enumeration is an exported array, and its CHECK has exactly those values', () => {
  for (const [name, table] of tables) {
    const checks = configOf(table).checks.map(({ value }) => textOf(value));
    for (const [key, column] of enumColumns(table)) {
      const values = column.enumValues!;
      expect(
        arrays.filter(([, array]) => JSON.stringify(array) === JSON.stringify(values)).length,
        `${name}.${key}`,
      ).toBeGreaterThan(0);
      const list = values.map((value) => `'${value}'`).join(', ');
      expect(checks, `${name}.${key}`).toContain(`${column.name} in (${list})`);
    }
  }
});

it('no enumeration value is longer than its column', () => {
  for (const [name, array] of arrays) {
    for (const value of array) expect(value.length, `${name}: ${value}`).toBeLessThanOrEqual(32);
    expect(new Set(array).size, name).toBe(array.length);
  }
});

it('no identifier is longer than the shortest limit of the three engines', () => {
  for (const [, table] of tables) {
    for (const { name } of configOf(table).checks) expect(name.length).toBeLessThanOrEqual(63);
  }
});
