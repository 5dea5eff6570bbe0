/** One file of INSERT statements that an engine's own command line loads into a migrated database. */
import type { Table } from '../tables.ts';
import { compareRows, type Row } from '../values.ts';
import type { Exporting, Format } from './format.ts';
import { identifier, literal, unsayable, type Dialect } from './sql-literals.ts';

/** Characters of one INSERT, unless a single row has more. D1 takes 100 kB; the others like them longer. */
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
  const later: string[] = [];
  let waiting: string[] = [];
  let size = 0;
  const statement = () => `${head}${waiting.join(',\n')};\n`;
  for await (const row of rows) {
    const ahead = refersAhead(table, row);
    if (ahead.length > 0) later.push(setReferences(dialect, table, row, ahead));
    const values = table.columns.map((column, i) =>
      ahead.includes(i) ? 'NULL' : literal(dialect, column, row[i]),
    );
    const text = `(${values.join(', ')})`;
    if (waiting.length > 0 && size + text.length > statementSize[dialect]) {
      yield statement();
      waiting = [];
      size = 0;
    }
    waiting.push(text);
    size += text.length;
  }
  if (waiting.length > 0) yield statement();
  yield* later;
}

/** The columns that refer to a row of the same table which comes later in the file. */
const refersAhead = (table: Table, row: Row): number[] =>
  table.self.filter((i) => {
    if (row[i] === null) return false;
    const referred = row.with(table.key[0]!, row[i]);
    return compareRows(table, referred, row) > 0;
  });

function setReferences(dialect: Dialect, table: Table, row: Row, columns: number[]): string {
  const equal = (i: number) => {
    const column = table.columns[i]!;
    return `${identifier(dialect, column.name)} = ${literal(dialect, column, row[i])}`;
  };
  const key = table.key.map(equal).join(' AND ');
  return `UPDATE ${identifier(dialect, table.name)} SET ${columns.map(equal).join(', ')} WHERE ${key};\n`;
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
DATABASE_URL=postgres://… pnpm --filter vesta db:migrate:planetscale
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
