/**
 * `pnpm test`: linting, types, unit tests, then the browser: all of it on D1, the main journeys on
 * one server, PostgreSQL where there is one. Everything runs even when something fails; the last
 * line is always `N passed, N failed`.
 */
import { hasBrowser } from './lib/browser.ts';
import { findServers } from './lib/database-servers.ts';
import { endAll } from '@vesta-cx/local/process';
import { onStop } from '@vesta-cx/local/signals';
import { safely, stage } from './lib/stage.ts';
import { bold, dim } from './lib/steps.ts';
import { add, describeFailures, failure, type Report } from './lib/summary.ts';

onStop(() => void endAll().then(() => process.exit(130)));

const began = Date.now();
const servers = await findServers();
// Two tasks, so that the cores share them.
const units = ['test:unit', ...(servers.there.length > 0 ? ['test:unit:servers'] : [])];
let total = await safely(() =>
  stage([...units, 'lint', 'check', '//#lint:root'], { env: servers.env }),
);
total = add(total, await safely(browserStage));
await servers.stop();

console.log(dim(`\n${Math.round((Date.now() - began) / 1000)} s`));
if (total.failed > 0) console.log(`\n${bold('Failed')}\n${describeFailures(total.failures)}\n`);
for (const missing of servers.missing) console.log(`NOT RUN: ${missing}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

/** The end-to-end tests, or one failure when there is nothing to run them in. */
async function browserStage(): Promise<Report> {
  if (!(await hasBrowser())) return failure('the browser tests', 'there is no browser');
  const result = await safely(() => stage(['test:e2e'], { live: true }));
  const [server] = servers.there;
  if (!server) return result;
  const env = { ...servers.env, VESTA_JOURNEYS: 'main' };
  return add(result, await safely(() => stage([`test:e2e:${server.engine}`], { live: true, env })));
}
