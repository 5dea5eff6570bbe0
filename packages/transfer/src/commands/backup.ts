/** `pnpm --filter vesta db:backup`: see the help below. */
import { statSync } from 'node:fs';
import { startProgress, type Progress } from '@vesta-cx/local/progress';
import { backup } from '../backup/write.ts';
import { command, fileAt } from '../command.ts';
import { openStore, targets } from '../open.ts';

const help = `pnpm --filter vesta db:backup [--from <database>] --out <file>

Writes all data of a vesta into one compressed file, which db:restore checks and brings back.

  --from       the database (default d1), one of
${targets.replace(/^/gm, '                 ')}
  --out        the file, for example vesta-backup.jsonl.gz
  --overwrite  replace it when it is there

Tables are read one after the other: what is written meanwhile may be in it in part.`;

const options = {
  from: { type: 'string', default: 'd1' },
  out: { type: 'string' },
  overwrite: { type: 'boolean' },
} as const;

await command({ help, options, required: ['out'] }, async (values) => {
  const file = fileAt(values.out);
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
});
