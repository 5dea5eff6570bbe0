import { applyD1Migrations, createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { operations } from '@vesta-cx/core/operations';
import * as keys from '@vesta-cx/core/keys';
import { installBasics } from '@vesta-cx/core/setup';
import * as users from '@vesta-cx/core/users';
import { beforeAll, describe, expect, it } from 'vitest';
import { app, root, type documentOf } from './app.ts';
import { getDb } from './lib/server/db/index.ts';

const site = 'https://erato.example';
let secret: string;

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.MIGRATIONS);
  const db = getDb({ env });
  await installBasics(db);
  const email = 'ada@example.com';
  const identity = { workosUserId: 'user_ada', email, firstName: 'Ada', lastName: null };
  const ada = await users.signIn(db, { ...identity, avatarUrl: null, organizationId: null });
  const made = await keys.create(
    db,
    { userId: ada.workosUserId },
    { name: 'erato', scopes: ['users:read', 'workspaces:read', 'workspaces:write'] },
  );
  secret = made.secret;
});

/** Returns what erato answers. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const context = createExecutionContext();
  const answer = await app.fetch(new Request(site + path, init), env, context);
  await waitOnExecutionContext(context);
  return answer;
}
const authorized = () => ({ authorization: `Bearer ${secret}` });

describe.each(operations)('$id', (operation) => {
  const path = root + operation.path.replace(/\{\w+\}/g, 'x');

  const isOpen = operation.id === 'health.read';

  it(isOpen ? 'is there for everybody' : 'is there, for a key only', async () => {
    const headers = { cookie: 'vesta_session=x', 'sec-fetch-site': 'same-origin' };
    const answer = await ask(path, { method: operation.method, headers });
    expect(answer.status).toBe(isOpen ? 200 : 401);
    if (!isOpen) expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });
});

it('a key opens what its scopes say, and is noted as used', async () => {
  const me = await ask(`${root}/me`, { headers: authorized() });
  expect(await me.json()).toMatchObject({ id: 'user_ada' });
  const { items } = await keys.list(getDb({ env }), { userId: 'user_ada' }, { limit: 1 });
  expect(items[0]!.lastUsedAt).toBeInstanceOf(Date);
  expect((await ask(`${root}/resources`, { headers: authorized() })).status).toBe(403);
  for (const path of ['/permission-actions', '/users?q=ada']) {
    const answer = await ask(root + path, { headers: authorized() });
    expect(answer.status, path).toBe(200);
  }
});

it('leads through a list by a cursor that says nothing and fits that list', async () => {
  const db = getDb({ env });
  for (const name of ['one', 'two']) {
    await keys.create(db, { userId: 'user_ada' }, { name, scopes: ['workspaces:read'] });
  }
  const { secret: reader } = await keys.create(
    db,
    { userId: 'user_ada' },
    { name: 'reader', scopes: ['keys:read'] },
  );
  const headers = { authorization: `Bearer ${reader}` };
  const first = await ask(`${root}/keys?limit=1`, { headers });
  const next = new URL(/<(.+)>/.exec(first.headers.get('link')!)![1]!);
  const [{ id }] = (await first.json()) as [{ id: string }];
  expect(atob(next.searchParams.get('cursor')!.replace(/[-_]/g, '/'))).not.toContain(id);
  const second = await ask(next.pathname + next.search, { headers });
  expect([second.status, (await second.text()).includes(id)]).toEqual([200, false]);
  const elsewhere = await ask(
    `${root}/keys?ownerType=user&ownerId=user_ada${next.search.replace('?', '&')}`,
    { headers },
  );
  expect(elsewhere.status).toBe(400);
});

it('has the request’s id on every answer and problem, and its own where the caller’s is odd', async () => {
  const answers = await Promise.all([
    ask(`${root}/me`, { headers: { ...authorized(), 'x-request-id': 'given-by-the-caller' } }),
    ask(`${root}/me`, { headers: { 'cf-ray': '8c1f00aa9ddeb33f-FRA' } }),
    ask(`${root}/nothing`, { headers: { 'x-request-id': 'no id' } }),
  ]);
  const ids = answers.map(({ headers }) => headers.get('x-request-id'));
  expect(ids).toEqual([
    'given-by-the-caller',
    '8c1f00aa9ddeb33f-FRA',
    expect.stringMatching(/^[0-9a-f-]{36}$/),
  ]);
  const problems = await Promise.all(answers.slice(1).map((answer) => answer.json()));
  expect(problems).toMatchObject(ids.slice(1).map((requestId) => ({ requestId })));
});

it('says what a key may, to whoever holds it', async () => {
  const answer = await ask(`${root}/keys/current`, { headers: authorized() });
  expect(await answer.json()).toMatchObject({ name: 'erato', expiresAt: null });
  expect((await ask(`${root}/keys/current`)).status).toBe(401);
});

it('what is made is at an address of erato', async () => {
  const answer = await ask(`${root}/workspaces`, {
    method: 'POST',
    headers: { ...authorized(), 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Saltmarsh' }),
  });
  expect(answer.status).toBe(201);
  const location = answer.headers.get('location')!;
  expect(location).toMatch(`${site}${root}/workspaces/`);
  const there = await ask(location.slice(site.length), { headers: authorized() });
  expect(await there.json()).toMatchObject({ slug: 'saltmarsh' });
  const head = await ask(location.slice(site.length), { method: 'HEAD', headers: authorized() });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

it('other methods and addresses are problems', async () => {
  const wrong = await ask(`${root}/me`, { method: 'PUT' });
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, PATCH, OPTIONS']);
  const odd = ['%ff', 'me/%ff', '__data.json', 'me/__data.json', ''].map(
    (path) => `${root}/${path}`,
  );
  for (const path of ['/', `${root}/nothing`, '/api/me', root, ...odd]) {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  }
});

it('a slash at the end leads to the address without it, for pages of any site', async () => {
  const answer = await ask(`${root}/me/?a=b`, { headers: authorized(), redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([308, `${root}/me?a=b`]);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
});

it('pages of any site may call it, and read what goes wrong', async () => {
  const from = { origin: 'https://elsewhere.example' };
  const preflight = await ask(`${root}/me`, {
    method: 'OPTIONS',
    headers: { ...from, 'access-control-request-method': 'PATCH' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');
  const answers = await Promise.all([
    ask(`${root}/me`, { headers: { ...from, ...authorized() } }),
    ask(`${root}/me`, { headers: from }),
    ask(`${root}/nothing`, { headers: from }),
    ask(`${root}/me`, { method: 'PUT', headers: from }),
    ask(`${root}/openapi.json`, { headers: from }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 405, 200]);
  for (const { url, headers } of answers) {
    expect(headers.get('access-control-allow-origin'), url).toBe('*');
    expect(headers.get('access-control-allow-credentials'), url).toBeNull();
    expect(headers.get('access-control-expose-headers'), url).toContain('Retry-After');
    expect(headers.get('x-content-type-options'), url).toBe('nosniff');
  }
});

it('the type of a problem leads to what it means', async () => {
  const refused = (await (await ask(`${root}/me`)).json()) as { type: string; title: string };
  const { pathname, hash } = new URL(refused.type, `${site}${root}/me`);
  const page = await ask(pathname);
  expect(page.headers.get('content-type')).toContain('text/html');
  const shown = await page.text();
  expect(shown).toContain(`id="${hash.slice(1)}">401<`);
  expect(shown).toContain(refused.title);
});

it('the document offers every operation, to keys alone', async () => {
  const answer = await ask(`${root}/openapi.json`);
  const document = (await answer.json()) as ReturnType<typeof documentOf>;
  expect(document.servers).toEqual([{ url: site + root }]);
  const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(described.map(({ operationId }) => operationId).sort()).toEqual(
    operations.map(({ id }) => id).sort(),
  );
  expect(Object.keys(document.components.securitySchemes)).toEqual(['key']);
  for (const { operationId, security, responses } of described) {
    const { scope } = operations.find(({ id }) => id === operationId)!;
    expect(security.at(-1), operationId).toEqual({ key: scope ? [scope] : [] });
    expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['401', '429']));
    const ways = security.flatMap((one) => Object.keys(one).join() || 'nothing');
    expect(ways, operationId).toEqual(operationId === 'health.read' ? ['nothing', 'key'] : ['key']);
  }
});

describe('who asks too much', () => {
  const limited = { ...env, KEY_LIMITER: env.TIGHT, ADDRESS_LIMITER: env.TIGHT };
  const statuses = async (headers: Record<string, string>) => {
    const answers: Response[] = [];
    for (let i = 0; i < 4; i += 1) {
      const request = new Request(`${site}${root}/me`, { headers });
      const context = createExecutionContext();
      answers.push(await app.fetch(request, limited, context));
      await waitOnExecutionContext(context);
    }
    return answers;
  };

  it('with one key is told to wait, whichever address it comes from', async () => {
    const answers = await statuses(authorized());
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers[0]!.headers.get('ratelimit-policy')).toBe('"key";q=600;w=60');
    expect(answers[3]!.headers.get('retry-after')).toBe('60');
    expect(answers[3]!.headers.get('ratelimit')).toBe('"key";r=0;t=60');
  });

  it('from one address is told to wait, whatever it sends', async () => {
    const from = { 'cf-connecting-ip': '192.0.2.7', authorization: 'Bearer vesta_guess' };
    const answers = await statuses(from);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    const other = await statuses({ ...from, 'cf-connecting-ip': '192.0.2.8' });
    expect(other[0]!.status).toBe(401);
  });
});
