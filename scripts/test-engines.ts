/**
 * `pnpm test:engines`: everything on every engine, nothing from a cache: the contract of the
 * schema, the use cases and the complete browser suite on D1, PostgreSQL and MySQL, one after the
 * other. It ends with a table and the line `N passed, N failed`. `--engines d1,postgres` runs only
 * those, and `--write` puts the results into docs/figures and the README.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onlyOnD1 } from '../apps/vesta/e2e/support/engine.ts';
import type { Engine } from '../apps/vesta/engine.ts';
import { parseEngines } from '../apps/vesta/scripts/bench/engines.ts';
import { writeSuites } from './bench/report.ts';
import { hasBrowser } from './lib/browser.ts';
import { findServers } from './lib/database-servers.ts';
import { root } from './lib/paths.ts';
import { endAll, run } from './lib/process.ts';
import { buildTask } from './lib/server-database.ts';
import { onStop } from './lib/signals.ts';
import { safely, stage } from './lib/stage.ts';
import { bold, dim } from './lib/steps.ts';
import type { Tally } from './lib/summary.ts';
import { add, coverageOf, tallyOf } from './lib/summary.ts';

onStop(() => void endAll().then(() => process.exit(130)));

interface Row extends Tally {
  /** Null for what knows no engine. */
  engine: Engine | null;
  name: string;
  suite: string;
  files: number;
  skipped: number;
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
  ['apps/vesta'],
  ['apps/erato'],
]);
await record({ engine: null, name: 'every engine' }, 'scripts', (onLine) =>
  stage(['@vesta-cx/scripts#test:unit'], { env, onLine }),
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
const total = rows.reduce<Tally>(add, { passed: 0, failed: 0 });
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
  await record(tested, 'browser', async (onLine) => {
    if (!(await hasBrowser())) return { passed: 0, failed: 1 };
    const task = buildTask(engine).replace('build', 'test:e2e');
    return stage([task], { live: true, env, onLine });
  });
}

/** Vitest in one or more packages, each with the arguments that choose what runs. */
function unit(tested: Tested, suite: string, packages: [string, ...string[]][]): Promise<void> {
  return record(tested, suite, async (onLine) => {
    let tally: Tally = { passed: 0, failed: 0 };
    for (const [folder, ...chosen] of packages) {
      const cwd = join(root, folder);
      const vitest = join(cwd, 'node_modules/vitest/vitest.mjs');
      const { code, output } = await run(process.execPath, [vitest, 'run', ...chosen], {
        cwd,
        env,
        onLine,
      });
      tally = add(tally, tallyOf({ task: 'test', exitCode: code, log: output }));
      if (code !== 0) console.log(output);
    }
    return tally;
  });
}

async function record(
  { engine, name }: Tested,
  suite: string,
  work: (onLine: (line: string) => void) => Promise<Tally>,
): Promise<void> {
  console.log(`\n${bold(`${name}: ${suite}`)}`);
  const lines: string[] = [];
  const tally = await safely(() => work((line) => lines.push(line)));
  const row = { engine, name, suite, ...tally, ...coverageOf(lines.join('\n')) };
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
