/**
 * `pnpm test`: linting, types, unit tests, then the browser: all of it on D1, the main journeys on
 * PostgreSQL and on MySQL. Everything runs even when something fails; the last line is always
 * `N passed, N failed`.
 */
import { hasBrowser } from './lib/browser.ts';
import { findServers } from './lib/database-servers.ts';
import { endAll } from './lib/process.ts';
import { onStop } from './lib/signals.ts';
import { safely, stage } from './lib/stage.ts';
import { bold, dim } from './lib/steps.ts';
import type { Tally } from './lib/summary.ts';
import { add } from './lib/summary.ts';

onStop(() => void endAll().then(() => process.exit(130)));

const began = Date.now();
const failures: string[] = [];
const onFailure = (what: string) => failures.push(what);
const servers = await findServers();
let total = await safely(() =>
  stage(['lint', 'check', 'test:unit', '//#lint:root'], {
    env: servers.env,
    onFailure,
  }),
);
total = add(total, await safely(browserStage));
await servers.stop();

console.log(dim(`\n${Math.round((Date.now() - began) / 1000)} s`));
if (failures.length > 0) console.log(`\n${bold('Failed')}\n  ${failures.join('\n  ')}\n`);
for (const missing of servers.missing) console.log(`NOT RUN: ${missing}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** The end-to-end tests, or one failure when there is nothing to run them in. */
async function browserStage(): Promise<Tally> {
  if (!(await hasBrowser())) return { passed: 0, failed: 1 };
  let tally = await safely(() => stage(['test:e2e'], { live: true, onFailure }));
  const env = { ...servers.env, VESTA_JOURNEYS: 'main' };
  for (const { engine } of servers.there) {
    const journeys = await safely(() =>
      stage([`test:e2e:${engine}`], { live: true, env, onFailure }),
    );
    tally = add(tally, journeys);
  }
  return tally;
}
