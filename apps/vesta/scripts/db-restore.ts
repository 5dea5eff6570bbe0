/** `pnpm --filter vesta db:restore`: see the help below. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StackError } from '../../../scripts/lib/must-run.ts';
import { startProgress, type Progress } from '../../../scripts/lib/progress.ts';
import { restore } from './data/backup/restore.ts';
import { targets } from './data/open.ts';
import { describeRefused } from './data/report.ts';
import { TransferError } from './data/store.ts';

const help = `pnpm --filter vesta db:restore --file <backup> --to <database>

Brings a backup of db:backup into a fresh database: makes its schema, fills it, and compares counts and
checksums. A backup that is cut off or altered is refused before anything is written.

  --file  the backup
  --to    the database, one of
${targets.replace(/^/gm, '            ')}`;

const shownRefusals = 20;

await main().catch((error: unknown) => {
  const known = error instanceof TransferError || error instanceof StackError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = readArguments();
  if (values.help) return console.log(help);
  if (!values.file) throw new TransferError(`--file is missing.\n\n${help}`);
  if (!values.to) throw new TransferError(`--to is missing.\n\n${help}`);
  let refused = 0;
  let progress: Progress | undefined;
  const endProgress = () => {
    progress?.end();
    progress = undefined;
  };
  const { header, trailer } = await restore({
    file: resolve(process.env.INIT_CWD ?? process.cwd(), values.file),
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
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        file: { type: 'string' },
        to: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new TransferError(`${(error as Error).message}\n\n${help}`);
  }
}
