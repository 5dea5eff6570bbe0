/** `pnpm --filter vesta db:transfer`: see the help below. */
import { appendFileSync, rmSync } from 'node:fs';
import { command, fileAt } from '../command.ts';
import { targets } from '../open.ts';
import type { RefusedRow } from '../refusals.ts';
import { describeBegin, describeRefused, describeResult } from '../report.ts';
import { ShownProgress } from '../shown-progress.ts';
import { transfer } from '../transfer.ts';

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

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  again: { type: 'boolean' },
  overwrite: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  refused: { type: 'string', default: 'transfer-refused.jsonl' },
} as const;

await command({ help, options, required: ['from', 'to'] }, async (values) => {
  const file = fileAt(values.refused);
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
});
