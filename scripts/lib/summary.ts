/** Counts what the suites say about themselves, from the logs that turbo keeps and replays. */
import { stripVTControlCharacters } from 'node:util';

export interface Tally {
  passed: number;
  failed: number;
}

/** A task as turbo's run summary describes it, with what it printed. */
export interface FinishedTask {
  task: string;
  exitCode: number;
  log: string;
}

/**
 * How many checks a task passed and failed. Linting and type checking count as one check each.
 * A suite counts its tests; one that fails without a failed test (it could not even load, or
 * printed no summary) counts as one failure, so that nothing red is lost.
 */
export function tallyOf({ task, exitCode, log }: FinishedTask): Tally {
  const failedTask = exitCode === 0 ? 0 : 1;
  if (task.startsWith('build')) return { passed: 0, failed: failedTask };
  if (!task.startsWith('test')) return { passed: 1 - failedTask, failed: failedTask };

  const text = stripVTControlCharacters(log);
  const tally = add(add(vitest(text), playwright(text)), nodeTest(text));
  return tally.failed === 0 ? { ...tally, failed: failedTask } : tally;
}

export function add(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

/** What failed in a suite, by name, each once; empty where the suite names nothing. */
export function failuresOf(log: string): string[] {
  const text = stripVTControlCharacters(log);
  const named = [
    ...text.matchAll(/^\s*FAIL\s+(\S.* > .+|\S+ \[ .+ \])$/gm), // Vitest: a test, or a file that did not load
    ...text.matchAll(/^\s*\d+\) (\[[\w-]+\] › .+?)[ ─]*$/gm), // Playwright
    ...text.matchAll(/^\s*✖ (?!failing tests:)(.+?)(?: \([\d.]+ms\))?$/gm), // Node's own runner
  ];
  return [...new Set(named.map(([, name = '']) => name))];
}

/** How many test files a suite ran, and how many of its tests it did not run. */
export function coverageOf(log: string): { files: number; skipped: number } {
  const text = stripVTControlCharacters(log);
  const browserFiles = new Set(
    [...text.matchAll(/ › (\S+\.spec\.ts):\d+/g)].map(([, name]) => name),
  );
  let [files, skipped] = [browserFiles.size, 0];
  for (const [, all] of text.matchAll(/^\s*Test Files\s.*\((\d+)\)$/gm)) files += Number(all);
  for (const [, some] of text.matchAll(/^\s*(?:Tests\s.*?)?(\d+) skipped/gm))
    skipped += Number(some);
  return { files, skipped };
}

/** `      Tests  1 failed | 26 passed | 2 skipped (29)` */
function vitest(text: string): Tally {
  return sum(text.matchAll(/^\s*Tests\s+(.+)$/gm), (line) => ({
    passed: count(line, /(\d+) passed/),
    failed: count(line, /(\d+) failed/),
  }));
}

/** `  12 passed (1.2m)`, one line per outcome; what did not run was not proven. */
function playwright(text: string): Tally {
  const outcomes = /^\s*(\d+ (?:passed|flaky|failed|interrupted|did not run))\b.*$/gm;
  return sum(text.matchAll(outcomes), (line) => ({
    passed: count(line, /(\d+) (?:passed|flaky)/),
    failed: count(line, /(\d+) (?:failed|interrupted|did not run)/),
  }));
}

/** `ℹ pass 15`, or `# pass 15` without a terminal. */
function nodeTest(text: string): Tally {
  return sum(text.matchAll(/^[ℹ#] ((?:pass|fail|cancelled) \d+)$/gm), (line) => ({
    passed: count(line, /pass (\d+)/),
    failed: count(line, /(?:fail|cancelled) (\d+)/),
  }));
}

function sum(matches: Iterable<RegExpMatchArray>, read: (line: string) => Tally): Tally {
  let total: Tally = { passed: 0, failed: 0 };
  for (const [, line = ''] of matches) total = add(total, read(line));
  return total;
}

function count(line: string, pattern: RegExp): number {
  return Number(pattern.exec(line)?.[1] ?? 0);
}
