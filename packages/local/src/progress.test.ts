import assert from 'node:assert/strict';
import { describe as suite, it } from 'vitest';
import { describe } from './progress.ts';

suite('how far it is', () => {
  it('has the share, the rate and the time left', () => {
    assert.equal(describe(250_000, 1_000_000, 'rows', 20), '25 %, 12,500 rows/s, 60 s left');
  });

  it('is nothing at the start, and all of it at the end', () => {
    assert.match(describe(0, 10, 'rows', 0), /^0 %, 0 rows\/s, 10 s left$/);
    assert.match(describe(10, 10, 'rows', 2), /^100 %, 5 rows\/s, 0 s left$/);
  });
});
