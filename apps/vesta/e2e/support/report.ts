/** Writes what Playwright ran to the file of the option, for `pnpm test` to read. */
import type {
  FullConfig,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { relative } from 'node:path';
import { wordsOf, write, type Failure } from '@vesta-cx/testing/report';

export default class PlaywrightReport implements Reporter {
  readonly #file: string;
  readonly #beside: Failure[] = [];
  #all: Suite | undefined;

  constructor({ file }: { file: string }) {
    this.#file = file;
  }

  onBegin(_config: FullConfig, all: Suite): void {
    this.#all = all;
  }

  /** What failed beside any test: a file that did not load, a server that did not start. */
  onError(error: TestError): void {
    this.#beside.push({ test: placeOf(error) ?? 'before any test', error: wordsOf(error) });
  }

  onEnd(): void {
    const tests = this.#all?.allTests() ?? [];
    const ran = tests.map((test) => ({ test, last: test.results.at(-1) }));
    const count = (...statuses: TestResult['status'][]) =>
      ran.filter(({ last }) => last && statuses.includes(last.status)).length;
    const [passed, skipped] = [count('passed'), count('skipped')];
    const failures = ran
      .filter(({ last }) => !last || !['passed', 'skipped'].includes(last.status))
      .map(({ test, last }) => ({ test: nameOf(test), error: errorOf(last) }));
    write(this.#file, {
      files: new Set(ran.filter(({ last }) => last).map(({ test }) => test.location.file)).size,
      passed,
      skipped,
      failed: failures.length + this.#beside.length,
      failures: [...this.#beside, ...failures],
    });
  }
}

const nameOf = (test: TestCase): string => `${placeOf(test)} ${test.title}`;

const placeOf = ({ location }: { location?: { file: string; line: number } }) =>
  location && `${relative(process.cwd(), location.file)}:${location.line}`;

function errorOf(last: TestResult | undefined): string {
  // A test that did not run has proven nothing.
  if (!last) return 'did not run';
  const words = last.errors.map((error) =>
    [wordsOf(error), error.snippet && wordsOf({ message: error.snippet })].join('\n'),
  );
  return words.join('\n') || last.status;
}
