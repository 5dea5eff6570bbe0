/** `pnpm --filter vesta db:export`: the database as files for Convex, SpacetimeDB, another engine, or anything else. */
import { startProgress, type Progress } from '@vesta-cx/local/progress';
import { command, fileAt } from '../command.ts';
import { exportData, formats, type FormatName } from '../export/export.ts';
import { dialects, type Dialect } from '../export/sql-literals.ts';
import { openStore, targets } from '../open.ts';
import { TransferError } from '../store.ts';

const help = `pnpm --filter vesta db:export --from <database> --format <format> --out <folder>

  --from       ${targets.replaceAll('\n', '\n               ')}
  --format     convex        schema.ts and a zip file for \`npx convex import\`
               spacetimedb   a TypeScript module, its rows and a script that loads them
               jsonl, csv    a file for each table
               sql           INSERT statements for a database that has vesta's schema
  --dialect    of sql: sqlite, postgres or mysql
  --out        a folder; its README.md says how to load what is in it
  --overwrite  replaces an earlier export in the folder

Pause writing while it runs: tables are read one after the other.`;

const options = {
  from: { type: 'string' },
  format: { type: 'string' },
  dialect: { type: 'string' },
  out: { type: 'string' },
  overwrite: { type: 'boolean', default: false },
} as const;

await command({ help, options, required: ['from', 'out'] }, async (values) => {
  const { from, format, dialect, out, overwrite } = values;
  const store = await openStore(from, '--from');
  try {
    let progress: Progress | undefined;
    const folder = fileAt(out);
    const manifest = await exportData({
      store,
      format: oneOf('--format', format, formats) as FormatName,
      dialect:
        dialect === undefined ? undefined : (oneOf('--dialect', dialect, dialects) as Dialect),
      out: folder,
      overwrite,
      onProgress(done, total) {
        progress ??= startProgress(total, 'rows');
        progress.report(done);
      },
    });
    progress?.end();
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    console.log(
      `${rows.toLocaleString('en')} rows of ${store.name} are in ${folder}. Its README.md says how to load them.`,
    );
    if (manifest.refused === 0) return;
    console.error(
      `${manifest.refused.toLocaleString('en')} rows are NOT in it: ${manifest.format} can't hold them. refused.jsonl says which and why.`,
    );
    process.exitCode = 1;
  } finally {
    await store.close();
  }
});

function oneOf(flag: string, value: string | undefined, allowed: readonly string[]): string {
  if (value !== undefined && allowed.includes(value)) return value;
  throw new TransferError(
    `${flag} ${value === undefined ? 'is missing' : `can't be ${value}`}: it is one of ${allowed.join(', ')}.`,
  );
}
