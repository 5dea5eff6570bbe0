/** `pnpm wrangler …` from anywhere in the repository: see lib/wrangler-args.ts for what it adds. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { engineOf } from '../apps/vesta/engine.ts';
import { app, bin, stateDir } from './lib/paths.ts';
import { wranglerFor } from './lib/server-database.ts';
import { completeArgs } from './lib/wrangler-args.ts';

const cwd = process.env.INIT_CWD ?? process.cwd();
const engine = wranglerFor(engineOf(process.env.DATABASE_URL));
const args = completeArgs(process.argv.slice(2), { state: stateDir(), cwd, bundling: engine.args });
const env = { ...process.env, ...engine.env };
const child = spawn(process.execPath, [bin.wrangler, ...args], { cwd: app, env, stdio: 'inherit' });

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 1);
});
