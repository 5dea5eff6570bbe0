/** Adds up what tasks came to, and says at the end what failed and why. */
import { stripVTControlCharacters } from 'node:util';
import type { Failure, Report } from '@vesta-cx/testing/report';

export type { Report } from '@vesta-cx/testing/report';

/** A task as turbo's run summary describes it, with what it printed and the report it wrote. */
export interface FinishedTask {
  name: string;
  task: string;
  exitCode: number;
  log: string;
  report: Report | null;
}

export const nothing: Report = { files: 0, passed: 0, failed: 0, skipped: 0, failures: [] };

/** One failure of something that has no report of its own. */
export const failure = (test: string, error: string): Report => ({
  ...nothing,
  failed: 1,
  failures: [{ test, error }],
});

/**
 * Returns how many checks a task passed and failed. Linting and type checking count as one check each; a
 * build only when it breaks. A suite counts its tests; one that fails without a failed test (it
 * could not even load, or wrote no report) counts as one failure, so that nothing red is lost.
 */
export function resultOf({ name, task, exitCode, log, report }: FinishedTask): Report {
  const words = () => failure(name, tail(stripVTControlCharacters(log), 20));
  if (!task.startsWith('test')) {
    if (exitCode !== 0) return words();
    return /^(build|sync)/.test(task) ? nothing : { ...nothing, passed: 1 };
  }
  if (!report) return words();
  const failures = report.failures.map(({ test, error }) => ({ test: `${name}: ${test}`, error }));
  const own = { ...report, failures };
  return exitCode !== 0 && report.failed === 0 ? add(own, words()) : own;
}

export function add(a: Report, b: Report): Report {
  return {
    files: a.files + b.files,
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

/**
 * Each failure by name, with as much of what it said as fits into so many lines: of a long output,
 * often only the end is kept.
 */
export function describeFailures(failures: Failure[], lines = 150): string {
  const shown = failures.slice(0, Math.floor(lines / 3));
  const each = Math.max(2, Math.floor(lines / Math.max(shown.length, 1)) - 2);
  const blocks = shown.map(({ test, error }) => {
    const said = error.split('\n').filter((line) => line.trim() !== '');
    const kept = said.slice(0, each).map((line) => `      ${line.slice(0, 300)}`);
    return [`  ${test}`, ...kept].join('\n');
  });
  const left = failures.length - shown.length;
  return [...blocks, ...(left > 0 ? [`  and ${left} more`] : [])].join('\n');
}

/** The last lines of what a program printed. */
export function tail(log: string, lines = 120): string {
  return log.trimEnd().split('\n').slice(-lines).join('\n');
}
