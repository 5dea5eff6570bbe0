/** `pnpm --filter erato dev`: erato on the local database of `pnpm start` and `pnpm dev`. */
import { stateDir } from '../../../scripts/lib/paths.ts';
import { endAll } from '../../../scripts/lib/process.ts';
import { onStop } from '../../../scripts/lib/signals.ts';
import { StackError } from '../../../scripts/lib/must-run.ts';
import { startErato } from './start.ts';

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
