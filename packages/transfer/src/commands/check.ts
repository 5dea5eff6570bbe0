/** `pnpm --filter vesta db:check`: see the help below. */
import { broken } from '@vesta-cx/db/invariants';
import { command } from '../command.ts';
import { openMigrated, targets } from '../open.ts';

const help = `pnpm --filter vesta db:check [--in <database>]

Says which rules of the model a database breaks: what refers to nothing, counts and kept answers that
are wrong, names that search does not find. Each with at most five of the rows that break it; ends
with 1 where there are any. It only reads, but whole tables: what is written meanwhile may show.

  --in  the database (default d1), one of
${targets.replace(/^/gm, '          ')}`;

const options = { in: { type: 'string', default: 'd1' } } as const;

await command({ help, options, required: ['in'] }, async (values) => {
  const store = await openMigrated(values.in, '--in');
  try {
    const found = Object.entries(await broken((sql) => store.rows(sql)));
    if (found.length === 0) return console.log(`${store.name} keeps every rule.`);
    for (const [rule, rows] of found) {
      console.error(`Broken: ${rule}\n${rows.map((row) => `  ${JSON.stringify(row)}`).join('\n')}`);
    }
    process.exitCode = 1;
  } finally {
    await store.close();
  }
});
