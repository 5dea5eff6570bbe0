/** What Drizzle knows of a table, in words that all dialects share. */
import { getTableColumns, getTableName, is, SQL, type Column, type Table } from 'drizzle-orm';
import * as mysql from 'drizzle-orm/mysql-core';
import * as postgres from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';
import type { Dialect } from '../dialects.ts';

/** The name of a table, and its columns by the property that holds them. */
export function columnsOf(table: unknown) {
  const columns = Object.entries(getTableColumns(table as Table)).map(([property, column]) => [
    property,
    {
      name: column.name,
      type: column.getSQLType(),
      /** What the database itself fills in, if anything. */
      fallback: column.default === undefined ? '' : textOf(column.default),
    },
  ]);
  return {
    table: getTableName(table as Table),
    byProperty: Object.fromEntries(columns) as Partial<
      Record<string, { name: string; type: string; fallback: string }>
    >,
  };
}

/** Returns what a table's rows must keep: keys, references and checks, each on a line. */
export function constraintsOf(dialect: Dialect, table: unknown): string[] {
  const { columns, primaryKeys, foreignKeys, checks, ...rest } = configOf(dialect, table as Table);
  const keys = columns.filter((column) => column.primary).map((column) => `(${column.name})`);
  return [
    ...[...keys, ...primaryKeys.map((key) => names(key.columns))].map(
      (key) => `primary key ${key}`,
    ),
    ...rest.indexes
      .map(({ config }) => config)
      .filter(({ unique }) => unique)
      .map(({ name, columns, where }) => {
        const condition = where ? ` where ${textOf(where)}` : '';
        return `unique ${name} ${names(columns)}${condition}`;
      }),
    ...foreignKeys.map((key) => {
      const { columns, foreignColumns, foreignTable } = key.reference();
      const target = `${getTableName(foreignTable)} ${names(foreignColumns)}`;
      const { onDelete = 'no action' } = key;
      const deleted = onDelete === 'no action' ? '' : ` on delete ${onDelete}`;
      return `foreign key ${names(columns)} references ${target}${deleted}`;
    }),
    ...checks.map(({ name, value }) => `check ${name}: ${textOf(value)}`),
  ];
}

interface Config {
  columns: Column[];
  primaryKeys: { columns: Column[] }[];
  foreignKeys: sqlite.ForeignKey[];
  checks: { name: string; value: SQL }[];
  indexes: {
    config: { name?: string; unique?: boolean; columns: readonly unknown[]; where?: SQL };
  }[];
}

function configOf(dialect: Dialect, table: Table): Config {
  const configs = {
    sqlite: () => sqlite.getTableConfig(table as sqlite.SQLiteTable),
    postgres: () => postgres.getTableConfig(table as postgres.PgTable),
    mysql: () => mysql.getTableConfig(table as mysql.MySqlTable),
  };
  return configs[dialect]() as unknown as Config;
}

const names = (columns: readonly unknown[]) =>
  `(${columns.map((column) => (is(column, SQL) ? textOf(column) : (column as Column).name)).join(', ')})`;

const anyDialect = new sqlite.SQLiteSyncDialect();

function textOf(value: unknown): string {
  return is(value, SQL) ? anyDialect.sqlToQuery(value).sql : JSON.stringify(value);
}
