/** RFC 4180, one file a table, in the flavour that PostgreSQL's COPY reads as it is. */
import type { Column, Table } from '../tables.ts';
import type { Row, Value } from '../values.ts';
import type { Format } from './format.ts';

export const csv: Format = {
  async write({ tables, rows, out }) {
    for (const table of tables) {
      await out.write(`${table.name}.csv`, records(table, rows(table)));
    }
  },

  readme:
    () => `Each \`<table>.csv\` follows RFC 4180: UTF-8, a header, lines that end in CRLF. **NULL is nothing at all;
text is always in quotes, so that empty text is \`""\`.** Moments are ISO 8601 in UTC with milliseconds, truth
values \`true\` and \`false\`, JSON documents text. PostgreSQL reads it so, table by table in the order of
\`manifest.json\`. Name the columns as the header does: a database that came by several migrations has them in
another order.

\`\`\`sh
columns=$(head -n 1 workspaces.csv | tr -d '\\r')
psql "$DATABASE_URL" -c "\\copy workspaces ($columns) from 'workspaces.csv' with (format csv, header)"
\`\`\`

Text is written as it is in the database. A spreadsheet may take text that starts with \`=\`, \`+\`, \`-\` or
\`@\` for a formula: import the columns as text there.
`,
};

async function* records(table: Table, rows: AsyncIterable<Row>): AsyncGenerator<string> {
  yield table.columns.map(({ name }) => name).join(',') + '\r\n';
  for await (const row of rows) {
    yield table.columns.map((column, i) => field(column, row[i])).join(',') + '\r\n';
  }
}

function field({ type }: Column, value: Value): string {
  if (value === null) return '';
  if (type === 'json') return quoted(JSON.stringify(value));
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? quoted(value) : String(value);
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
