/** `pnpm dev`: the app with hot reloading (Vite), on the same data and sign-in as `pnpm start`. */
import { spawn } from 'node:child_process';
import { engineOf } from '../apps/vesta/engine.ts';
import { subscribe, type DemoEmulator } from './lib/emulator.ts';
import { app, bin, stateDir } from './lib/paths.ts';
import { isTaken } from './lib/ports.ts';
import { endAll } from './lib/process.ts';
import { onStop } from './lib/signals.ts';
import { prepareDatabase } from './lib/database.ts';
import { StackError } from './lib/must-run.ts';
import { prepareServerDatabase } from './lib/server-database.ts';
import { launchEmulator, varsFor } from './lib/stack.ts';
import { keepWorkos, prepareState, webhookSecret, writeVars } from './lib/state.ts';
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
