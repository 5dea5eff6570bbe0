/**
 * Who asks more of the API, or has pages ask more of WorkOS, than the limits allow, at a vesta of its own: with limits that are soon
 * reached, and nobody else who would be stopped by them.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { app } from '@vesta-cx/local/paths';
import { startStack, type Stack } from '@vesta-cx/local/stack';
import { cookieOf } from '../support/sign-in.ts';

/** How many requests get through. */
const allowed = 3;

/** The local limiter counts by the minute of the clock, and begins anew with the next. */
const minute = 60_000;

let state: string;
let config: string;
let stack: Stack;

test.beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'vesta-limits-'));
  config = join(app, `wrangler.${basename(state)}.jsonc`);
  const own = readFileSync(join(app, 'wrangler.jsonc'), 'utf8');
  writeFileSync(config, own.replace(/"limit": \d+/g, `"limit": ${allowed}`));
  stack = await startStack({ port: 0, state, build: false, config });
});

test.afterAll(async () => {
  await stack?.stop();
  rmSync(state, { recursive: true, force: true });
  rmSync(config, { force: true });
});

const ask = (headers: Record<string, string>, path = '/workspaces') =>
  fetch(`${stack.url}/api${path}`, { headers });

/**
 * Does all of it inside of one minute of the limiter: what a new minute began in the middle of is
 * done again, with keys and addresses that nobody has used yet.
 */
async function withinMinute(attempt: (fresh: number) => Promise<void>): Promise<void> {
  for (let fresh = 1; ; fresh += 1) {
    const began = Math.floor(Date.now() / minute);
    const failure = await attempt(fresh).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (!failure) return;
    if (Math.floor(Date.now() / minute) === began) throw failure.error;
  }
}

/** Asks once more than is allowed, one after the other: the statuses, and the last answer. */
async function tooOften(headers: Record<string, string>, path?: string) {
  const answers: Response[] = [];
  for (let i = 0; i <= allowed; i += 1) answers.push(await ask(headers, path));
  return { statuses: answers.map(({ status }) => status), last: answers.at(-1)! };
}

async function newKey(): Promise<string> {
  const response = await fetch(`${stack.url}/api/keys`, {
    method: 'POST',
    headers: { cookie: await cookieOf('ada', stack.url), 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Busy', scopes: ['workspaces:read'] }),
  });
  return ((await response.json()) as { key: string }).key;
}

async function expectTold(answer: Response, policy: string, said: string) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('retry-after')).toBe('60');
  expect(answer.headers.get('ratelimit-policy')).toBe(said);
  expect(answer.headers.get('ratelimit')).toBe(`"${policy}";r=0;t=60`);
  expect(await answer.json()).toMatchObject({
    status: 429,
    detail: expect.stringContaining(`for one ${policy}; wait a little`),
  });
}

test('a key that asks too often is told to wait, wherever it asks from; another key is not', async () => {
  await withinMinute(async () => {
    const [busy, other] = [await newKey(), await newKey()];
    const { statuses, last } = await tooOften({ authorization: `Bearer ${busy}` });
    expect(statuses).toEqual([200, 200, 200, 429]);
    await expectTold(last, 'key', '"key";q=600;w=60');
    const elsewhere = { authorization: `Bearer ${busy}`, 'cf-connecting-ip': '203.0.113.1' };
    expect((await ask(elsewhere, '/workspaces?limit=1')).status).toBe(429);
    expect((await ask({ authorization: `Bearer ${other}` })).status).toBe(200);
  });
});

test('an address that asks too often is told to wait, whatever it sends; another address is not', async () => {
  await withinMinute(async (fresh) => {
    const from = { 'cf-connecting-ip': `192.0.2.${fresh}` };
    const guess = { ...from, authorization: 'Bearer vesta_guess' };
    const { statuses, last } = await tooOften(guess);
    expect(statuses).toEqual([401, 401, 401, 429]);
    await expectTold(last, 'address', '"address";q=1200;w=60');
    expect((await ask(from)).status).toBe(429);
    const neighbour = { 'cf-connecting-ip': `198.51.100.${fresh}` };
    expect((await ask({ ...guess, ...neighbour })).status).toBe(401);
    expect((await ask(neighbour)).status).toBe(200);
  });
});

test('neighbours in a network of IPv6 count as one', async () => {
  await withinMinute(async (fresh) => {
    const statuses: number[] = [];
    for (const host of ['1', '2', '3', 'ffff:1']) {
      statuses.push((await ask({ 'cf-connecting-ip': `2001:db8:${fresh}:1::${host}` })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await ask({ 'cf-connecting-ip': `2001:db8:${fresh}:2::1` })).status).toBe(200);
  });
});

/** Visits once more than is allowed, one after the other. */
async function visitTooOften(path: string, headers: (n: number) => Record<string, string>) {
  const answers: Response[] = [];
  for (let n = 0; n <= allowed; n += 1) {
    answers.push(await fetch(stack.url + path, { headers: headers(n), redirect: 'manual' }));
  }
  return { statuses: answers.map(({ status }) => status), last: answers.at(-1)! };
}

test('whoever tries links of invitations is told to wait, and a neighbour is not', async () => {
  await withinMinute(async (fresh) => {
    const guess = (n: number) => `/auth/invitation?invitation_token=guess${n}`;
    const from = { 'cf-connecting-ip': `192.0.2.${100 + fresh}` };
    const { statuses, last } = await visitTooOften(guess(fresh), () => from);
    expect(statuses).toEqual([404, 404, 404, 429]);
    expect(last.headers.get('retry-after')).toBe('60');
    const body = await last.text();
    expect(body).toContain('A little slower, please');
    const callback = await fetch(`${stack.url}/auth/callback?code=x&state=y`, { headers: from });
    expect(callback.status).toBe(429);
    const neighbour = { 'cf-connecting-ip': `198.51.100.${100 + fresh}` };
    expect((await fetch(stack.url + guess(0), { headers: neighbour })).status).toBe(404);
  });
});

test('an account whose pages ask WorkOS too often is told to wait, wherever it is; others are not', async () => {
  const accounts = ['ada', 'bruno', 'chiara'] as const;
  await withinMinute(async (fresh) => {
    const account = accounts[(fresh - 1) % accounts.length]!;
    const cookie = await cookieOf(account, stack.url);
    const form = (n: number) => ({
      method: 'POST',
      headers: {
        cookie,
        origin: stack.url,
        'cf-connecting-ip': `203.0.113.${fresh * 10 + n}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html',
      },
      body: 'id=none',
    });
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let n = 0; n <= allowed; n += 1) {
      last = await fetch(`${stack.url}/dashboard/organizations?/accept`, form(n));
      statuses.push(last.status);
    }
    expect(statuses.at(-1)).toBe(429);
    expect(last!.headers.get('retry-after')).toBe('60');
    // What doesn't need WorkOS is there all the same, and says what it can't say.
    const page = await fetch(`${stack.url}/dashboard/organizations`, { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('does not answer, so this page');
    const other = await cookieOf('dev', stack.url);
    const theirs = await fetch(`${stack.url}/dashboard/organizations`, {
      headers: { cookie: other },
    });
    expect(await theirs.text()).not.toContain('does not answer, so this page');
  });
});
