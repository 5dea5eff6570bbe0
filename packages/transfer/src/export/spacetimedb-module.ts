/** Writes the tables as a SpacetimeDB module in TypeScript, with a reducer per table that loads rows. */
import type { Column } from '../tables.ts';
import { serves, type Index, type ModelTable } from './model.ts';
import { quote } from './source-text.ts';

/** The reducer that loads rows of a table. */
const loaderOf = (table: { name: string }): string => `load_${table.name}`;

/**
 * The text of the module's `src/index.ts`. A row's moments are `Timestamp`s, JSON documents are text, and
 * what SQL keeps as NULL is `undefined`. Tables are private: whoever publishes the module decides who sees what.
 */
export function spacetimeModule(tables: readonly ModelTable[]): string {
  return `// Written by vesta's db:export: the tables of @vesta-cx/db as a SpacetimeDB module.
import { Timestamp } from 'spacetimedb';
import { CaseConversionPolicy, schema, SenderError, t, table } from 'spacetimedb/server';
import type { ReducerCtx } from 'spacetimedb/server';

${tables.map(tableText).join('\n')}
/** Who may load rows: whoever published the module, until \`finish_load\`. */
const loader = table({ name: 'vesta_loader' }, { identity: t.identity().primaryKey() });

const spacetimedb = schema(
  {
    loader,
${tables.map(({ property }) => `    ${property},\n`).join('')}  },
  // As in SQL: \`ownerType\` here is the column \`owner_type\`.
  { CASE_CONVERSION_POLICY: CaseConversionPolicy.SnakeCase },
);
export default spacetimedb;

export const init = spacetimedb.init((ctx) => {
  ctx.db.loader.insert({ identity: ctx.sender });
});

/** Call it when all rows are there: nobody can load any more. */
export const finish_load = spacetimedb.reducer((ctx) => {
  mayLoad(ctx);
  ctx.db.loader.clear();
});

function mayLoad(ctx: ReducerCtx<typeof spacetimedb.schemaType>): void {
  if (!ctx.db.loader.identity.find(ctx.sender)) {
    throw new SenderError('Only the publisher of the module loads rows, and only before finish_load');
  }
}

// A load takes a JSON array of rows, and replaces rows that have the same key: it can be repeated.

${tables.map(loaderText).join('\n')}
// What JSON.parse gives. The export wrote it from the same columns as the tables above.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const parse = (rows: string): Record<string, any>[] => JSON.parse(rows);

const moment = (milliseconds: number) => new Timestamp(BigInt(milliseconds) * 1000n);

const optional = <In, Out = In>(value: In | null, convert?: (value: In) => Out): Out | undefined =>
  value === null ? undefined : convert ? convert(value) : (value as unknown as Out);
`;
}

function tableText(table: ModelTable): string {
  const plain = table.indexes.filter((index) => !isColumnUnique(table, index));
  const kept = plain
    .filter((index) => index.unique)
    .map(
      ({ columns }) =>
        `// Unique in SQL, for reducers to keep: ${properties(table, columns).join(', ')}\n`,
    );
  const references = table.references.map(
    ({ columns, table: target }) =>
      `// A foreign key in SQL, for reducers to keep: ${properties(table, columns).join(', ')} → ${target}\n`,
  );
  const indexes = spacetimeIndexes(table).map(
    ({ accessor, columns }) =>
      `      { accessor: ${quote(accessor)}, algorithm: 'btree', columns: [${properties(table, columns).map(quote).join(', ')}] },\n`,
  );
  const columns = table.columns.map((column, i) => {
    const note = column.values
      ? ` // ${column.values.join(', ')}`
      : column.type === 'json'
        ? ' // JSON'
        : '';
    return `    ${column.property}: ${typeText(table, column, i)},${note}\n`;
  });
  return `${[...kept, ...references].join('')}const ${table.property} = table(
  {
    name: ${quote(table.name)},
    indexes: [
${indexes.join('')}    ],
  },
  {
${columns.join('')}  },
);
`;
}

export interface SpacetimeIndex {
  accessor: string;
  /** Places in the table's `columns`. */
  columns: number[];
}

/**
 * The indexes besides those of single unique columns: a primary key of several columns as `by_key`, since
 * SpacetimeDB's have one, what the SQL schema indexes, and foreign keys that none of these begins with.
 */
export function spacetimeIndexes(table: ModelTable): SpacetimeIndex[] {
  const own = [...(table.key.length === 1 ? [table.key] : []), ...uniqueColumns(table)];
  const indexes: SpacetimeIndex[] =
    table.key.length > 1 ? [{ accessor: 'by_key', columns: table.key }] : [];
  const taken = () => [...own, ...indexes.map(({ columns }) => columns)];
  const add = (columns: number[]) =>
    indexes.push({ accessor: `by_${properties(table, columns).join('_and_')}`, columns });
  for (const { columns } of table.indexes) {
    if (!taken().some((there) => there.join() === columns.join())) add(columns);
  }
  for (const { columns } of table.references) {
    if (!taken().some((there) => serves(there, columns))) add(columns);
  }
  return indexes;
}

function typeText(table: ModelTable, column: Column, i: number): string {
  const type = types[column.type];
  if (column.nullable) return `t.option(${type})`;
  if (table.key.length === 1 && table.key[0] === i) return `${type}.primaryKey()`;
  return uniqueColumns(table).some(([only]) => only === i) ? `${type}.unique()` : type;
}

// Enumerations stay text: SpacetimeDB's SQL and subscriptions can't name the values of a sum type.
const types: Record<Column['type'], string> = {
  string: 't.string()',
  number: 't.i32()',
  boolean: 't.bool()',
  date: 't.timestamp()',
  json: 't.string()',
};

const uniqueColumns = (table: ModelTable): number[][] =>
  table.indexes.filter((index) => isColumnUnique(table, index)).map(({ columns }) => columns);

/** Two rows without a value would collide in SpacetimeDB, as they don't in SQL. */
const isColumnUnique = (table: ModelTable, { unique, columns }: Index): boolean =>
  unique && columns.length === 1 && !table.columns[columns[0]!]!.nullable;

function loaderText(table: ModelTable): string {
  const key = properties(table, table.key).map((property) => `row.${property}`);
  const remove =
    key.length === 1
      ? `ctx.db.${table.property}.${properties(table, table.key)[0]}.delete(${key[0]})`
      : `ctx.db.${table.property}.by_key.delete([${key.join(', ')}])`;
  const fields = table.columns.map((column) => `      ${column.property}: ${valueText(column)},\n`);
  return `export const ${loaderOf(table)} = spacetimedb.reducer({ rows: t.string() }, (ctx, { rows }) => {
  mayLoad(ctx);
  for (const row of parse(rows)) {
    ${remove};
    ctx.db.${table.property}.insert({
${fields.join('')}    });
  }
});
`;
}

function valueText({ property, type, nullable }: Column): string {
  const value = `row.${property}`;
  const convert = { date: 'moment', json: 'JSON.stringify' }[type as string];
  if (nullable) return convert ? `optional(${value}, ${convert})` : `optional(${value})`;
  return convert ? `${convert}(${value})` : value;
}

const properties = (table: ModelTable, columns: readonly number[]): string[] =>
  columns.map((i) => table.columns[i]!.property);
