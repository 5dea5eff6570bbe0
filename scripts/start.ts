/** `pnpm start`: builds vesta and serves it here, with a database, demo accounts and a scene. */
import { AuthConfigError, parseAuthConfig } from '@vesta-cx/utils/auth';
import { cast } from '@vesta-cx/seed/cast';
import { stateDir } from '@vesta-cx/local/paths';
import { onStop } from '@vesta-cx/local/signals';
import { endAll } from '@vesta-cx/local/process';
import { StackError } from '@vesta-cx/local/must-run';
import type { Stack } from '@vesta-cx/local/stack';
import { startStack } from '@vesta-cx/local/stack';
import { bold, dim, red, showSteps } from './lib/steps.ts';

const four = ['API_KEY', 'CLIENT_ID', 'COOKIE_PASSWORD', 'REDIRECT_URI'];
const steps = showSteps();
let stopping = false;

onStop(() => void stop());

try {
  // Somebody who brings one of the four variables means their own WorkOS, not the emulator.
  const own = four.some((name) => process.env[`WORKOS_${name}`]);
  const workos = own ? parseAuthConfig({ ...process.env, WORKOS_API_URL: undefined }) : undefined;
  console.log(`\n${bold('vesta')}`);
  const port = Number(process.env.PORT || 8787);
  const stack = await startStack({ port, workos, onStep: steps.onStep });
  announce(stack);
  const why = await stack.broken;
  if (!stopping) await fail(`The server ended by itself.\n\n${why}`);
} catch (error) {
  if (stopping) process.exit(0);
  if (!(error instanceof StackError || error instanceof AuthConfigError)) throw error;
  await fail(error.message);
}

function announce({ url, emulatorUrl }: Stack): void {
  console.log(`\n  ${bold(url)}\n`);
  if (emulatorUrl) {
    console.log('  Sign in there as any of:');
    for (const { firstName, lastName, role } of cast) {
      console.log(`    ${`${firstName} ${lastName}`.padEnd(16)} ${dim(role)}`);
    }
    console.log();
  }
  console.log(dim(`  Data stays in ${stateDir()}. Ctrl-C stops everything.\n`));
}

async function stop(): Promise<void> {
  stopping = true;
  steps.end();
  await endAll();
  process.exit(0);
}

async function fail(message: string): Promise<never> {
  steps.end();
  await endAll();
  console.error(`\n${red('✗')} ${message}\n`);
  process.exit(1);
}
