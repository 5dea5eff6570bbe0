import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { buildFolder, conditionOf, engineOf } from './engine.ts';
import { mustRun } from './must-run.ts';
import { app, transferCommand } from './paths.ts';
import { run } from './process.ts';
import { digest, readStamp, writeStamp } from './state.ts';

/** The turbo task that builds the app for an engine, after what it imports. */
export const buildTask = (engine: Engine): string =>
  engine === 'd1' ? 'build' : `build:${engine}`;

export interface WranglerSettings {
  args: string[];
  env: Record<string, string>;
  /** For the worker. */
  vars: Record<string, string>;
}

/** Returns what wrangler needs to bundle src/worker.ts for the engine that Vite built the rest for. */
export function wranglerFor(engine: Engine): WranglerSettings {
  if (engine === 'd1') return { args: [], env: {}, vars: {} };
  const conditions = [...conditionOf(engine), 'workerd', 'worker', 'browser'];
  return {
    args: ['--assets', join(app, buildFolder(engine), 'cloudflare')],
    env: { WRANGLER_BUILD_CONDITIONS: conditions.join(',') },
    vars: {},
  };
}

/** Returns how a worker reaches a database server: by the variable `DATABASE_URL`, or as deployed, by Hyperdrive. */
export function reach(url: string, by: 'url' | 'hyperdrive'): WranglerSettings {
  const variable = 'CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE';
  return by === 'url'
    ? { args: [], env: {}, vars: { DATABASE_URL: url } }
    : { args: ['--env', 'hyperdrive'], env: { [variable]: url }, vars: {} };
}

/**
 * Brings a database server's schema up to date and, where it is empty, moves the local D1's data
 * there. Says what was done.
 */
export async function prepareServerDatabase(state: string, url: string): Promise<string> {
  const env = { DATABASE_URL: url, VESTA_STATE: state };
  const migrate = transferCommand('migrate');
  await mustRun('The migration', migrate, [engineOf(url)], { cwd: app, env });
  const stamp = readStamp(state);
  if (stamp.filled === digest(url)) return 'up to date';
  const script = transferCommand('transfer');
  const args = ['--from', 'd1', '--to', 'env:DATABASE_URL'];
  const { code, output } = await run(script, args, { cwd: app, env });
  if (code !== 0 && !output.includes('is not empty')) {
    await mustRun('Moving the data', script, args, { cwd: app, env });
  }
  writeStamp(state, { ...stamp, filled: digest(url) });
  return code === 0 ? 'migrated, the local data moved there' : 'migrated, has data of its own';
}
