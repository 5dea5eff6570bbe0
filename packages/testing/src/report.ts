/** What a run of tests comes to: a reporter of each runner writes it, and `pnpm test` reads it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestModule, Vitest } from 'vitest/node';

export interface Report {
  /** Test files that were run. */
  files: number;
  passed: number;
  failed: number;
  skipped: number;
  /** One for each that failed. */
  failures: Failure[];
}

export interface Failure {
  /** The test by its file and its names, or what failed beside any test. */
  test: string;
  /** The message and where it was thrown. */
  error: string;
}

/** Writes the report, as JSON, where `pnpm test` looks for it. */
export function write(file: string, report: Report): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(report, null, 2));
}

interface Thrown {
  message?: string;
  stack?: string;
  /** What was expected beside what came, of Vitest. */
  diff?: string;
}

/** Words of what was thrown: its message, and the places it names that are ours. */
export function wordsOf({ message = '', stack = '', diff = '' }: Thrown): string {
  const places = stack
    .split('\n')
    .filter((line) => /^\s+at .*\//.test(line) && !/node_modules|node:/.test(line));
  return stripVTControlCharacters(
    [message || stack, ...places.slice(0, 4), diff].join('\n'),
  ).trim();
}

/** Writes what Vitest ran to `test-results` of the package, as `unit.json` or what `VESTA_REPORT` names. */
class VitestReport implements Reporter {
  #root = '';

  onInit({ config }: Vitest): void {
    this.#root = config.root;
  }

  get #file(): string {
    return join(this.#root, 'test-results', `${process.env.VESTA_REPORT ?? 'unit'}.json`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const report: Report = {
      files: modules.length,
      passed: 0,
      failed: 0,
      skipped: 0,
      failures: [],
    };
    const fail = (test: string, errors: readonly Thrown[]) => {
      report.failed += 1;
      report.failures.push({ test, error: errors.map(wordsOf).join('\n') });
    };
    for (const one of modules) {
      const file = `${one.project.name} ${one.relativeModuleId}`.trim();
      for (const test of one.children.allTests()) {
        const { state, errors = [] } = test.result();
        if (state === 'failed') fail(`${file} > ${test.fullName}`, errors);
        // One that never ended has proven nothing.
        else if (state === 'pending') fail(`${file} > ${test.fullName}`, [{ message: 'not run' }]);
        else report[state] += 1;
      }
      for (const suite of one.children.allSuites()) {
        if (suite.errors().length > 0) fail(`${file} > ${suite.fullName}`, suite.errors());
      }
      if (one.errors().length > 0) fail(file, one.errors());
    }
    for (const error of unhandled) fail('outside any test', [error]);
    write(this.#file, report);
  }
}

/** What every Vitest of the repository shows and writes. */
export const reporters = ['default' as const, new VitestReport()];
