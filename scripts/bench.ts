/**
 * `pnpm bench`: serves the large world from D1, PostgreSQL and MySQL and measures the same pages and
 * API lists on each beside two floors, then what actions cost at D1. See the help below.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { engines, measurable, parseEngines, type Measurable } from './bench/engines.ts';
import {
  databaseUrl,
  localWorld,
  prepareWorld,
  provedChain,
  type BenchWorld,
  type Chain,
} from './bench/world.ts';
import { measureCosts } from './bench/costs.ts';
import { cpuOf } from './bench/cpu.ts';
import { measure, measureFloor, type Figures, type Load } from './bench/load.ts';
import { findPlaces, pages, type Places } from './bench/addresses.ts';
import {
  benchFile,
  chainSentence,
  readReport,
  readSuites,
  measured,
  reportTable,
  type Column,
  type Report,
} from './bench/report.ts';
import { costFile, costParts, databaseDoc } from './cost/docs.ts';
import { actionsTable } from './cost/tables.ts';
import { largeWorldState } from '@vesta-cx/local/large-world';
import { fill } from './lib/markdown.ts';
import { StackError } from '@vesta-cx/local/must-run';
import { endAll } from '@vesta-cx/local/process';
import { onStop } from '@vesta-cx/local/signals';
import { startStack } from '@vesta-cx/local/stack';
import { bold, dim, red, showSteps } from './lib/steps.ts';

const help = `pnpm bench [--engines d1,postgres,mysql] [--scale 10000] [--seconds 8] [--connections 16]

Serves one large world from each engine and measures pages and API lists, beside a worker that answers
a constant and one that makes one select by key; then counts what actions cost at D1. PostgreSQL and
MySQL are those of POSTGRES_URL and MYSQL_URL, in a database vesta_bench_<scale> that is filled once.
A request opens up to four connections there, and servers let in about a hundred.

  --skip-load   only count what actions cost
  --skip-costs  only measure speed
  --chain       also move the world D1 → PostgreSQL → MySQL → D1 anew and compare the checksums
  --json file   write the figures there
  --write       write them into docs/figures, docs/measured.md and docs/database.md`;

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: engines.join(',') },
    scale: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '16' },
    'skip-load': { type: 'boolean' },
    'skip-costs': { type: 'boolean' },
    chain: { type: 'boolean' },
    json: { type: 'string' },
    write: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

const steps = showSteps();
onStop(() => void endAll().then(() => process.exit(130)));

try {
  if (values.help) console.log(help);
  else await bench();
} catch (error) {
  steps.end();
  await endAll();
  console.error(error instanceof StackError ? `\n${red('✗')} ${error.message}\n` : error);
  process.exit(1);
}
process.exit(0);

async function bench(): Promise<void> {
  // Each engine is named here, whatever the environment says.
  delete process.env.DATABASE_URL;
  const load: Load = { seconds: Number(values.seconds), connections: Number(values.connections) };
  const scale = Number(values.scale);
  const world: BenchWorld = { scale, state: largeWorldState(scale) };
  const wanted = await measurable(parseEngines(values.engines));
  await makeWorld(world);
  const report: Report = { scale, ...load, cores: cpus().length, columns: [] };
  if (!values['skip-load']) {
    for (const [i, column] of wanted.entries()) {
      report.columns.push(await measureEngine(column, wanted[i - 1] ?? null, world, load));
    }
    console.log(`\n${reportTable(report)}\n`);
  }
  if (values.chain) report.chain = await proveChain(world, wanted);
  const costs = values['skip-costs'] ? null : await countCosts(world);
  const all = { ...report, costs };
  if (values.json) writeJson(resolve(process.env.INIT_CWD ?? process.cwd(), values.json), all);
  if (values.write) await write(report, costs);
}

async function makeWorld({ scale, state }: BenchWorld): Promise<void> {
  console.log(`\n${bold(`A world of ${scale.toLocaleString('en')} workspaces`)}`);
  const stack = await startStack({ port: 0, state, seed: seedOf(scale), onStep: steps.onStep });
  await stack.stop();
}

function seedOf(scale: number): string[] {
  return ['--scale', String(scale)];
}

/** `before` is the engine that the run has come from: its database is where the world is moved from. */
async function measureEngine(
  { engine, title }: Measurable,
  before: Measurable | null,
  world: BenchWorld,
  load: Load,
): Promise<Column> {
  console.log(`\n${bold(title)}`);
  const { state, scale } = world;
  const url = engine === 'd1' ? undefined : databaseUrl(engine, world);
  if (engine !== 'd1') {
    const from =
      before && before.engine !== 'd1' ? databaseUrl(before.engine, world) : localWorld(world);
    steps.onStep({ name: 'world' });
    const filling = await prepareWorld(engine, world, from);
    const done = filling
      ? `${filling.rows.toLocaleString('en')} rows moved from ${filling.from} and verified`
      : 'is there already';
    steps.onStep({ name: 'world', done });
  }
  const options = { port: 0, state, seed: seedOf(scale), databaseUrl: url };
  const stack = await startStack({ ...options, onStep: steps.onStep });
  const figures: Record<string, Figures> = {};
  const take = async (name: string, work: () => Promise<Figures>) => {
    const { rate, p50, p99, cpu } = (figures[name] = await work());
    const computed = cpu === undefined ? '' : `, ${cpu} ms CPU`;
    console.log(
      `    ${name.padEnd(30)} ${dim(`${rate} req/s, p50 ${p50} ms, p99 ${p99} ms${computed}`)}`,
    );
  };
  let places: Places;
  try {
    places = await findPlaces(stack.url, scale);
    for (const { name, path } of pages) {
      const url = stack.url + path(places);
      await take(name, async () => ({
        ...(await measure(url, load)),
        cpu: await cpuOf(url, stack.inspectorPort),
      }));
    }
  } finally {
    await stack.stop();
  }
  const constant = { entry: 'constant.ts', path: '/' } as const;
  const select = { entry: 'select.ts', path: `/${places.workspace}` } as const;
  await take('floor: a constant', () => measureFloor(constant, { state, url }, load));
  await take('floor: one select', () => measureFloor(select, { state, url }, load));
  return { engine, title, figures };
}

async function proveChain(world: BenchWorld, wanted: Measurable[]): Promise<Chain | undefined> {
  console.log(`\n${bold('The chain')}`);
  if (wanted.length < engines.length) {
    console.error('NOT RUN: the chain D1 → PostgreSQL → MySQL → D1 needs all three engines.');
    return undefined;
  }
  const chain = await provedChain(world);
  console.log(`\n${chainSentence(chain)}`);
  return chain;
}

async function countCosts({ scale, state }: BenchWorld) {
  console.log(`\n${bold('Costs at D1')}`);
  const seed = seedOf(scale);
  const costs = await measureCosts({ scale, state, seed, onStep: steps.onStep });
  console.log(`\n${actionsTable(costs)}\n`);
  return costs;
}

async function write(report: Report, costs: unknown): Promise<void> {
  // A run that only moved the world adds that to what was measured in one of the same size before.
  const kept = report.columns.length > 0 ? report : { ...readReport(), chain: report.chain };
  if (kept.scale === report.scale && (report.columns.length > 0 || report.chain)) {
    writeJson(benchFile, kept);
    await fill(measured, { measured: reportTable(kept, readSuites()) });
  }
  if (costs) {
    writeJson(costFile, costs);
    await fill(databaseDoc, costParts());
  }
}

function writeJson(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
}
