import * as fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { handle, methodNotAllowed, noSuchAddress } from '../../src/http/index.ts';
import { AppError, type Person } from '../../src/kernel/index.ts';
import { db, person } from '../make.ts';
import { call, create, during, list, read, remove, store, stock, update } from './entities.ts';
import { noServices } from '../no-services.ts';

let ada: Person;
beforeAll(async () => {
  ada = await person('Ada');
});
beforeEach(() => {
  stock(1);
  during.create = async () => {};
});

const make = (body: unknown, headers?: Record<string, string>) =>
  call(create, '/things', { as: ada, body, ...(headers && { headers }) });

describe('a body', () => {
  it('makes a thing: 201, Location, ETag', async () => {
    const response = await make({ name: ' Blue ', at: '2026-01-01T12:00:00+02:00' });
    expect(response.status).toBe(201);
    const { id, ...thing } = (await response.json()) as { id: string };
    expect(thing).toEqual({ name: 'Blue', at: '2026-01-01T10:00:00.000Z' });
    expect(response.headers.get('location')).toBe(`https://vesta.example/api/things/${id}`);
    expect(response.headers.get('etag')).toMatch(/^"v1-/);
  });

  it.each([
    ['{', '', 'not valid JSON'],
    ['', '', 'JSON body is needed'],
    ['null', '', 'Give an object'],
    [{ name: '' }, 'name', 'This can not be empty'],
    [{ name: 'x', colour: 1 }, 'colour', 'Unknown field'],
    [{ name: 'x', urls: [{ url: 'no' }] }, 'urls.0.url', 'Give a full address'],
    [{ name: 'x', urls: [{ url: 'https://a.b', nmae: '' }] }, 'urls.0.nmae', 'Unknown field'],
    [{ name: 'x', at: 'soon' }, 'at', 'Give a date and time'],
    [{ name: 'x', at: '0000-01-01T00:00:00+14:00' }, 'at', 'or later'],
    [{ name: 'a\0b' }, 'name', 'Not valid text'],
    ['{"name":"\\ud800"}', 'name', 'Not valid text'],
    ['{"__proto__":{"name":"x"}}', '__proto__', 'Unknown field'],
  ])('%j is refused at "%s"', async (body, path, message) => {
    const response = await make(body);
    expect(response.status).toBe(400);
    const { errors, detail } = (await response.json()) as { errors: unknown[]; detail: string };
    expect(errors).toContainEqual({ path, message: expect.stringContaining(message) });
    expect(detail).toMatch(path === '' ? /^[A-Z]/ : `${path}: `);
    expect(store.made).toBe(0);
  });

  it('names every field that is wrong, not only the first', async () => {
    const response = await make({ name: 3, at: 4, x: 5, y: 6 });
    const { errors } = (await response.json()) as { errors: { path: string }[] };
    expect(errors.map(({ path }) => path).sort()).toEqual(['at', 'name', 'x', 'y']);
  });

  it('that nests absurdly deep or is not UTF-8 is refused', async () => {
    expect((await make(`${'['.repeat(900)}${']'.repeat(900)}`)).status).toBe(400);
    const request = new Request('https://vesta.example/api/things', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect(
      (await handle(create, request, { db, principal: ada, services: noServices })).status,
    ).toBe(400);
  });

  it('that is not declared as JSON gets 415', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const response = await make('{"name":"x"}', { 'content-type': type });
      expect(response.status).toBe(415);
    }
    const declared = await make('{"name":"x"}', {
      'content-type': 'Application/JSON; charset=utf-8',
    });
    expect(declared.status).toBe(201);
  });

  it('over the limit gets 413, also when it streams without saying its length', async () => {
    expect((await make({ name: 'x'.repeat(3000) })).status).toBe(413);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 1000) controller.close();
        else controller.enqueue(new TextEncoder().encode('"'.repeat(500)));
      },
    });
    const request = new Request('https://vesta.example/api/things', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(request.headers.get('content-length')).toBeNull();
    expect(
      (await handle(create, request, { db, principal: ada, services: noServices })).status,
    ).toBe(413);
    expect(sent).toBeLessThan(20);
  });

  it('of any JSON at all never makes a 500', async () => {
    const field = fc.constantFrom('name', 'at', 'urls', 'url', '__proto__', 'toString');
    const bodies = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.oneof(field, fc.string()), fc.jsonValue()),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        for (const operation of [create, update]) {
          const address = operation === create ? '/things' : `/things/${store.things[0]!.id}`;
          const response = await call(operation, address, { as: ada, body: JSON.stringify(body) });
          expect([200, 201, 400, 413]).toContain(response.status);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('If-Match', () => {
  it('lets the first of two tabs save and tells the second', async () => {
    const address = `/things/${store.things[0]!.id}`;
    const etag = (await call(read, address)).headers.get('etag')!;
    const save = (name: string) =>
      call(update, address, { as: ada, body: { name }, headers: { 'if-match': etag } });
    const first = await save('one');
    expect(first.status).toBe(200);
    expect(first.headers.get('etag')).toMatch(/^"v2-/);
    expect((await save('two')).status).toBe(412);
    expect(store.things[0]!.name).toBe('one');
  });

  it('takes *, an ETag that an edge weakened, a list, and nothing else', async () => {
    const address = `/things/${store.things[0]!.id}`;
    const patch = async (tag: string) =>
      (await call(update, address, { as: ada, body: {}, headers: { 'if-match': tag } })).status;
    const present = async () => (await call(read, address)).headers.get('etag')!;
    expect(await patch('*')).toBe(200);
    expect(await patch(`W/${await present()}`)).toBe(200);
    expect(await patch(`"other", ${await present()},"v9-0000000000000000"`)).toBe(200);
    for (const tag of ['7', '"7"', 'v4', '"v4"', '"v3-0000000000000000", "x"', '""', '', ',']) {
      expect(await patch(tag), tag).toBe(412);
    }
  });

  it('speaks of what GET answers where changes have no version', async () => {
    const headers = { 'if-match': (await call(list, '/things')).headers.get('etag')! };
    const post = () =>
      call(create, '/things', { as: ada, body: { name: 'x' }, headers, reads: list });
    expect((await post()).status).toBe(201);
    expect((await post()).status).toBe(412);
    expect(store.made).toBe(1);
    const any = { 'if-match': '*' };
    const made = { as: ada, body: { name: 'x' }, headers: any };
    expect((await call(create, '/things', { ...made, reads: list })).status).toBe(201);
    expect((await call(create, '/things', made)).status).toBe(412);
  });
});

describe('If-None-Match of a change', () => {
  it.each(['*', 'the present ETag'])('%s: nothing is changed where that is there', async (tag) => {
    const address = `/things/${store.things[0]!.id}`;
    const etag = (await call(read, address)).headers.get('etag')!;
    const headers = { 'if-none-match': tag === '*' ? tag : `"x", W/${etag}` };
    for (const operation of [update, remove]) {
      const body = operation === update ? { body: { name: 'other' } } : {};
      const answer = await call(operation, address, { as: ada, ...body, headers });
      expect(answer.status, operation.id).toBe(412);
    }
    const post = { as: ada, body: { name: 'x' }, headers: { 'if-none-match': '*' } };
    expect((await call(create, '/things', { ...post, reads: list })).status).toBe(412);
    expect((await call(read, address)).headers.get('etag')).toBe(etag);
    expect(store.made).toBe(0);
  });

  it('is no hindrance with the ETag of something else', async () => {
    const address = `/things/${store.things[0]!.id}`;
    const headers = { 'if-none-match': '"v9-0000000000000000"' };
    expect((await call(update, address, { as: ada, body: {}, headers })).status).toBe(200);
  });

  it('comes after whether there is such a thing', async () => {
    const conditions: Record<string, string>[] = [{ 'if-none-match': '*' }, { 'if-match': '"x"' }];
    for (const headers of conditions) {
      expect((await call(remove, '/things/none', { as: ada, headers })).status).toBe(404);
    }
  });
});

describe('who', () => {
  const body = { name: 'x' };
  const other = { origin: 'https://evil.example' };

  it('is nobody: 401 and how to sign in, before the body is looked at', async () => {
    const response = await call(create, '/things', { body: '{' });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });

  it.each([
    [403, { ...other, 'sec-fetch-site': 'cross-site' }],
    [403, { origin: 'https://sub.vesta.example', 'sec-fetch-site': 'same-site' }],
    [403, { ...other, 'sec-fetch-site': '' }],
    [201, { 'sec-fetch-site': 'same-origin' }],
  ])('a browser session gets %d with %j', async (status, headers) => {
    expect((await make(body, headers)).status).toBe(status);
  });

  it('an older browser is known by its Origin, and no browser by having none', async () => {
    const send = (headers: Record<string, string>) =>
      handle(
        create,
        new Request('https://vesta.example/api/things', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
        { db, principal: ada, services: noServices },
      );
    expect((await send(other)).status).toBe(403);
    expect((await send({ origin: 'null' })).status).toBe(403);
    expect((await send({ origin: 'https://vesta.example' })).status).toBe(201);
    expect((await send({})).status).toBe(201);
  });

  it('an API key may do what its scopes say, from anywhere', async () => {
    const send = (scopes: ('resources:read' | 'users:read')[]) =>
      handle(
        create,
        new Request('https://vesta.example/api/things', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
          body: JSON.stringify(body),
        }),
        { db, principal: ada, scopes, services: noServices },
      );
    expect((await send(['resources:read'])).status).toBe(201);
    expect((await send(['users:read'])).status).toBe(403);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not_found', 404],
    ['gone', 410],
    ['invalid', 400],
    ['conflict', 409],
    ['precondition_failed', 412],
    ['too_large', 413],
    ['too_many_requests', 429],
    ['unavailable', 503],
  ] as const)('%s is a problem with status %d', async (code, status) => {
    during.create = () => Promise.reject(new AppError(code, 'Because'));
    const response = await make({ name: 'x' });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      type: `/api/docs#problem-${code.replaceAll('_', '-')}`,
      title: expect.any(String),
      status,
      detail: 'Because',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('says when to try again, where that makes sense', async () => {
    during.create = () => Promise.reject(new AppError('unavailable', 'Busy', { retryAfter: 6.2 }));
    expect((await make({ name: 'x' })).headers.get('retry-after')).toBe('7');
    during.create = () => Promise.reject(new AppError('too_many_requests', 'Slowly'));
    expect((await make({ name: 'x' })).headers.get('retry-after')).toBe('60');
  });

  it('that nobody meant is a 500 that tells nothing and is logged', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    during.create = () => Promise.reject(new Error('SELECT password FROM users'));
    const response = await make({ name: 'x' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('password');
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });

  it('WorkOS is for operations whose document says so', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const asks = {
      ...create,
      handler: async ({ services }: Parameters<typeof create.handler>[0]) => {
        await services.workos.organizations.get('org_none');
        throw new AppError('conflict', 'It was asked');
      },
    };
    const answer = (operation: typeof create) =>
      call(operation, '/things', { as: ada, body: { name: 'x' } });
    expect((await answer(asks)).status).toBe(500);
    expect(String(log.mock.calls[0])).toContain('things.create');
    expect((await answer({ ...asks, uses: ['workos'] })).status).toBe(409);
    log.mockRestore();
  });

  it('a method that is not offered gets 405 with Allow, OPTIONS gets Allow', async () => {
    const ask = (method: string) =>
      methodNotAllowed([list, create], new Request('https://vesta.example/', { method }));
    expect(ask('PATCH').status).toBe(405);
    expect(ask('PATCH').headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    expect(ask('OPTIONS').status).toBe(204);
    expect(ask('OPTIONS').headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
  });

  it('an address that is not there gets a problem as well', async () => {
    const response = noSuchAddress(new Request('https://vesta.example/api/nope'));
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});

it('DELETE answers 204, and 404 the second time', async () => {
  const address = `/things/${store.things[0]!.id}`;
  expect((await call(remove, address, { as: ada })).status).toBe(204);
  expect((await call(remove, address, { as: ada })).status).toBe(404);
});
