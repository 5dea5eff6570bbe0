/** Whatever is sent to vesta's own operations, the answer is never our fault. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeCursor } from '@vesta-cx/db/query';
import { openapi, type Operation } from '../../src/http/index.ts';
import { operations } from '../../src/operations.ts';
import type { Person } from '../../src/kernel/index.ts';
import * as make from '../make.ts';
import { account } from '../workos.ts';
import { call } from './entities.ts';

const document = openapi(operations, {
  title: 'vesta',
  version: '1',
  serverUrl: 'https://vesta.example/api',
  sessionCookie: 'session',
});
const byId = (id: string) => operations.find((operation) => operation.id === id)!;

let ada: Person;
/** Real things, so that what is sent gets past the first check. */
const made: Record<string, string> = {
  itemType: 'resource',
  itemId: 'none',
  objectType: 'workspace',
  subjectType: 'static',
  subjectId: 'follower',
  action: 'comment',
};

beforeAll(async () => {
  ada = await account('Ada');
  made.user = ada.userId;
  made.workspace = (await make.workspace(ada)).id;
  made.objectId = made.workspace;
  const post = { type: 'post', workspace: made.workspace, title: 'News', post: { body: 'Hello' } };
  const ids = [
    ['resource', 'resources.create', post],
    ['collection', 'collections.create', { name: 'Slow records' }],
    ['organization', 'organizations.create', { name: 'Saltmarsh Sounds' }],
    ['invitation', 'invitations.create', { email: 'mira@example.com' }],
    ['key', 'keys.create', { name: 'Site builder', scopes: ['resources:read'] }],
  ] as const;
  for (const [name, id, body] of ids) {
    const response = await call(byId(id), addressOf(byId(id)), { as: ada, body });
    made[name] = ((await response.json()) as { id: string }).id;
  }
});

const addressOf = ({ path }: Operation) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(made[name]!));

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    '',
    ' ',
    '%',
    '_',
    "'",
    '"; DROP TABLE users; --',
    '\u0000',
    '\ud800',
    '🎵',
    '../..',
  ),
  fc.constantFrom(-1, 0, 1.5, 1e308, 2 ** 53, null, true, [], {}),
);

describe.each(operations.filter(({ body }) => body))('a body for $id', (operation) => {
  it('that is nearly right, or nothing of the kind, never makes a 500', async () => {
    const { requestBody } = document.paths[operation.path]![operation.method.toLowerCase()]!;
    const example = requestBody!.content['application/json']!.example as Record<string, unknown>;
    const spoiled = fc
      .tuple(fc.constantFrom(...Object.keys(example)), odd)
      .map(([key, value]) => (Array.isArray(example) ? [value] : { ...example, [key]: value }));
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 5, arbitrary: spoiled }, odd), async (body) => {
        const text = JSON.stringify(body);
        const response = await call(operation, addressOf(operation), { as: ada, body: text });
        expect(response.status, `${response.status} for ${text}`).toBeLessThan(500);
      }),
      { numRuns: 25 },
    );
  });
});

describe.each(operations.filter(({ method }) => method === 'GET'))('asking $id', (operation) => {
  const names = [...Object.keys(operation.query.shape), 'other'];
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('', '%', '_', '0', '1', '100', 'true', 'post', 'user:x', 'LISTED,UNLISTED'),
  );
  const cursor = fc
    .array(fc.oneof(fc.string(), fc.integer(), fc.date({ noInvalidDate: true })), { maxLength: 4 })
    .map((values) => encodeCursor(values));

  it('with any query and any path never makes a 500', async () => {
    const query = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(
        query,
        fc.option(cursor),
        fc.boolean(),
        value,
        async (texts, at, lost, id) => {
          const search = new URLSearchParams({ ...texts, ...(at !== null && { cursor: at }) });
          const keys = Object.keys(operation.params.shape);
          const params = Object.fromEntries(
            keys.map((key) => [key, lost ? id : (made[key] ?? id)]),
          );
          const response = await call(operation, `${operation.path}?${search.toString()}`, {
            as: ada,
            params,
          });
          expect(response.status, `${response.status} for ${search.toString()}`).toBeLessThan(500);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe.each([
  'users.list',
  'workspaces.list',
  'resources.list',
  'collections.list',
  'search.find',
])('%s', (id) => {
  it('refuses to look for nothing but spaces, and names the parameter', async () => {
    const { path } = byId(id);
    for (const q of ['%20', '+%09']) {
      const response = await call(byId(id), `${path}?q=${q}`, { as: ada });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ path: 'q' }] });
    }
  });

  it('refuses more than it looks for, and says how much that is', async () => {
    const { path } = byId(id);
    for (const text of ['x', 'é ', '🎵']) {
      const q = encodeURIComponent(text.repeat(300));
      const response = await call(byId(id), `${path}?q=${q}`, { as: ada });
      expect(response.status).toBe(400);
      const message = expect.stringMatching(/at most \d+ characters/);
      expect(await response.json()).toMatchObject({ errors: [{ path: 'q', message }] });
    }
  });
});
