/** One JSON object a line, one file a table. */
import type { Row } from '../values.ts';
import type { Format } from './format.ts';

export const jsonl: Format = {
  async write({ tables, rows, out }) {
    for (const table of tables) {
      const line = jsonLine(table.columns.map(({ name }) => name));
      await out.write(`${table.name}.jsonl`, lines(rows(table), line));
    }
  },

  readme:
    () => `Each \`<table>.jsonl\` has one JSON object a line, whose names are the columns' in SQL. NULL is \`null\`,
moments are ISO 8601 text in UTC with milliseconds, JSON documents are what they are. In any order of
files that keeps foreign keys, which is the one in \`manifest.json\`, any program that reads JSON can load
them. With DuckDB, for example:

\`\`\`sql
create table workspaces as select * from read_json('workspaces.jsonl');
\`\`\`
`,
};

/** Makes the JSON object of a row, on one line. Moments become ISO text unless `moment` says otherwise. */
export function jsonLine(
  names: readonly string[],
  moment: (value: Date) => unknown = (value) => value.toISOString(),
): (row: Row) => string {
  const heads = names.map((name, i) => `${i > 0 ? ',' : '{'}${JSON.stringify(name)}:`);
  return (row) => {
    let text = '';
    for (let i = 0; i < heads.length; i++) {
      const value = row[i];
      text += heads[i] + JSON.stringify(value instanceof Date ? moment(value) : value);
    }
    return text + '}';
  };
}

/** Each row as a line of text. */
export async function* lines(
  rows: AsyncIterable<Row>,
  line: (row: Row) => string,
): AsyncGenerator<string, void, void> {
  for await (const row of rows) yield line(row) + '\n';
}
