/** `pnpm dev`: the app with hot reloading (Vite), on the same data and sign-in as `pnpm start`. */
import { spawn } from 'node:child_process';
import { engineOf } from '@vesta-cx/local/engine';
import { subscribe, type DemoEmulator } from '@vesta-cx/local/emulator';
import { app, bin, stateDir } from '@vesta-cx/local/paths';
import { isTaken } from '@vesta-cx/local/ports';
import { endAll } from '@vesta-cx/local/process';
import { onStop } from '@vesta-cx/local/signals';
import { prepareDatabase } from '@vesta-cx/local/database';
import { StackError } from '@vesta-cx/local/must-run';
import { prepareServerDatabase } from '@vesta-cx/local/server-database';
import { launchEmulator, varsFor } from '@vesta-cx/local/stack';
import { keepWorkos, prepareState, webhookSecret, writeVars } from '@vesta-cx/local/state';
import { red, showSteps } from './lib/steps.ts';

const port = Number(process.env.PORT || 5173);
const state = stateDir();
const steps = showSteps();
let vite: ReturnType<typeof spawn> | undefined;

onStop(() => void end(0));

try {
  if (await isTaken(port)) throw new StackError(`Port ${port} is in use; choose another: PORT=…`);
  const { logs } = prepareState(state);
  steps.onStep({ name: 'sign-in' });
  const emulator = await launchEmulator(logs).json<DemoEmulator>();
  steps.onStep({ name: 'sign-in', done: 'WorkOS emulator, demo accounts' });
  steps.onStep({ name: 'database' });
  const [, done] = await prepareDatabase({ state, seed: true, identities: emulator });
  steps.onStep({ name: 'database', done });
  const { DATABASE_URL: databaseUrl } = process.env;
  if (databaseUrl) {
    const name = engineOf(databaseUrl);
    steps.onStep({ name });
    steps.onStep({ name, done: await prepareServerDatabase(state, databaseUrl) });
  }

  const url = `http://localhost:${port}`;
  await subscribe(emulator, url, webhookSecret(state));
  const workos = varsFor(url, emulator, state);
  keepWorkos(state, workos);
  const vars = { ...workos, ...(databaseUrl && { DATABASE_URL: databaseUrl }) };
  const envFile = writeVars(state, 'dev', vars);
  vite = spawn(process.execPath, [bin.vite, 'dev', '--port', String(port), '--strictPort'], {
    cwd: app,
    stdio: 'inherit',
    env: { ...process.env, VESTA_STATE: state, VESTA_ENV_FILE: envFile },
  });
  vite.on('exit', (code) => void end(code ?? 0));
} catch (error) {
  steps.end();
  if (!(error instanceof StackError)) throw error;
  console.error(`\n${red('✗')} ${error.message}\n`);
  await end(1);
}

async function end(code: number): Promise<void> {
  steps.end();
  vite?.kill('SIGTERM');
  await endAll();
  process.exit(code);
}
