/** What the generators of code need to know of the tables, beyond what moving rows needs. */
import * as schema from '@vesta-cx/db';
import { is, type Column as DrizzleColumn } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { tablesInOrder, type Table } from '../tables.ts';

export interface Index {
  /** In SQL. */
  name: string;
  unique: boolean;
  /** Places in the table's `columns`. */
  columns: number[];
}

export interface ModelTable extends Table {
  /** Its export in `@vesta-cx/db`: `resourceUrls` for `resource_urls`. */
  property: string;
  /** Besides the primary key. */
  indexes: Index[];
}

/** Every table of the schema, each after all that it refers to. */
export function modelTables(): ModelTable[] {
  const exported = Object.entries(schema).flatMap(([property, value]) =>
    is(value, SQLiteTable) ? [{ property, config: getTableConfig(value) }] : [],
  );
  return tablesInOrder().map((table) => {
    const { property, config } = exported.find((one) => one.config.name === table.name)!;
    const indexes = config.indexes.map(({ config: { name, unique, columns } }) => ({
      name,
      unique,
      columns: columns.map((column) =>
        table.columns.findIndex((own) => own.name === (column as DrizzleColumn).name),
      ),
    }));
    return { ...table, property, indexes };
  });
}

/** Returns whether an index on `columns` finds rows by all of `wanted`, which must come first in it. */
export const serves = (columns: readonly number[], wanted: readonly number[]): boolean =>
  wanted.every((column, i) => columns[i] === column);
