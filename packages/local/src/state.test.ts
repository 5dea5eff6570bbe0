import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { app } from './paths.ts';
import { writeVars } from './state.ts';

const dir = mkdtempSync(join(tmpdir(), 'vesta-state-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const { unstable_getVarsForDev: read } = createRequire(join(app, 'package.json'))('wrangler') as {
  unstable_getVarsForDev: (
    config: undefined,
    files: string[],
    vars: object,
    env: undefined,
    silent: boolean,
  ) => Record<string, { value: string }>;
};

describe('variables of a worker', () => {
  const vars = {
    PLAIN: 'sk_test_default',
    EMPTY: '',
    DOLLARS: 'postgres://a:$HOME$$PATH${HOME}@b/c',
    QUOTES: `it's`,
    BOTH: `"it's" # no comment`,
    SPACES: ' a = b\\n ',
  };

  it('are read by wrangler as they were written', () => {
    const file = writeVars(dir, 'server', vars);
    const found = read(undefined, [file], {}, undefined, true);
    const values = Object.entries(found).map(([name, { value }]) => [name, value]);
    assert.deepEqual(Object.fromEntries(values), vars);
  });

  it('are for their owner alone, also in a file that was there before', () => {
    const file = join(dir, 'before.env');
    writeFileSync(file, '', { mode: 0o644 });
    assert.equal(writeVars(dir, 'before', vars), file);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });
});
