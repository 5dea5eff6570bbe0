/** What vesta answers while WorkOS or its own database fails, at a vesta of its own that nobody else needs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@playwright/test';
import {
  startFailingWorkos,
  type FailingWorkos,
  type Failure,
} from '@vesta-cx/testing/failing-workos';
import { openLocalD1 } from '@vesta-cx/local/local-d1';
import { startStack, type Stack } from '@vesta-cx/local/stack';
import { cookieOf } from '../support/sign-in.ts';

let state: string;
let stack: Stack;
let workos: FailingWorkos;
let file: DatabaseSync;
/** The session of an administrator of the label. */
let cookie: string;
let label: string;

test.beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'vesta-failures-'));
  const beforeWorkos = async (url: string) => {
    workos = await startFailingWorkos(url);
    return workos.url;
  };
  stack = await startStack({ port: 0, state, databaseUrl: null, build: false, beforeWorkos });
  file = openLocalD1(state)!;
  cookie = await cookieOf('bruno', stack.url);
  label = stack.identities!.organizations.nightjar!.id;
});

test.afterAll(async () => {
  file?.close();
  await stack?.stop();
  await workos?.close();
  rmSync(state, { recursive: true, force: true });
});

type Headers = Record<string, string>;
const visit = (path: string, headers: Headers = { cookie }) =>
  fetch(stack.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' });
const post = (path: string, fields: Headers, headers: Headers = {}) =>
  fetch(stack.url + path, {
    method: 'POST',
    headers: { accept: 'text/html', cookie, origin: stack.url, ...headers },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });

/** 429 and a database that fails come with when to try again. */
function expectRetryAfter(answer: Response) {
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
}

test.describe('while WorkOS', () => {
  test.afterEach(() => workos.fail(null));

  const failures: [Failure, number][] = [
    [401, 502],
    [403, 502],
    [408, 502],
    [429, 503],
    [500, 502],
    [503, 502],
    ['stops', 502],
    ['hangs', 502],
    ['breaks off', 502],
    ['answers HTML', 502],
    ['answers HTML as 502', 502],
    ['answers broken JSON', 502],
    ['answers other JSON', 502],
    ['answers null', 502],
  ];
  const invitations = () => `/organizations/${label}/invitations`;

  for (const [failure, status] of failures) {
    test(`fails (${failure}), pages and the API answer ${status}, and keep what was typed`, async () => {
      workos.fail(failure, /invitations|users\?/);
      const [page, api, form] = await Promise.all([
        visit(`/dashboard${invitations()}`),
        visit(`/api${invitations()}`),
        post(`/dashboard${invitations()}?/invite`, { email: 'typed@example.com', role: 'member' }),
      ]);
      expect([page.status, api.status, form.status]).toEqual([status, status, status]);
      expect(api.headers.get('content-type')).toBe('application/problem+json');
      const texts = await Promise.all([page, api, form].map((answer) => answer.text()));
      for (const text of texts) expect(text).not.toContain('sk_live_secret');
      expect(texts[2]).toContain('typed@example.com');
      if (status === 503) [page, api].forEach(expectRetryAfter);
      // Each asked once and slept over nothing; where there was an answer, the form's page once more.
      const isAnswer = [401, 403, 429].includes(failure as number);
      expect(workos.failed()).toBe(isAnswer ? 4 : 3);
    });
  }

  test('fails, nobody is signed out, and who is there sees what WorkOS has no part in', async () => {
    for (const failure of [401, 403, 429, 500, 'stops'] as const) {
      workos.fail(failure);
      const page = await visit('/dashboard');
      expect(page.status).toBe(200);
      expect(page.headers.getSetCookie().join()).not.toContain('vesta_session=;');
    }
  });

  for (const failure of [401, 403, 408, 429, 500, 'stops', 'answers HTML'] as const) {
    test(`fails (${failure}), signing in says that it does not work right now`, async () => {
      const login = await visit('/auth/login?account=ada@example.com', {});
      const [attempt] = login.headers.getSetCookie()[0]!.split(';');
      const authorized = await fetch(login.headers.get('location')!, { redirect: 'manual' });
      const back = new URL(authorized.headers.get('location')!);
      workos.fail(failure, /authenticate/);
      const answer = await visit(back.pathname + back.search, { cookie: attempt! });
      expect(answer.status).toBe(503);
      expectRetryAfter(answer);
      expect(await answer.text()).toContain('Signing in does not work right now');
    });
  }
});

test.describe('while the database', () => {
  /** Does it while a table is not there. */
  async function without(table: string, run: () => Promise<void>) {
    file.exec('pragma legacy_alter_table = on');
    file.exec(`alter table ${table} rename to ${table}_away`);
    try {
      await run();
    } finally {
      file.exec(`alter table ${table}_away rename to ${table}`);
    }
  }

  async function expectProblem(answer: Response) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expectRetryAfter(answer);
    expect(await answer.json()).toMatchObject({ status: 503, title: 'Not available right now' });
  }

  test('can’t say who is there, the API says so, and no cookie goes', async () => {
    await without('users', async () => {
      for (const path of ['/api/health', '/api/me', '/api/workspaces']) {
        const answer = await visit(path);
        expect(answer.headers.getSetCookie()).toEqual([]);
        await expectProblem(answer);
      }
      // Of guests nothing is asked.
      expect((await visit('/api/health', {})).status).toBe(200);
    });
    expect((await visit('/api/me')).status).toBe(200);
  });

  test('can’t say who is there, pages say it in words', async () => {
    await without('users', async () => {
      for (const path of ['/dashboard', '/settings', '/explore']) {
        const answer = await visit(path);
        expect([path, answer.status]).toEqual([path, 503]);
        expectRetryAfter(answer);
        expect(answer.headers.getSetCookie()).toEqual([]);
        expect(await answer.text()).toContain('Nothing you saved before is lost');
      }
      // What needs no database is there.
      expect((await visit('/about')).status).toBe(200);
    });
    expect((await visit('/dashboard')).status).toBe(200);
  });

  const typed = { name: 'A name that was typed', slug: '', description: 'And more of it' };

  for (const table of ['users', 'workspaces'] as const) {
    test(`fails (${table}), a form without scripts comes back with all that was typed`, async () => {
      await without(table, async () => {
        const answer = await post('/dashboard/new', typed);
        expect(answer.status).toBe(503);
        const text = await answer.text();
        expect(text).toContain('A name that was typed');
        expect(text).toContain('And more of it');
        expect(text).not.toContain('Your session has ended');
      });
    });

    test(`fails (${table}), a form with scripts is told`, async () => {
      await without(table, async () => {
        const answer = await post('/dashboard/new', typed, {
          'x-sveltekit-action': 'true',
          accept: 'application/json',
        });
        const { type, status, data } = (await answer.json()) as Record<string, unknown>;
        expect([type, status]).toEqual(['failure', 503]);
        expect(String(data)).toContain('database does not answer');
      });
    });
  }

  test('fails, guests’ pages, the API and its health say so', async () => {
    await without('workspaces', async () => {
      const page = await visit('/explore', {});
      expect(page.status).toBe(503);
      expectRetryAfter(page);
      await expectProblem(await visit('/api/workspaces', {}));
    });
    await without('organizations', async () => expectProblem(await visit('/api/health', {})));
  });

  test('fails, a key is not refused', async () => {
    const made = await fetch(`${stack.url}/api/keys`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Away', scopes: ['workspaces:read'] }),
    });
    const { key } = (await made.json()) as { key: string };
    const authorization = `Bearer ${key}`;
    await without('api_keys', async () => {
      await expectProblem(await visit('/api/workspaces', { authorization }));
    });
    expect((await visit('/api/workspaces', { authorization })).status).toBe(200);
  });

  // The local D1 locks its file for reading too.
  test('is locked by somebody else, pages and the API say so, nothing is made, and then all is well', async () => {
    const change = (id: string) =>
      fetch(`${stack.url}/api/workspaces`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'idempotency-key': id },
        body: JSON.stringify({ name: 'Locked out', slug: 'locked-out' }),
      });
    file.exec('begin immediate');
    try {
      const [page, made] = await Promise.all([visit('/explore', {}), change(crypto.randomUUID())]);
      expect(page.status).toBe(503);
      expectRetryAfter(page);
      await expectProblem(made);
    } finally {
      file.exec('rollback');
    }
    expect((await visit('/locked-out', {})).status).toBe(404);
    expect((await change(crypto.randomUUID())).status).toBe(201);
  });
});
