/** The schema as data: what a store, a transfer or an export needs to know of every table. */
import * as schema from '@vesta-cx/db';
import { getTableColumns, is, type Column as DrizzleColumn } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';

/** What a value of a column is in a row, on every engine. Numbers are whole. */
type ColumnType = 'string' | 'number' | 'boolean' | 'date' | 'json';

export interface Column {
  /** Its SQL name. */
  name: string;
  /** Its property in the row types of `@vesta-cx/db`. */
  property: string;
  type: ColumnType;
  nullable: boolean;
  /** The longest text it takes, in characters; null is unlimited. */
  length: number | null;
  /** The only values it takes; null is any. */
  values: readonly string[] | null;
}

/** Columns are named by their place in `columns`, as values are in a row. */
export interface Table {
  name: string;
  columns: Column[];
  /** The primary key's columns, in the key's order. */
  key: number[];
  /** Foreign keys: the referring columns and the table they refer to. */
  references: { columns: number[]; table: string }[];
  /** Columns that refer to rows of the same table; they can be null. */
  self: number[];
  /** Unique indexes besides the primary key. */
  uniques: number[][];
}

/**
 * Every table of the schema, each after all that it refers to by foreign key. Throws when tables
 * refer to each other in a circle.
 */
export function tablesInOrder(): Table[] {
  const waiting = Object.values(schema)
    .filter((value) => is(value, SQLiteTable))
    .map((value) => describe(value as SQLiteTable))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const ordered: Table[] = [];
  const placed = new Set<string>();
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ name, references }) =>
      references.every(({ table }) => table === name || placed.has(table)),
    );
    if (next < 0) {
      const names = waiting.map(({ name }) => name).join(', ');
      throw new Error(`No order of tables keeps the foreign keys between ${names}`);
    }
    const [table] = waiting.splice(next, 1);
    ordered.push(table!);
    placed.add(table!.name);
  }
  return ordered;
}

function describe(table: SQLiteTable): Table {
  const config = getTableConfig(table);
  const properties = Object.entries(getTableColumns(table));
  const columns = config.columns.map((column) => {
    const [property] = properties.find(([, { name }]) => name === column.name)!;
    return describeColumn(column, property);
  });
  const place = ({ name }: { name: string }) => columns.findIndex((column) => column.name === name);

  const composite = config.primaryKeys[0]?.columns;
  const key = (composite ?? config.columns.filter(({ primary }) => primary)).map(place);
  if (key.length === 0) throw new Error(`Table ${config.name} has no primary key`);
  const references = config.foreignKeys.map((foreign) => {
    const { columns: referring, foreignTable } = foreign.reference();
    return { columns: referring.map(place), table: getTableConfig(foreignTable).name };
  });
  const self = references
    .filter((reference) => reference.table === config.name)
    .flatMap((reference) => reference.columns);
  for (const i of self) {
    if (!columns[i]!.nullable) {
      throw new Error(
        `${config.name}.${columns[i]!.name} refers to its own table and can't be null`,
      );
    }
  }
  const uniques = [
    ...config.indexes
      .filter((index) => index.config.unique)
      .map((index) => index.config.columns.map((column) => place(column as DrizzleColumn))),
    ...config.uniqueConstraints.map((unique) => unique.columns.map(place)),
    ...config.columns.filter(({ isUnique }) => isUnique).map((column) => [place(column)]),
  ];
  return { name: config.name, columns, key, references, self, uniques };
}

function describeColumn(column: DrizzleColumn, property: string): Column {
  const types: readonly string[] = ['string', 'number', 'boolean', 'date', 'json'];
  if (!types.includes(column.dataType)) {
    throw new Error(`Column ${column.name} holds ${column.dataType}, which is not known here`);
  }
  return {
    name: column.name,
    property,
    type: column.dataType as ColumnType,
    nullable: !column.notNull,
    length: (column as { length?: number }).length ?? null,
    values: column.enumValues ?? null,
  };
}
