/**
 * `pnpm bench`: serves the large world on workerd and measures pages and API lists beside two
 * floors: a worker that answers a constant, and one that makes one D1 select by key. All run the
 * app's own wrangler configuration, since assets and bindings cost too.
 * `--scale 10000`, `--seconds 8`, `--connections 32`.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { landmarks } from '../packages/db/seed/world.ts';
import { largeWorldState } from './lib/large-world.ts';
import { app, bin } from './lib/paths.ts';
import { freePort } from './lib/ports.ts';
import { endAll, launch } from './lib/process.ts';
import { onStop } from './lib/signals.ts';
import { startStack } from './lib/stack.ts';
import { showSteps } from './lib/steps.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '32' },
  },
});
const seconds = Number(values.seconds);
const connections = Number(values.connections);
const state = largeWorldState(Number(values.scale));

onStop(() => void endAll().then(() => process.exit(130)));

const steps = showSteps();
const stack = await startStack({
  port: 0,
  state,
  seed: ['--scale', values.scale],
  onStep: steps.onStep,
});
steps.end();
const places = await findPlaces(stack.url);

console.log(
  `\n${values.scale} workspaces, ${connections} connections, ${seconds} s each, ${cpus().length} cores\n`,
);
console.log(row('', 'req/s', 'p50 ms', 'p99 ms', 'status'));
await floor('floor: a constant', 'constant.ts', '/');
await floor('floor: one D1 select', 'select.ts', `/${places.workspace}`);
for (const [name, path] of [
  ['/', '/'],
  ['/explore', '/explore'],
  ['/[workspace]', `/${places.workspace}`],
  ['/[workspace]/[slug]', places.resource],
  ['a collection', places.collection],
  ['a redirect', `/${places.workspace.toUpperCase()}`],
  ['GET /api/workspaces', '/api/workspaces'],
  ['GET /api/resources?limit=20', '/api/resources?limit=20'],
] as const) {
  await measure(name, `${stack.url}${path}`);
}
await stack.stop();
process.exit(0);

interface Places {
  workspace: string;
  /** Paths of a post and of a collection. */
  resource: string;
  collection: string;
}

/** The large world's busiest workspace, its most liked resource, and the longest collection. */
async function findPlaces(url: string): Promise<Places> {
  const { busiestWorkspace, popularResource, longestCollection } = landmarks({
    scale: Number(values.scale),
    seed: 1,
  });
  const resource = await fetch(`${url}/api/resources/${popularResource.id}`);
  const { path } = (await resource.json()) as { path: string };
  const collection = await fetch(`${url}/collections/${longestCollection.id}`, {
    redirect: 'manual',
  });
  return {
    workspace: busiestWorkspace.slug,
    resource: path,
    collection: new URL(collection.headers.get('location') ?? '', url).pathname,
  };
}

/** Serves one of apps/vesta/bench with the app's configuration and measures it. */
async function floor(name: string, entry: string, path: string): Promise<void> {
  const port = await freePort();
  const config = join(app, `wrangler.bench-${entry}.jsonc`);
  const own = readFileSync(join(app, 'wrangler.jsonc'), 'utf8');
  writeFileSync(config, own.replace('src/worker.ts', `bench/${entry}`));
  const args = ['dev', '--local', '--config', config, '--port', String(port)];
  const server = launch(
    bin.wrangler,
    [...args, '--persist-to', state, '--inspector-port', String(await freePort())],
    { cwd: app, log: join(state, 'logs', `${entry}.log`) },
  );
  try {
    const url = `http://localhost:${port}${path}`;
    await reachable(url);
    await measure(name, url);
  } finally {
    await server.stop();
    rmSync(config, { force: true });
  }
}

async function reachable(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

async function measure(name: string, url: string): Promise<void> {
  await autocannon({ url, connections, duration: 2 });
  const result = await autocannon({ url, connections, duration: seconds });
  const status = Object.keys(result.statusCodeStats ?? {}).join(', ');
  const { p50, p99 } = result.latency;
  console.log(row(name, result.requests.average.toFixed(0), String(p50), String(p99), status));
}

function row(name: string, ...cells: string[]): string {
  return `${name.padEnd(30)}${cells.map((cell) => cell.padStart(10)).join('')}`;
}
