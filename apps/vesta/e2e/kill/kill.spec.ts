/** The server is killed while it writes: nothing that was answered is lost, nothing is half there. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { broken } from '@vesta-cx/db/invariants';
import { openLocalD1 } from '@vesta-cx/local/local-d1';
import { startStack, type Stack } from '@vesta-cx/local/stack';
import { cookieOf } from '../support/sign-in.ts';

interface Resource {
  id: string;
  title: string;
}

let state: string;
let stack: Stack;
let cookie: string;

const start = async () => {
  stack = await startStack({ port: 0, state, build: false });
  cookie = await cookieOf('ada', stack.url);
};

test.beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'vesta-kill-'));
  await start();
});

test.afterAll(async () => {
  await stack?.stop();
  rmSync(state, { recursive: true, force: true });
});

async function ask(method: string, path: string, body?: unknown, key?: string): Promise<Response> {
  return fetch(`${stack.url}/api${path}`, {
    method,
    headers: {
      cookie,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
}

async function must<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
  const response = await ask(method, path, body, key);
  const text = await response.text();
  expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true);
  return (text && JSON.parse(text)) as T;
}

/** The answer to what may be under way still: a request that was killed counts as such for half a minute. */
async function again(body: object, key: string): Promise<Resource> {
  await expect
    .poll(async () => (await ask('POST', '/resources', body, key)).status, { timeout: 90_000 })
    .not.toBe(409);
  return must<Resource>('POST', '/resources', body, key);
}

/** What was answered, and what was asked when the server went. */
interface Written {
  made: Map<string, string>;
  gone: Set<string>;
  unanswered: { body: object; key: string } | null;
}

/** Makes, changes, collects and deletes, one after the other, until nobody answers. */
async function write(slug: string, list: string, written: Written): Promise<void> {
  const { made, gone } = written;
  for (let n = 0; ; n += 1) {
    const [title, key] = [`Piece ${randomUUID()}`, randomUUID()];
    const body = {
      ...{ type: 'post', workspace: slug, title, post: { body: `# ${title}\n\n*Words*` } },
      publishedAt: '2026-01-01T00:00:00Z',
    };
    written.unanswered = { body, key };
    const { id } = await must<Resource>('POST', '/resources', body, key);
    written.unanswered = null;
    made.set(id, title);
    await must('POST', `/collections/${list}/items`, { itemType: 'resource', itemId: id });
    const [renamed] = [`Renamed ${randomUUID()}`, made.delete(id)];
    await must('PATCH', `/resources/${id}`, { title: renamed });
    made.set(id, renamed);
    if (n % 3 === 2) {
      made.delete(id);
      await must('DELETE', `/resources/${id}`);
      gone.add(id);
    }
  }
}

for (const round of [1, 2]) {
  test(`killed while four people write, round ${round}`, async () => {
    const { slug } = await must<{ slug: string }>('POST', '/workspaces', { name: `Kill ${round}` });
    const lists = await Promise.all(
      [1, 2, 3, 4].map((n) => must<Resource>('POST', '/collections', { name: `List ${n}` })),
    );
    const all = lists.map((): Written => ({
      made: new Map(),
      gone: new Set(),
      unanswered: null,
    }));
    const writing = Promise.allSettled(lists.map(({ id }, i) => write(slug, id, all[i]!)));
    // In the middle of some request, after each has written a little.
    await expect.poll(() => all.every(({ made }) => made.size > 1)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
    await stack.kill();
    const ends = await writing;
    // Each was cut off: before the answer or, where its head had come already, in the middle of it.
    for (const end of ends) {
      const cutOff = /fetch failed|terminated/;
      expect(String((end as PromiseRejectedResult).reason)).toMatch(cutOff);
    }
    const db = openLocalD1(state)!;
    expect(await broken((query) => db.prepare(query).all())).toEqual({});
    expect(db.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    db.close();

    await start();
    for (const { made, gone, unanswered } of all) {
      for (const [id, title] of made)
        expect(await must('GET', `/resources/${id}`)).toMatchObject({ title });
      for (const id of gone) expect((await ask('GET', `/resources/${id}`)).status).toBe(404);
      // Who asks once more for what was not answered gets it, once.
      if (!unanswered) continue;
      const { body, key } = unanswered;
      const { id, title } = await again(body, key);
      const query = new URLSearchParams({ workspace: slug, q: title });
      expect(await must<Resource[]>('GET', `/resources?${query}`)).toMatchObject([{ id }]);
    }
  });
}
