import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coverageOf, failuresOf, tallyOf } from './summary.ts';

const unit = (log: string, exitCode = 0) => tallyOf({ task: 'test:unit', exitCode, log });

describe('counting what a task says', () => {
  it('vitest, with colours and several runs in one log', () => {
    const log = `
\u001b[2m Test Files \u001b[22m \u001b[1m\u001b[32m5 passed\u001b[39m\u001b[22m (5)
\u001b[2m      Tests \u001b[22m \u001b[1m\u001b[31m1 failed\u001b[39m | \u001b[32m76 passed\u001b[39m | 2 skipped (79)
      Tests  12 passed (12)
`;
    assert.deepEqual(unit(log, 1), { passed: 88, failed: 1 });
  });

  it('playwright, where a test that did not run is not proven', () => {
    const log = `
  ✓  1 [chromium] › 3 failed attempts lock nothing (1.2s)
  1 failed
    [chromium] › access.spec.ts:3:1 › a stranger gets 404
  2 did not run
  1 flaky
  40 passed (1.2m)
`;
    const tally = tallyOf({ task: 'test:e2e', exitCode: 1, log });
    assert.deepEqual(tally, { passed: 41, failed: 3 });
  });

  it("node's own runner", () => {
    assert.deepEqual(unit('ℹ tests 16\nℹ pass 15\nℹ fail 1\nℹ cancelled 0\n', 1), {
      passed: 15,
      failed: 1,
    });
  });

  it('lint and check are one check each', () => {
    assert.deepEqual(tallyOf({ task: 'lint', exitCode: 0, log: '' }), { passed: 1, failed: 0 });
    assert.deepEqual(tallyOf({ task: 'check:root', exitCode: 2, log: '' }), {
      passed: 0,
      failed: 1,
    });
  });

  it('a suite that fails without saying which test still fails', () => {
    assert.deepEqual(unit('Error: cannot load config', 1), { passed: 0, failed: 1 });
    assert.deepEqual(unit(' Test Files  1 failed (2)\n Tests  3 passed (3)', 1), {
      passed: 3,
      failed: 1,
    });
  });

  it('a build counts only when it breaks', () => {
    assert.deepEqual(tallyOf({ task: 'build', exitCode: 0, log: '' }), { passed: 0, failed: 0 });
    assert.deepEqual(tallyOf({ task: 'build', exitCode: 1, log: '' }), { passed: 0, failed: 1 });
  });
});

describe('what a suite says that it covered', () => {
  it('vitest', () => {
    const log =
      ' Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 5 passed | 2 skipped (8)';
    assert.deepEqual(coverageOf(log), { files: 3, skipped: 2 });
  });

  it('playwright', () => {
    const log = `
  ✓  1 [d1] › e2e/auth/sign-in.spec.ts:8:1 › somebody new (2.2s)
  ✘  2 [d1] › e2e/auth/sign-in.spec.ts:19:1 › without scripts (2.6s)
  ✓  3 [d1] › e2e/openapi.spec.ts:35:1 › the document (2.4s)
  4 skipped
  2 passed (3.0s)
`;
    assert.deepEqual(coverageOf(log), { files: 2, skipped: 4 });
  });
});

describe('naming what failed', () => {
  it('a test of Vitest once, and a file that did not load', () => {
    const log = `
 \u001b[31m❯\u001b[39m |d1| src/a.test.ts (3 tests | 1 failed)
\u001b[41m FAIL \u001b[49m |d1| src/a.test.ts > adding > keeps the order
 FAIL  src/b.test.ts [ src/b.test.ts ]
 FAIL  |d1| src/a.test.ts > adding > keeps the order
`;
    assert.deepEqual(failuresOf(log), [
      '|d1| src/a.test.ts > adding > keeps the order',
      'src/b.test.ts [ src/b.test.ts ]',
    ]);
  });

  it('a test of Playwright, without the rule after it', () => {
    const log = '\n  1) [d1] › e2e/a.spec.ts:3:1 › a stranger gets 404 ─────\n\n  1 failed\n';
    assert.deepEqual(failuresOf(log), ['[d1] › e2e/a.spec.ts:3:1 › a stranger gets 404']);
  });

  it("a test of Node's own runner", () => {
    const log =
      '✔ fine (1ms)\n  ✖ stops at once (12.5ms)\n\n✖ failing tests:\n\n✖ stops at once (12.5ms)\n';
    assert.deepEqual(failuresOf(log), ['stops at once']);
  });

  it('nothing where nothing failed', () => {
    assert.deepEqual(failuresOf(' Test Files  2 passed (2)\n      Tests  9 passed (9)\n'), []);
  });
});
