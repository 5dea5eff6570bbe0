/** `pnpm --filter vesta db:restore`: see the help below. */
import { startProgress, type Progress } from '@vesta-cx/local/progress';
import { restore } from '../backup/restore.ts';
import { command, fileAt } from '../command.ts';
import { targets } from '../open.ts';
import { describeRefused } from '../report.ts';

const help = `pnpm --filter vesta db:restore --file <backup> --to <database>

Brings a backup of db:backup into a fresh database: makes its schema, fills it, and compares counts and
checksums. A backup that is cut off or altered is refused before anything is written.

  --file  the backup
  --to    the database, one of
${targets.replace(/^/gm, '            ')}`;

const shownRefusals = 20;

const options = { file: { type: 'string' }, to: { type: 'string' } } as const;

await command({ help, options, required: ['file', 'to'] }, async (values) => {
  let refused = 0;
  let progress: Progress | undefined;
  const endProgress = () => {
    progress?.end();
    progress = undefined;
  };
  const { header, trailer } = await restore({
    file: fileAt(values.file),
    to: values.to,
    onStep(step) {
      endProgress();
      console.log(`${step} …`);
    },
    onProgress(done, total) {
      progress ??= startProgress(total, 'rows');
      progress.report(done);
    },
    onRefused(row) {
      refused += 1;
      if (refused <= shownRefusals) console.error(describeRefused(row));
    },
  }).finally(endProgress);
  console.log(
    `Verified: ${trailer.rows.toLocaleString('en')} rows of ${trailer.tables} tables, as they were in ${header.source} on ${header.madeAt}.`,
  );
});
