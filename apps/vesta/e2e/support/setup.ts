import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../../../../scripts/lib/stack.ts';

/** Serves the production build on a new database with the demo scene, for the whole run. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.VESTA_E2E_URL) return async () => {};
  const state = mkdtempSync(join(tmpdir(), 'vesta-e2e-'));
  const stack = await startStack({ port: 0, state, build: false, meter: true });
  process.env.VESTA_E2E_URL = stack.url;
  return async () => {
    await stack.stop();
    rmSync(state, { recursive: true, force: true });
  };
}
