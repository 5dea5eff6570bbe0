/** Puts load on one engine's vesta and its floors, and takes the figures. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { StackError } from '@vesta-cx/local/must-run';
import { app, bin } from '@vesta-cx/local/paths';
import { freePort } from '@vesta-cx/local/ports';
import { launch } from '@vesta-cx/local/process';
import { reach, wranglerFor } from '@vesta-cx/local/server-database';
import { writeVars } from '@vesta-cx/local/state';
import { engineOf } from '@vesta-cx/local/engine';

export interface Load {
  seconds: number;
  connections: number;
}

export interface Figures {
  /** Requests a second. */
  rate: number;
  /** Half, and all but one in a hundred, are answered within (ms). */
  p50: number;
  p99: number;
  /** What the worker computes for a request (ms), where its profiler was asked. */
  cpu?: number;
}

/** One of apps/vesta/bench. */
export interface Floor {
  entry: 'constant.ts' | 'select.ts';
  path: string;
}

/** Asks for one address for some seconds. Throws when an answer is neither 2xx nor 3xx. */
export async function measure(url: string, { seconds, connections }: Load): Promise<Figures> {
  await autocannon({ url, connections, duration: Math.min(2, seconds) });
  const result = await autocannon({ url, connections, duration: seconds });
  const failed = { '4xx': result['4xx'], '5xx': result['5xx'], errors: result.errors };
  if (Object.values(failed).some((count) => count > 0)) {
    throw new StackError(`${url} was not always answered: ${JSON.stringify(failed)}`);
  }
  const { p50, p99 } = result.latency;
  return { rate: Math.round(result.requests.average), p50, p99 };
}

/**
 * Serves one of apps/vesta/bench with the app's own configuration, since assets and bindings cost
 * too, on the database of `url` or the local D1, and measures it.
 */
export async function measureFloor(
  { entry, path }: Floor,
  { state, url }: { state: string; url: string | undefined },
  load: Load,
): Promise<Figures> {
  const port = await freePort();
  const config = join(app, `wrangler.bench-${entry}.jsonc`);
  const own = readFileSync(join(app, 'wrangler.jsonc'), 'utf8');
  writeFileSync(config, own.replace('src/worker.ts', `bench/${entry}`));
  const settings = [wranglerFor(engineOf(url)), ...(url ? [reach(url, 'url')] : [])];
  const vars = Object.assign({}, ...settings.map(({ vars }) => vars)) as Record<string, string>;
  const args = [
    ...['dev', '--local', '--config', config, '--port', String(port)],
    ...['--persist-to', state, '--inspector-port', String(await freePort())],
    ...['--env-file', writeVars(state, entry, vars)],
    ...settings.flatMap(({ args }) => args),
  ];
  const env = Object.fromEntries(settings.flatMap(({ env }) => Object.entries(env)));
  const log = join(state, 'logs', `${entry}.log`);
  const server = launch(bin.wrangler, args, { cwd: app, env, log });
  try {
    const address = `http://localhost:${port}${path}`;
    await reachable(address, server.tail);
    return await measure(address, load);
  } finally {
    await server.stop();
    rmSync(config, { force: true });
  }
}

async function reachable(url: string, tail: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer.\n${tail()}`);
}
