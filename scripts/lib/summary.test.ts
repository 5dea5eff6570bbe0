import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '@vesta-cx/local/process';
import { add, describeFailures, failure, nothing, resultOf, type Report } from './summary.ts';

const suite = (report: Report | null, exitCode: number, log = '') =>
  resultOf({ name: 'core test:unit', task: 'test:unit', exitCode, log, report });
const one = (task: string, exitCode: number, log = '') =>
  resultOf({ name: `core ${task}`, task, exitCode, log, report: null });

describe('what a task comes to', () => {
  it('a suite counts its tests, and names what failed after itself', () => {
    const report = { ...failure('a.test.ts > adds', 'no'), files: 2, passed: 3, skipped: 1 };
    assert.deepEqual(suite(report, 1), {
      ...report,
      failures: [{ test: 'core test:unit: a.test.ts > adds', error: 'no' }],
    });
  });

  it('lint and check are one check each, and fail with the end of what they printed', () => {
    assert.deepEqual(one('lint', 0), { ...nothing, passed: 1 });
    assert.deepEqual(one('check:root', 2, '\u001b[31mno such type\u001b[0m\n'), {
      ...nothing,
      failed: 1,
      failures: [{ test: 'core check:root', error: 'no such type' }],
    });
  });

  it('a suite that fails without saying which test still fails', () => {
    assert.deepEqual(suite(null, 1, 'cannot load'), failure('core test:unit', 'cannot load'));
    assert.equal(suite({ ...nothing, files: 1, passed: 3 }, 1).failed, 1);
  });

  it('a suite that says nothing of what it ran has proven nothing', () => {
    assert.equal(suite(null, 0).failed, 1);
  });

  it('a build counts only when it breaks', () => {
    assert.deepEqual(one('build', 0), nothing);
    assert.equal(one('build', 1).failed, 1);
  });
});

describe('saying what failed', () => {
  it('names each with what it said', () => {
    const text = describeFailures(
      failure('a.test.ts > adds', 'expected 1\n\n  at a.ts:3').failures,
    );
    assert.equal(text, '  a.test.ts > adds\n      expected 1\n        at a.ts:3');
  });

  it('stays within its lines, however much failed', () => {
    for (const many of [1, 7, 60, 900]) {
      const all = Array.from({ length: many }, (_, n) => failure(`test ${n}`, 'why\n'.repeat(500)));
      const text = describeFailures(all.reduce(add, nothing).failures);
      assert.ok(text.split('\n').length <= 151);
      assert.ok(many <= 50 || text.endsWith(`and ${many - 50} more`));
    }
  });
});

describe("what Node's own runner came to", () => {
  it('is counted and named, without what only contains it', async () => {
    const test = new URL('./fixtures/fails.ts', import.meta.url).pathname;
    const reporter = new URL('./node-report.ts', import.meta.url).href;
    // Or the run would think itself part of this one.
    const env = { NODE_TEST_CONTEXT: undefined };
    const args = ['--test', `--test-reporter=${reporter}`, test];
    const { output } = await run(process.execPath, args, { env });
    const { failures, ...counts } = JSON.parse(output) as Report;
    assert.deepEqual(counts, { files: 1, passed: 1, failed: 1, skipped: 1 });
    assert.equal(failures[0]?.test, 'scripts/lib/fixtures/fails.ts > is wrong');
    assert.match(failures[0].error, /^one is not two\n +at .*fails\.ts:8/);
  });
});
