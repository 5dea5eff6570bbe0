/** A SpacetimeDB module, and the rows for its reducers with a script that calls them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from '../tables.ts';
import type { Row } from '../values.ts';
import type { Format } from './format.ts';
import { jsonLine, lines } from './jsonl.ts';
import { spacetimeModule } from './spacetimedb-module.ts';

export const spacetimedb: Format = {
  async write({ tables, rows, out }) {
    await out.write('spacetimedb/src/index.ts', [spacetimeModule(tables)]);
    await out.write('spacetimedb/package.json', [json(modulePackage)]);
    await out.write('spacetimedb/tsconfig.json', [json(moduleConfig)]);
    await out.write('load.mjs', [
      readFileSync(join(import.meta.dirname, 'spacetimedb-load.mjs'), 'utf8'),
    ]);
    for (const table of tables) {
      const line = jsonLine(
        table.columns.map(({ property }) => property),
        (moment) => moment.getTime(),
      );
      await out.write(
        `data/${table.name}.jsonl`,
        lines(
          rows(table, (row) => outOfRange(table, row)),
          line,
        ),
      );
    }
  },

  readme: () => `With the \`spacetime\` command line and Node:

\`\`\`sh
npm install --prefix spacetimedb
spacetime publish --module-path spacetimedb vesta   # the tables and their reducers; --server for one of your own
export SPACETIME_TOKEN="$(spacetime login show --token | grep -o 'ey[^ ]*')"
node load.mjs vesta                      # --server http://localhost:3000 for one of your own
spacetime call vesta finish_load         # closes the reducers that load
\`\`\`

\`load.mjs\` sends \`data/*.jsonl\` to one reducer a table, some hundred rows a call, and compares the counts at the end.
It can be stopped and started again: a row that is there already is replaced. Only who published the module
may load, and nobody after \`finish_load\`.

Moments are \`Timestamp\`s, JSON documents and enumerations are text. All tables are private: nothing is visible to
clients until you make tables \`public\` or write views. SpacetimeDB has no foreign keys, and unique columns only one at a
time: comments in the module say what reducers are to keep.
`,
};

/** SQLite lets a column hold more than the 32 bits that it is for. */
function outOfRange(table: Table, row: Row): string | null {
  const column = table.columns.find(
    ({ type }, i) => type === 'number' && row[i] !== null && ((row[i] as number) | 0) !== row[i],
  );
  return column ? `${column.name}: a number of more than 32 bits` : null;
}

const modulePackage = {
  name: 'vesta-spacetimedb',
  private: true,
  type: 'module',
  dependencies: { spacetimedb: '^2.10.1' },
  devDependencies: { typescript: '^6.0.3' },
};

const moduleConfig = {
  compilerOptions: {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
  },
  include: ['src'],
};

const json = (value: unknown) => JSON.stringify(value, null, 2) + '\n';
