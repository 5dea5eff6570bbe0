/** One file of INSERT statements that an engine's own command line loads into a migrated database. */
import type { Column, Table } from '../tables.ts';
import { compareRows, type Row, type Value } from '../values.ts';
import type { Exporting, Format } from './format.ts';
import { identifier, literal, unsayable, type Dialect } from './sql-literals.ts';

/** Bytes of one INSERT, unless a single row has more. D1 takes 100,000; the others like them longer. */
const statementSize: Record<Dialect, number> = {
  sqlite: 32_000,
  postgres: 250_000,
  mysql: 250_000,
};

const file = 'vesta.sql';

/** Exports for one engine. */
export const sql = (dialect: Dialect): Format => ({
  write: (exporting) => exporting.out.write(file, statements(dialect, exporting)),
  readme: () => readmes[dialect],
});

async function* statements(dialect: Dialect, { tables, rows }: Exporting): AsyncGenerator<string> {
  yield openings[dialect];
  for (const table of tables) {
    const fitting = rows(table, (row) => unsayable(dialect, table, row));
    yield* inserts(dialect, table, fitting);
  }
  yield closings[dialect];
}

/** The rows of a table in statements of bounded size, so that foreign keys hold after each. */
async function* inserts(
  dialect: Dialect,
  table: Table,
  rows: AsyncIterable<Row>,
): AsyncGenerator<string> {
  const columns = table.columns.map(({ name }) => identifier(dialect, name)).join(', ');
  const head = `INSERT INTO ${identifier(dialect, table.name)} (${columns}) VALUES\n`;
  const references: string[] = [];
  let waiting: string[] = [];
  let pieces: string[] = [];
  let size = 0;
  function* flush() {
    if (waiting.length > 0) yield `${head}${waiting.join(',\n')};\n`;
    yield* pieces;
    waiting = [];
    pieces = [];
    size = 0;
  }
  for await (const row of rows) {
    const values = table.columns.map((column, i) => literal(dialect, column, row[i]));
    const update = updater(dialect, table, values);
    const more: string[] = [];
    for (const [i, column] of table.columns.entries()) {
      if (refersAhead(table, row, i)) {
        references.push(update(i, values[i]!));
        values[i] = 'NULL';
      } else if (dialect === 'sqlite' && values[i]!.length > longestValue) {
        for (const piece of piecesOf(column, row[i]))
          more.push(update(i, `"${column.name}" || ${piece}`));
        values[i] = "''";
      }
    }
    const text = `(${values.join(', ')})`;
    const bytes = Buffer.byteLength(text);
    if (size + bytes > statementSize[dialect]) yield* flush();
    waiting.push(text);
    pieces.push(...more);
    size += bytes;
  }
  yield* flush();
  yield* references;
}

/** Makes statements that set one column of the row that has these values. */
function updater(dialect: Dialect, table: Table, values: readonly string[]) {
  const name = (i: number) => identifier(dialect, table.columns[i]!.name);
  const key = table.key.map((i) => `${name(i)} = ${values[i]}`).join(' AND ');
  return (i: number, value: string) =>
    `UPDATE ${identifier(dialect, table.name)} SET ${name(i)} = ${value} WHERE ${key};\n`;
}

/** Returns whether a column refers to a row of the same table which comes later in the file. */
function refersAhead(table: Table, row: Row, i: number): boolean {
  if (row[i] === null || !table.self.includes(i)) return false;
  const referred = row.with(table.key[0]!, row[i]);
  return compareRows(table, referred, row) > 0;
}

/** Characters of a literal: four such columns of any script fit into a statement of D1's. */
const longestValue = 8000;

/** A long text as literals to be put together, each of up to `longestValue` characters. */
function* piecesOf(column: Column, value: Value): Generator<string> {
  const text = column.type === 'json' ? JSON.stringify(value) : (value as string);
  for (let from = 0; from < text.length;) {
    let to = from + longestValue;
    // Not between the halves of a surrogate pair.
    if (/[\ud800-\udbff]/.test(text[to - 1] ?? '')) to--;
    yield literal('sqlite', { ...column, type: 'string' }, text.slice(from, to));
    from = to;
  }
}

const openings: Record<Dialect, string> = {
  sqlite: 'PRAGMA foreign_keys = ON;\n',
  postgres: `\\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
BEGIN;
`,
  mysql: `SET NAMES utf8mb4;
SET sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE';
START TRANSACTION;
`,
};

const closings: Record<Dialect, string> = {
  sqlite: '',
  postgres: 'COMMIT;\n',
  mysql: 'COMMIT;\n',
};

const readmes: Record<Dialect, string> = {
  sqlite: `\`${file}\` fills a database that has vesta's schema and no rows. For D1 (locally, or \`vesta-db\` in production):

\`\`\`sh
pnpm --filter vesta db:migrate:local
pnpm wrangler d1 execute vesta-db-dev --file ${file}
\`\`\`

For a plain SQLite file, in one transaction that an error undoes:

\`\`\`sh
cat packages/db/src/migrations/*.sql | sqlite3 -bail vesta.db
(echo 'BEGIN;'; cat ${file}; echo 'COMMIT;') | sqlite3 -bail vesta.db
\`\`\`
`,
  postgres: `\`${file}\` fills a database that has vesta's schema and no rows, in one transaction that an error undoes:

\`\`\`sh
DATABASE_URL=postgres://… pnpm --filter vesta db:migrate:postgres
psql "$DATABASE_URL" -f ${file}
\`\`\`
`,
  mysql: `\`${file}\` fills a database that has vesta's schema and no rows, in one transaction that an error undoes:

\`\`\`sh
DATABASE_URL=mysql://… pnpm --filter vesta db:migrate:planetscale
mysql vesta < ${file}
\`\`\`
`,
};
