/** Measures what actions cost at D1, on a copy of the large world that is thrown away after. */
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cookieOf, signIn, type Account } from '@vesta-cx/local/sign-in';
import type { ActionName, Cost, CostFigures } from '../cost/model.ts';
import { localD1File, openLocalD1 } from '@vesta-cx/local/local-d1';
import type { Stack, StackOptions } from '@vesta-cx/local/stack';
import { startStack } from '@vesta-cx/local/stack';
import { actions, type Action } from './actions.ts';
import { findPlaces } from './addresses.ts';

export interface CostOptions {
  scale: number;
  /** The state directory of the large world. */
  state: string;
  /** What its stack was seeded with. */
  seed: string[];
  onStep?: StackOptions['onStep'];
}

export async function measureCosts(options: CostOptions): Promise<CostFigures> {
  const { scale, state, seed, onStep } = options;
  const copy = mkdtempSync(join(tmpdir(), 'vesta-bench-'));
  let stack: Stack | undefined;
  try {
    cpSync(state, copy, { recursive: true });
    stack = await startStack({ port: 0, state: copy, seed, meter: true, onStep });
    const site = stack.url;
    const places = await findPlaces(site, scale);
    const costs: Cost[] = [
      await signingIn('the first sign-in', 'newcomer', site),
      await signingIn('signing in again', 'emil', site),
    ];
    for (const action of actions(places)) {
      // Twice: what the first request in a process does once is nobody's cost.
      if (action.method === 'GET') await ask(action, site);
      costs.push(await ask(action, site));
    }
    return { scale, ...sizesOf(state), costs };
  } finally {
    await stack?.stop();
    rmSync(copy, { recursive: true, force: true });
  }
}

async function signingIn(name: ActionName, account: Account, site: string): Promise<Cost> {
  const cost = { name, read: 0, written: 0, statements: 0, rounds: 0 };
  await signIn(account, site, (answer) => {
    const { read, written, statements, rounds } = costOf(answer);
    cost.read += read;
    cost.written += written;
    cost.statements += statements;
    cost.rounds += rounds;
  });
  return cost;
}

async function ask({ name, as, method, path, body, then }: Action, site: string): Promise<Cost> {
  const answer = await fetch(site + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(as ? { cookie: await cookieOf(as, site) } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${name} (${method} ${path}): ${answer.status} ${text}`);
  then?.(JSON.parse(text) as { id: string; slug: string });
  return { name, ...costOf(answer) };
}

function costOf({ headers }: Response): Required<Omit<Cost, 'name'>> {
  const number = (header: string) => {
    const value = headers.get(header);
    if (value === null) throw new Error(`An answer lacks ${header}`);
    return Number(value);
  };
  return {
    read: number('x-rows-read'),
    written: number('x-rows-written'),
    statements: number('x-statements'),
    rounds: number('x-rounds'),
  };
}

/** Returns how large the world is: rows of all tables, and bytes with their indexes. */
function sizesOf(state: string): Pick<CostFigures, 'rows' | 'bytes'> {
  const db = openLocalD1(state)!;
  try {
    const tables = db
      .prepare("select name from sqlite_master where type = 'table' and name not glob '_*'")
      .all()
      .map(({ name }) => String(name))
      .filter((name) => !name.startsWith('sqlite_') && name !== 'd1_migrations');
    const counts = tables.map((name) => db.prepare(`select count(*) as n from "${name}"`).get()!);
    const rows = counts.reduce((sum, { n }) => sum + Number(n), 0);
    return { rows, bytes: statSync(localD1File(state)).size };
  } finally {
    db.close();
  }
}
