/** Writes the tables as a Convex schema: a validator for every column, and the indexes. */
import type { Column } from '../tables.ts';
import { serves, type ModelTable } from './model.ts';
import { quote } from './source-text.ts';

/** Convex's own limits. */
const mostIndexes = 32;
const mostIndexFields = 16;
const longestName = 64;

/**
 * The text of `convex/schema.ts`. Documents have every field; what SQL keeps as NULL is `null`. Throws
 * when a name or an index is one that Convex doesn't take.
 */
export function convexSchema(tables: readonly ModelTable[]): string {
  return `// Written by vesta's db:export: the tables of @vesta-cx/db as a Convex schema.
// Keys and references are vesta's own ids; \`by_key\` finds a document by its primary key.
import { defineSchema, defineTable } from 'convex/server';
import { v } from 'convex/values';

export default defineSchema({
${tables.map(tableText).join('\n')}});
`;
}

export interface ConvexIndex {
  name: string;
  /** Places in the table's `columns`. */
  columns: number[];
}

/**
 * The indexes of a table: its primary key as `by_key` (`by_id` is Convex's own), what the SQL schema
 * indexes, and every foreign key that none of these begins with.
 */
export function convexIndexes(table: ModelTable): ConvexIndex[] {
  const indexes: ConvexIndex[] = [{ name: 'by_key', columns: table.key }];
  const add = (columns: number[], sqlName: string) => {
    const name = `by_${fieldsOf(table, columns).join('_and_')}`;
    indexes.push({ name: name.length <= longestName ? name : sqlName, columns });
  };
  for (const { columns, name } of table.indexes) {
    if (!indexes.some((index) => index.columns.join() === columns.join())) add(columns, name);
  }
  for (const { columns } of table.references) {
    if (!indexes.some((index) => serves(index.columns, columns))) {
      add(columns, `${table.name}_${columns.map((i) => table.columns[i]!.name).join('_')}`);
    }
  }
  return indexes;
}

function tableText(table: ModelTable): string {
  const indexes = convexIndexes(table);
  check(table, indexes);
  const unique = table.indexes
    .filter((index) => index.unique)
    .map(
      ({ columns }) =>
        `  // Unique in SQL, for mutations to keep: ${fieldsOf(table, columns).join(', ')}\n`,
    );
  const fields = table.columns.map(
    (column) =>
      `    ${column.property}: ${validator(column)},${column.type === 'date' ? ' // Unix milliseconds' : ''}\n`,
  );
  const calls = indexes.map(
    ({ name, columns }) =>
      `\n    .index(${quote(name)}, [${fieldsOf(table, columns).map(quote).join(', ')}])`,
  );
  return `${unique.join('')}  ${table.property}: defineTable({\n${fields.join('')}  })${calls.join('')},\n`;
}

function validator({ type, nullable, values }: Column): string {
  const options = values ? values.map((value) => `v.literal(${quote(value)})`) : [validators[type]];
  // Anything includes null.
  if (nullable && type !== 'json') options.push('v.null()');
  return options.length === 1 ? options[0]! : `v.union(${options.join(', ')})`;
}

const validators: Record<Column['type'], string> = {
  string: 'v.string()',
  number: 'v.number()',
  boolean: 'v.boolean()',
  date: 'v.number()',
  json: 'v.any()',
};

function check(table: ModelTable, indexes: ConvexIndex[]): void {
  const names = [
    table.property,
    ...table.columns.map(({ property }) => property),
    ...indexes.map(({ name }) => name),
  ];
  for (const name of names) {
    if (!/^[a-z]\w*$/i.test(name) || name.length > longestName) {
      throw new Error(`Convex takes no such name: ${name} (of the table ${table.name})`);
    }
  }
  if (indexes.length > mostIndexes) {
    throw new Error(
      `Convex takes ${mostIndexes} indexes a table, ${table.name} has ${indexes.length}`,
    );
  }
  const wide = indexes.find(({ columns }) => columns.length > mostIndexFields);
  if (wide)
    throw new Error(`Convex takes ${mostIndexFields} fields an index, ${wide.name} has more`);
}

const fieldsOf = (table: ModelTable, columns: readonly number[]): string[] =>
  columns.map((i) => table.columns[i]!.property);
