/** `pnpm --filter erato dev`: erato on the local database of `pnpm start` and `pnpm dev`. */
import { stateDir } from '@vesta-cx/local/paths';
import { endAll } from '@vesta-cx/local/process';
import { onStop } from '@vesta-cx/local/signals';
import { StackError } from '@vesta-cx/local/must-run';
import { startErato } from '@vesta-cx/local/erato';

const port = Number(process.env.PORT || 8788);

onStop(() => void endAll().then(() => process.exit(0)));

try {
  const erato = await startErato({ port, state: stateDir() });
  console.log(
    `\n  erato answers at ${erato.url}/v0, for API keys: make one in vesta's settings.\n`,
  );
  console.error(await erato.broken);
} catch (error) {
  if (!(error instanceof StackError)) throw error;
  console.error(`\n${error.message}\n`);
}
await endAll();
process.exit(1);
