/** `pnpm --filter vesta db:backup`: see the help below. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StackError } from '../../../scripts/lib/must-run.ts';
import { startProgress, type Progress } from '../../../scripts/lib/progress.ts';
import { backup } from './data/backup/write.ts';
import { openStore, targets } from './data/open.ts';
import { TransferError } from './data/store.ts';

const help = `pnpm --filter vesta db:backup [--from <database>] --out <file>

Writes all data of a vesta into one compressed file, which db:restore checks and brings back.

  --from       the database (default d1), one of
${targets.replace(/^/gm, '                 ')}
  --out        the file, for example vesta-backup.jsonl.gz
  --overwrite  replace it when it is there

Tables are read one after the other: what is written meanwhile may be in it in part.`;

await main().catch((error: unknown) => {
  const known = error instanceof TransferError || error instanceof StackError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = readArguments();
  if (values.help) return console.log(help);
  if (!values.out) throw new TransferError(`--out is missing.\n\n${help}`);
  const file = resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
  const store = await openStore(values.from, '--from');
  let progress: Progress | undefined;
  try {
    const { rows, tables } = await backup({
      store,
      file,
      overwrite: values.overwrite,
      onProgress(done, total) {
        progress ??= startProgress(total, 'rows');
        progress.report(done);
      },
    });
    progress?.end();
    const size = (statSync(file).size / 1024 / 1024).toFixed(1);
    console.log(
      `${rows.toLocaleString('en')} rows of ${tables} tables of ${store.name} are in ${file} (${size} MiB).`,
    );
  } finally {
    progress?.end();
    await store.close();
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        from: { type: 'string', default: 'd1' },
        out: { type: 'string' },
        overwrite: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new TransferError(`${(error as Error).message}\n\n${help}`);
  }
}
