import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '@vesta-cx/local/stack';
import { createDatabase } from './database.ts';
import { engine } from './engine.ts';

/**
 * Serves the production build on a new database with the demo scene, for the whole run. A database
 * server is reached as in production, through Hyperdrive's binding.
 */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.VESTA_E2E_URL) return async () => {};
  const state = mkdtempSync(join(tmpdir(), 'vesta-e2e-'));
  const { url, drop } = await createDatabase(engine);
  const clean = async () => {
    await drop();
    rmSync(state, { recursive: true, force: true });
  };
  try {
    const stack = await startStack({
      port: 0,
      state,
      databaseUrl: url,
      reachBy: 'hyperdrive',
      build: false,
      meter: true,
    });
    process.env.VESTA_E2E_URL = stack.url;
    process.env.VESTA_E2E_STATE = state;
    return async () => {
      await stack.stop();
      await clean();
    };
  } catch (error) {
    await clean();
    throw error;
  }
}
