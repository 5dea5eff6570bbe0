/** `pnpm --filter vesta db:transfer`: see the help below. */
import { appendFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StackError } from '../../../scripts/lib/must-run.ts';
import { targets } from './data/open.ts';
import type { RefusedRow } from './data/refusals.ts';
import { describeBegin, describeRefused, describeResult } from './data/report.ts';
import { ShownProgress } from './data/shown-progress.ts';
import { TransferError } from './data/store.ts';
import { transfer } from './data/transfer.ts';

const help = `pnpm --filter vesta db:transfer --from <database> --to <database>

Moves all data of a vesta to another database, and verifies it. It may be stopped at any point and
started again; a second pass with --again moves only what has changed since, so that the pause for
the cut-over is short.

A database is one of
${targets.replace(/^/gm, '  ')}

  --again      go over a target that a finished transfer from the same source has filled
  --overwrite  replace whatever the target holds
  --dry-run    say what would change, and write nothing
  --refused    the file that lists rows the target would not take (default transfer-refused.jsonl)

Exit codes: 0 verified, 1 not ready for the cut-over or refused.`;

const shownRefusals = 20;

await main().catch((error: unknown) => {
  const known = error instanceof TransferError || error instanceof StackError;
  console.error(known ? error.message : error);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = readArguments();
  if (values.help) return console.log(help);
  if (!values.from) throw new TransferError(`--from is missing.\n\n${help}`);
  if (!values.to) throw new TransferError(`--to is missing.\n\n${help}`);

  const file = resolve(process.env.INIT_CWD ?? process.cwd(), values.refused);
  rmSync(file, { force: true });
  const progress = new ShownProgress();
  let refused = 0;
  const onRefused = (row: RefusedRow) => {
    appendFileSync(file, `${JSON.stringify(row)}\n`);
    refused += 1;
    if (refused > shownRefusals + 1) return;
    progress.clear();
    console.error(refused > shownRefusals ? `  … and more, see ${file}` : describeRefused(row));
  };
  const began = Date.now();
  const result = await transfer({
    from: values.from,
    to: values.to,
    again: values.again,
    overwrite: values.overwrite,
    dryRun: values['dry-run'],
    onBegin: (begin) => console.log(describeBegin(begin)),
    onProgress: (step) => progress.show(step),
    onRefused,
  }).finally(() => progress.clear());
  console.log(describeResult(result, { seconds: (Date.now() - began) / 1000, file }));
  if (result.outcome === 'refused' || result.outcome === 'different') process.exitCode = 1;
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        again: { type: 'boolean' },
        overwrite: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        refused: { type: 'string', default: 'transfer-refused.jsonl' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new TransferError(`${(error as Error).message}\n\n${help}`);
  }
}
