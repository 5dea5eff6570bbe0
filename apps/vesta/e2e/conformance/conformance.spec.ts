/** The contract of the API, held against every app that serves it. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect, test } from '@playwright/test';
import { localD1File, openLocalD1 } from '@vesta-cx/local/local-d1';
import { startErato, type Erato } from '@vesta-cx/local/erato';
import { send } from '../support/api.ts';
import { documentAt } from '../support/document.ts';
import { engine } from '../support/engine.ts';
import { baseUrl } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

interface Api {
  name: string;
  /** Where the API begins. */
  base: () => string;
  start?: () => Promise<void>;
  stop?: () => Promise<void>;
}

let erato: (Erato & { state: string }) | undefined;
const apis: Api[] = [{ name: 'vesta', base: () => `${baseUrl()}/api` }];
// erato serves D1.
if (engine === 'd1' && process.env.VESTA_E2E_STATE) {
  apis.push({
    name: 'erato',
    base: () => `${erato!.url}/v0`,
    start: async () => {
      const state = copyOfState(process.env.VESTA_E2E_STATE!);
      erato = { ...(await startErato({ port: 0, state })), state };
    },
    stop: async () => {
      await erato?.stop();
      if (erato) rmSync(erato.state, { recursive: true, force: true });
    },
  });
}

/** The same data in a place of its own: the two servers' changes must not get into each other's way. */
function copyOfState(from: string): string {
  const to = mkdtempSync(join(tmpdir(), 'vesta-e2e-erato-'));
  const file = join(to, relative(from, localD1File(from)));
  mkdirSync(dirname(file), { recursive: true });
  // What the database was made with, and how to reach WorkOS: erato has operations on it.
  for (const name of ['stamp.json', 'workos.json']) {
    copyFileSync(join(from, name), join(to, name));
  }
  const database = openLocalD1(from)!;
  database.prepare('vacuum into ?').run(file);
  database.close();
  return to;
}

interface Made {
  id: string;
  slug: string;
}

const everything = [
  ...['workspaces:read', 'workspaces:write', 'resources:read', 'resources:write'],
  ...['collections:read', 'collections:write', 'users:read', 'keys:read', 'keys:write'],
  ...['organizations:read', 'organizations:write', 'teams:read', 'teams:write'],
  ...['permissions:read', 'permissions:write', 'audit:read'],
];

/** How to call with a key. An answer that the API's document does not describe fails the test. */
const caller =
  (base: string, key: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(base + path, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    await (await documentAt(base)).expectDescribed(method, path, answer);
    return answer;
  };

for (const api of apis) {
  test.describe(`the API of ${api.name}`, () => {
    let call: ReturnType<typeof caller>;
    let place: Made;

    test.beforeAll(async () => {
      const name = unique('conformance');
      const { key } = await send<{ key: string }>('emil', 'POST', '/keys', {
        name,
        scopes: everything,
      });
      await api.start?.();
      call = caller(api.base(), key);
      const claimed = await call('POST', '/workspaces', { name, slug: name });
      expect(claimed.status, await claimed.clone().text()).toBe(201);
      place = (await claimed.json()) as Made;
    });
    test.afterAll(async () => api.stop?.());

    test('pages of other sites may call it with a key, and read what goes wrong', async () => {
      const origin = 'https://elsewhere.example';
      const preflight = await fetch(`${api.base()}/resources`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(204);
      const allowed = preflight.headers.get('access-control-allow-headers')!.toLowerCase();
      for (const name of ['authorization', 'content-type', 'idempotency-key', 'if-match']) {
        expect(allowed).toContain(name);
      }
      const answers = [
        await call('GET', '/resources?limit=1', undefined, { origin }),
        await call('GET', `/resources/${'0'.repeat(36)}`, undefined, { origin }),
        await call('POST', '/resources', { type: 'none' }, { origin }),
        await fetch(`${api.base()}/me`, { headers: { origin, authorization: 'Bearer none' } }),
        await fetch(`${api.base()}/openapi.json`, { headers: { origin } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 404, 400, 401, 200]);
      for (const { headers } of answers) {
        expect(headers.get('access-control-allow-origin')).toBe('*');
        expect(headers.get('access-control-expose-headers')).toContain('Link');
        expect(headers.get('access-control-allow-credentials')).toBeNull();
      }
    });

    test('makes, shows, changes and deletes, with locations, versions and bare lists', async () => {
      const body = { type: 'post', workspace: place.id, title: 'First', post: { body: '*Hi*' } };
      const made = await call('POST', '/resources', body);
      expect(made.status).toBe(201);
      const post = (await made.json()) as Made;
      expect(made.headers.get('location')).toBe(`${api.base()}/resources/${post.id}`);

      const path = `/resources/${post.id}`;
      const shown = await call('GET', path);
      const etag = shown.headers.get('etag')!;
      expect((await call('GET', path, undefined, { 'if-none-match': etag })).status).toBe(304);
      const change = { title: 'Second', publishedAt: '2026-01-01T00:00:00.000Z' };
      expect((await call('PATCH', path, change, { 'if-match': etag })).status).toBe(200);
      expect((await call('PATCH', path, { title: 'Third' }, { 'if-match': etag })).status).toBe(
        412,
      );

      await call('POST', '/resources', {
        ...body,
        title: 'Other',
        publishedAt: change.publishedAt,
      });
      const list = await call('GET', `/resources?workspace=${place.slug}&limit=1`);
      expect(await list.json()).toHaveLength(1);
      const next = /<([^>]+)>; rel="next"/.exec(list.headers.get('link') ?? '')?.[1];
      expect(next?.startsWith(`${api.base()}/resources?`)).toBe(true);
      expect(await (await call('GET', next!.slice(api.base().length))).json()).toHaveLength(1);

      expect((await call('DELETE', path)).status).toBe(204);
      expect((await call('GET', path)).status).toBe(404);
    });

    test('tells what is wrong as a problem, in the same words everywhere', async () => {
      for (const [method, path, body, status, field] of [
        ['GET', '/workspaces?colour=red', undefined, 400, 'colour'],
        ['POST', '/workspaces', { nam: 'x' }, 400, 'nam'],
        ['GET', '/workspaces/nobody-at-all', undefined, 404, null],
        ['GET', '/nothing-here', undefined, 404, null],
        ['PUT', '/workspaces', {}, 405, null],
        ['PATCH', '/workspaces/ada-okafor', { name: 'Mine' }, 403, null],
      ] as const) {
        const answer = await call(method, path, body);
        expect(answer.status, `${method} ${path}`).toBe(status);
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        const problem = (await answer.json()) as { status: number; errors?: { path: string }[] };
        expect(problem.status).toBe(status);
        if (field) expect(problem.errors!.map((error) => error.path)).toContain(field);
      }
    });

    test('answers what is no address in its own form, and names the request', async () => {
      const odd = ['', '/', '/%ff', '/me/%ff', '/__data.json', '/me/__data.json', '/no/such'];
      for (const path of odd) {
        const answer = await fetch(api.base() + path, {
          redirect: 'manual',
          headers: { 'x-request-id': 'named-by-the-caller' },
        });
        expect(answer.status, path).toBe(404);
        expect(answer.headers.get('content-type'), path).toBe('application/problem+json');
        expect(answer.headers.get('access-control-allow-origin'), path).toBe('*');
        expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff');
        expect(answer.headers.get('x-request-id'), path).toBe('named-by-the-caller');
        expect(await answer.json()).toMatchObject({
          status: 404,
          requestId: 'named-by-the-caller',
        });
      }
      for (const path of ['/me', '/resources?limit=1', '/openapi.json']) {
        const answer = await fetch(api.base() + path, { headers: { 'x-request-id': 'a b' } });
        expect(answer.headers.get('x-request-id'), path).toMatch(/^[\w-]{16,}$/);
      }
      const origin = { origin: 'https://elsewhere.example', authorization: 'Bearer none' };
      const slash = await fetch(`${api.base()}/me/?a=1`, { redirect: 'manual', headers: origin });
      expect(slash.status).toBe(308);
      expect(slash.headers.get('location')).toBe(`${new URL(api.base()).pathname}/me?a=1`);
      expect(slash.headers.get('access-control-allow-origin')).toBe('*');
    });

    test('lets a cursor lead on in its own list, and nowhere else', async () => {
      const first = await call('GET', '/workspaces?limit=1');
      const next = new URL(/<(.+)>/.exec(first.headers.get('link')!)![1]!).search;
      const [{ id }] = (await first.json()) as [Made];
      const cursor = new URLSearchParams(next).get('cursor')!;
      expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain(id);
      expect((await call('GET', `/workspaces${next}`)).status).toBe(200);
      for (const path of [`/keys${next}`, `/workspaces${next}A`, `/resources${next}`]) {
        const refused = await call('GET', path);
        expect(refused.status, path).toBe(400);
        expect(await refused.json()).toMatchObject({ errors: [{ path: 'cursor' }] });
      }
    });

    test('takes no compressed bodies, and says so', async () => {
      const packed = { 'content-encoding': 'gzip' };
      const refused = await call('POST', '/workspaces', { name: 'x' }, packed);
      expect(refused.status).toBe(415);
      expect(refused.headers.get('accept-encoding')).toBe('identity');
    });

    test('says that it takes JSON to whoever forgets to send it as such', async () => {
      for (const type of ['application/x-www-form-urlencoded', 'text/plain']) {
        const answer = await call('POST', '/workspaces', { name: 'x' }, { 'content-type': type });
        expect(answer.status).toBe(415);
        expect(answer.headers.get('accept')).toBe('application/json');
      }
    });

    test('makes one thing of a POST that is sent again with its Idempotency-Key', async () => {
      const once = { 'idempotency-key': unique('key') };
      const body = { name: unique('once') };
      const first = await call('POST', '/collections', body, once);
      const again = await call('POST', '/collections', body, once);
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(((await first.json()) as Made).id).toBe(((await again.json()) as Made).id);
    });

    test('lets a key do what its scopes say, where it is for, and nothing more', async () => {
      const made = await call('POST', '/keys', {
        name: 'Reader',
        scopes: ['workspaces:read'],
        ownerType: 'workspace',
        ownerId: place.id,
      });
      const reader = caller(api.base(), ((await made.json()) as { key: string }).key);
      const seen = await reader('GET', `/workspaces/${place.slug}`);
      expect(seen.status).toBe(200);
      // Only where the limits are bound and counted.
      expect(seen.headers.get('ratelimit-policy')).toBe('"key";q=600;w=60');
      const lacks = await reader('GET', '/resources');
      expect(lacks.status).toBe(403);
      expect(lacks.headers.get('www-authenticate')).toContain('scope="resources:read"');
      expect(await lacks.text()).toContain('resources:read');
    });

    test('refuses a key that is mistyped, unknown, revoked or expired', async () => {
      const made = await call('POST', '/keys', { name: 'Short', scopes: ['workspaces:read'] });
      const good = (await made.json()) as { id: string; key: string };
      const status = async (authorization: string) => {
        const answer = await call('GET', '/workspaces', undefined, { authorization });
        if (answer.status === 401) {
          expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*invalid_token/);
        }
        return [answer.status, ((await answer.json()) as { detail?: string }).detail];
      };
      expect(await status(`Bearer ${good.key}`)).toEqual([200, undefined]);
      const mistyped = good.key.slice(0, -1) + (good.key.endsWith('0') ? '1' : '0');
      expect(await status(`Bearer ${mistyped}`)).toEqual([
        401,
        expect.stringContaining('mistyped'),
      ]);
      expect((await status('Basic YTpi'))[0]).toBe(401);
      expect((await call('DELETE', `/keys/${good.id}`)).status).toBe(204);
      expect(await status(`Bearer ${good.key}`)).toEqual([401, expect.stringContaining('revoked')]);
    });

    test('takes an organization from its teams over rules and reasons to its log', async () => {
      // One of its own: the other API's has the same team and the same log.
      const name = unique('label');
      const made = await call('POST', '/organizations', { name });
      expect(made.status, await made.clone().text()).toBe(201);
      const { id } = (await made.json()) as Made;
      const at = `/organizations/${id}`;
      const shown = await call('GET', at);
      expect(shown.status).toBe(200);
      expect(await shown.json()).toMatchObject({ id, name });
      const members = await call('GET', `${at}/members`);
      expect(await members.json()).toHaveLength(1);

      const team = (await (await call('POST', `${at}/teams`, { name: 'Press' })).json()) as Made;
      const teams = (await (await call('GET', `${at}/teams`)).json()) as Made[];
      expect(teams.map((one) => one.id)).toEqual([team.id]);

      const signed = await call('POST', '/workspaces', {
        name: unique('signed'),
        ownerType: 'organization',
        ownerId: id,
        visibility: 'private',
      });
      expect(signed.status, await signed.clone().text()).toBe(201);
      const rules = `/permissions/workspace/${((await signed.json()) as Made).id}`;
      const set = await call('PUT', `${rules}/team/${team.id}/write`, { value: 'allow' });
      expect([200, 201]).toContain(set.status);
      expect(await (await call('GET', rules)).json()).toMatchObject([
        { subjectType: 'team', subjectId: team.id, action: 'write', value: 'allow' },
      ]);
      const explained = await call('GET', `${rules}/explain`);
      expect(explained.status, await explained.clone().text()).toBe(200);

      const log = await call('GET', `${at}/audit-log`);
      expect(log.status).toBe(200);
      const kinds = ((await log.json()) as { kind: string }[]).map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining([expect.stringMatching(/^team/)]));
    });

    test('describes itself as it is', async () => {
      const document = await documentAt(api.base());
      expect(document.servers).toEqual([{ url: api.base() }]);
      expect(document.components.securitySchemes).toHaveProperty('key');
      const other = await documentAt(`${baseUrl()}/api`);
      expect(Object.keys(document.paths)).toEqual(Object.keys(other.paths));
    });
  });
}
