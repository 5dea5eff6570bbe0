/** `pnpm wrangler …` from anywhere in the repository: see lib/wrangler-args.ts for what it adds. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { engineOf } from '@vesta-cx/local/engine';
import { app, bin, stateDir } from '@vesta-cx/local/paths';
import { wranglerFor } from '@vesta-cx/local/server-database';
import { completeArgs } from '@vesta-cx/local/wrangler-args';

const cwd = process.env.INIT_CWD ?? process.cwd();
const engine = wranglerFor(engineOf(process.env.DATABASE_URL));
const args = completeArgs(process.argv.slice(2), { state: stateDir(), cwd, bundling: engine.args });
const env = { ...process.env, ...engine.env };
const child = spawn(process.execPath, [bin.wrangler, ...args], { cwd: app, env, stdio: 'inherit' });

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 1);
});
