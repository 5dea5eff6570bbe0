import { join } from 'node:path';
import { mustRun } from './must-run.ts';
import { app, bin } from './paths.ts';
import { run } from './process.ts';
import { digest, readStamp, writeStamp } from './state.ts';

/** The export condition of `@vesta-cx/db` for a connection string, as vite.config.ts picks it. */
export function conditionOf(url: string): 'postgres' | 'mysql' {
  return url.startsWith('mysql:') ? 'mysql' : 'postgres';
}

/** What wrangler needs to bundle src/worker.ts for the same engine as Vite built the rest for. */
export function wranglerEnv(url: string | undefined): Record<string, string> {
  if (!url) return {};
  const conditions = [conditionOf(url), 'workerd', 'worker', 'browser'];
  return { WRANGLER_BUILD_CONDITIONS: conditions.join(',') };
}

/**
 * Brings a database server's schema up to date and, where it is empty, moves the local D1's data
 * there. Says what was done.
 */
export async function prepareServerDatabase(state: string, url: string): Promise<string> {
  const env = { DATABASE_URL: url, VESTA_STATE: state };
  const config = ['migrate', '--config', './drizzle.config.ts'];
  await mustRun('The migration', bin.drizzleKit, config, { cwd: app, env });
  const stamp = readStamp(state);
  if (stamp.filled === digest(url)) return 'up to date';
  const script = join(app, 'scripts/db-transfer.ts');
  const { code, output } = await run(script, ['--from', 'd1', '--to', url], { cwd: app, env });
  if (code !== 0 && !output.includes('is not empty')) {
    await mustRun('Moving the data', script, ['--from', 'd1', '--to', url], { cwd: app, env });
  }
  writeStamp(state, { ...stamp, filled: digest(url) });
  return code === 0 ? 'migrated, the local data moved there' : 'migrated, has data of its own';
}
