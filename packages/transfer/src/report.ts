/** What a transfer says in the end, and on the way. */
import type { RefusedRow } from './refusals.ts';
import type { TransferBegin, TransferResult } from './transfer.ts';

const count = (rows: number) => rows.toLocaleString('en');

/** Says which way it goes, and over what. */
export function describeBegin({ from, to, beginning }: TransferBegin): string {
  const how = {
    empty: 'The target is empty.',
    resumed: 'Going on with a transfer that was cut off.',
    again: 'Bringing over what has changed. What was changed in the target since is replaced.',
    overwritten: 'Replacing all that the target holds.',
    compared: 'Comparing only; nothing is written.',
  };
  return `${from} → ${to}\n${how[beginning]}`;
}

export function describeRefused({ table, key, column, constraint, message }: RefusedRow): string {
  const where = [table, JSON.stringify(key), column ?? constraint].filter(Boolean).join(' ');
  return `  refused: ${where}: ${message}`;
}

/** `file` is where refused rows are listed. */
export function describeResult(
  result: TransferResult,
  { seconds, file }: { seconds: number; file: string },
): string {
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return [
    table(result),
    '',
    verdict(result, file),
    `${seconds.toFixed(1)} s, at most ${megabytes} MB of memory.`,
  ].join('\n');
}

function verdict({ outcome, refused }: TransferResult, file: string): string {
  switch (outcome) {
    case 'verified':
      return 'Verified: both sides hold the same rows.';
    case 'different':
      return (
        'NOT READY FOR THE CUT-OVER: the two sides differ, so somebody wrote to one of them ' +
        'meanwhile.\nStop writing to both and run the same command again: it brings over the rest.'
      );
    case 'refused':
      return (
        `NOT READY FOR THE CUT-OVER: ${count(refused)} rows were refused, all listed in ${file}.\n` +
        'Mend them in the source and run the same command again: it brings over the rest.'
      );
    case 'dry-run':
      return refused === 0
        ? 'Nothing was written.'
        : `Nothing was written. ${count(refused)} rows can't be moved, all listed in ${file}.`;
  }
}

function table({ outcome, tables }: TransferResult): string {
  const dry = outcome === 'dry-run';
  const head = dry
    ? ['table', 'to insert', 'to update', 'to delete']
    : ['table', 'inserted', 'updated', 'deleted', 'source', 'target', 'sha-256', ''];
  const lines = tables.map(({ table, inserted, updated, extra, deleted, source, target }) => {
    const moved = [inserted, updated, dry ? extra : deleted].map(count);
    if (!source || !target) return [table, ...moved, '', '', '', ''].slice(0, head.length);
    const same = source.sha256 === target.sha256;
    const sums = same ? source.sha256.slice(0, 16) : 'differs';
    return [table, ...moved, count(source.rows), count(target.rows), sums, same ? 'ok' : '✗'];
  });
  const all = [head, ...lines];
  const widths = head.map((_, i) => Math.max(...all.map((line) => line[i]!.length)));
  const numeric = (i: number) => i > 0 && i < 6;
  return all
    .map((line) =>
      line
        .map((cell, i) => (numeric(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
