/** A Convex schema, and a zip file that `npx convex import` takes. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Row } from '../values.ts';
import { convexSchema } from './convex-schema.ts';
import type { Exporting, Format } from './format.ts';
import { jsonLine, lines } from './jsonl.ts';
import type { ModelTable } from './model.ts';

export const convex: Format = {
  async write(exporting) {
    await exporting.out.write('convex/schema.ts', [convexSchema(exporting.tables)]);
    await exporting.out.writeStream('vesta.zip', zipped(exporting));
  },

  readme:
    () => `In a Convex project (\`npm create convex@latest\`), with \`convex/schema.ts\` from here in its \`convex\` folder:

\`\`\`sh
npx convex dev --once       # sets up the tables and their indexes
npx convex import vesta.zip # fills them, all or nothing; --prod for production, --replace to do it again
\`\`\`

Convex checks every document against the schema on the way in. Documents keep vesta's ids in their own
fields: \`by_key\` of each table finds one by its primary key, and references are those same ids, to be looked
up with \`by_key\` of the other table. Convex adds \`_id\` and \`_creationTime\` of its own. Moments are numbers: Unix
milliseconds. Convex has no unique indexes, foreign keys, or default values: mutations keep those, and
comments in the schema say which columns were unique.
`,
};

/** Entries are read one after the other, when the zip file has come to them. */
function zipped({ tables, rows }: Exporting): Readable {
  const zip = new ZipFile();
  for (const table of tables) {
    const line = jsonLine(
      table.columns.map(({ property }) => property),
      (moment) => moment.getTime(),
    );
    const fitting = rows(table, (row) => convexProblem(table, row, line));
    zip.addReadStreamLazy(`${table.property}/documents.jsonl`, { mtime: new Date() }, (open) => {
      open(null, Readable.from(lines(fitting, line), { objectMode: false }));
    });
  }
  zip.end();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  return output;
}

/** Convex's own limits on documents. */
const mostBytes = 1024 * 1024;
const deepest = 16;
const longestArray = 8192;
const mostFields = 1024;

/** Returns why Convex doesn't take a row, or null. */
function convexProblem(table: ModelTable, row: Row, line: (row: Row) => string): string | null {
  const bytes = Buffer.byteLength(line(row));
  if (bytes > mostBytes) return `a document of ${bytes} bytes, where Convex takes ${mostBytes}`;
  for (const [i, { name, type }] of table.columns.entries()) {
    const problem = type === 'json' ? valueProblem(row[i], 1) : null;
    if (problem) return `${name}: ${problem}`;
  }
  return null;
}

function valueProblem(value: unknown, depth: number): string | null {
  if (typeof value === 'string') return value.isWellFormed() ? null : 'text that is not Unicode';
  if (typeof value !== 'object' || value === null) return null;
  if (depth >= deepest) return `more than ${deepest} levels`;
  const entries = Object.entries(value);
  if (Array.isArray(value)) {
    if (value.length > longestArray) return `a list of more than ${longestArray}`;
  } else {
    if (entries.length > mostFields) return `an object of more than ${mostFields} fields`;
    const refused = entries.find(
      ([key]) => !/^[^\P{ASCII}\p{Cc}$_][^\P{ASCII}\p{Cc}]*$/u.test(key),
    );
    if (refused) return `Convex takes no field named ${JSON.stringify(refused[0])}`;
  }
  for (const [, inner] of entries) {
    const problem = valueProblem(inner, depth + 1);
    if (problem) return problem;
  }
  return null;
}
