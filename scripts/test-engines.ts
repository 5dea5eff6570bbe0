/**
 * `pnpm test:engines`: everything on every engine, nothing from a cache: the contract of the
 * schema, the use cases and the complete browser suite on D1, PostgreSQL and MySQL, one after the
 * other. It ends with a table and the line `N passed, N failed`. `--engines d1,postgres` runs only
 * those, and `--write` puts the results into docs/figures and the README.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onlyOnD1 } from '@vesta-cx/testing/browser-suites';
import type { Engine } from '@vesta-cx/local/engine';
import { parseEngines } from './bench/engines.ts';
import { writeSuites } from './bench/report.ts';
import { hasBrowser } from './lib/browser.ts';
import { findServers } from './lib/database-servers.ts';
import { root } from '@vesta-cx/local/paths';
import { endAll, run } from '@vesta-cx/local/process';
import { buildTask } from '@vesta-cx/local/server-database';
import { onStop } from '@vesta-cx/local/signals';
import { readReport, safely, stage } from './lib/stage.ts';
import { bold, dim } from './lib/steps.ts';
import { add, describeFailures, failure, nothing, type Report, resultOf } from './lib/summary.ts';

onStop(() => void endAll().then(() => process.exit(130)));

interface Row extends Report {
  /** Null for what knows no engine. */
  engine: Engine | null;
  name: string;
  suite: string;
}

const { values } = parseArgs({
  options: { engines: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const wanted = parseEngines(values.engines ?? 'd1,postgres,mysql');

const began = Date.now();
const rows: Row[] = [];
const servers = await findServers();
const env = servers.env;

await unit({ engine: null, name: 'every engine' }, 'the packages alone', [
  ['packages/db', '--project', 'package'],
  ['packages/utils'],
  ['packages/seed'],
  ['packages/local'],
  ['packages/transfer'],
  ['apps/vesta'],
  ['apps/erato'],
]);
await record({ engine: null, name: 'every engine' }, 'scripts', () =>
  stage(['@vesta-cx/scripts#test:unit'], { env }),
);
for (const tested of [{ engine: 'd1' as const, name: 'D1' }, ...servers.there]) {
  if (wanted.includes(tested.engine)) await everything(tested);
}
await servers.stop();

print();
if (values.write) {
  await writeSuites(
    rows.flatMap(({ engine, suite, passed, failed }) =>
      engine ? [{ engine, suite, passed, failed }] : [],
    ),
  );
}
const total = rows.reduce<Report>(add, nothing);
if (total.failed > 0) console.log(`\n${bold('Failed')}\n${describeFailures(total.failures)}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

interface Tested {
  engine: Engine | null;
  name: string;
}

async function everything(tested: Tested & { engine: Engine }): Promise<void> {
  const { engine } = tested;
  const contract = engine === 'd1' ? 'sqlite' : engine;
  await unit(tested, 'contract', [['packages/db', '--project', contract]]);
  // With `mysql-no-fk`, a Vitess that has no foreign keys.
  await unit(tested, 'use cases', [['packages/core', '--project', `${engine}*`]]);
  await record(tested, 'browser', async () => {
    if (!(await hasBrowser())) return failure('the browser tests', 'there is no browser');
    const task = buildTask(engine).replace('build', 'test:e2e');
    return stage([task], { live: true, env });
  });
}

/** Vitest in one or more packages, each with the arguments that choose what runs. */
function unit(tested: Tested, suite: string, packages: [string, ...string[]][]): Promise<void> {
  return record(tested, suite, async () => {
    let result = nothing;
    for (const [folder, ...chosen] of packages) {
      const cwd = join(root, folder);
      const vitest = join(cwd, 'node_modules/vitest/vitest.mjs');
      const began = Date.now();
      const { code: exitCode, output: log } = await run(
        process.execPath,
        [vitest, 'run', ...chosen],
        { cwd, env },
      );
      const report = readReport(cwd, 'test:unit', began);
      result = add(result, resultOf({ name: folder, task: 'test', exitCode, log, report }));
      if (exitCode !== 0) console.log(log);
    }
    return result;
  });
}

async function record(
  { engine, name }: Tested,
  suite: string,
  work: () => Promise<Report>,
): Promise<void> {
  console.log(`\n${bold(`${name}: ${suite}`)}`);
  const row = { engine, name, suite, ...(await safely(work)) };
  rows.push(row);
  console.log(dim(`  ${row.files} files, ${row.passed} passed, ${row.failed} failed`));
}

function print(): void {
  console.log(`\n${bold('Every engine')} ${dim(`${Math.round((Date.now() - began) / 1000)} s`)}\n`);
  const line = (cells: (string | number)[]) =>
    console.log(`| ${cells.map((cell, i) => pad(cell, i)).join(' | ')} |`);
  line(['engine', 'suite', 'files', 'passed', 'failed', 'not run']);
  line(['---', '---', '---', '---', '---', '---']);
  for (const { name, suite, files, passed, failed, skipped } of rows) {
    line([name, suite, files, passed, failed, skipped]);
  }
  console.log(
    `\nOnly on D1, since they are about its rows read and its replicas: ${onlyOnD1.join(', ')}`,
  );
  for (const missing of servers.missing) console.log(`NOT RUN: ${missing}`);
}

function pad(cell: string | number, column: number): string {
  return column < 2 ? String(cell).padEnd(18) : String(cell).padStart(7);
}
