/** A reporter of Node's own test runner: prints what it ran as `pnpm test` reads it. */
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { type Report, wordsOf } from '@vesta-cx/testing/report';
import { root } from '@vesta-cx/local/paths';

export default async function* nodeReport(events: AsyncIterable<TestEvent>) {
  const report: Report = { files: 0, passed: 0, failed: 0, skipped: 0, failures: [] };
  const files = new Set<string>();
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { name, file = '' } = data;
    files.add(file);
    if (type === 'test:fail') {
      const { error } = data.details;
      // What contains others fails with them.
      if ('failureType' in error && error.failureType === 'subtestsFailed') continue;
      report.failed += 1;
      const thrown = error.cause instanceof Error ? error.cause : error;
      report.failures.push({ test: `${relative(root, file)} > ${name}`, error: wordsOf(thrown) });
    } else if (data.details.type !== 'suite') {
      if (data.skip === undefined && data.todo === undefined) report.passed += 1;
      else report.skipped += 1;
    }
  }
  yield JSON.stringify({ ...report, files: files.size });
}
