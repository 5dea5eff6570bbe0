import { beforeEach, describe, expect, it } from 'vitest';
import * as make from '../make.ts';
import { z } from 'zod';
import type { Principal } from '../../src/kernel/index.ts';
import { call, list, read, store, stock, type Thing } from './entities.ts';

beforeEach(() => stock(45));

describe('a list', () => {
  it('is a bare array of 20, encoded, without keys that the schema does not name', async () => {
    const response = await call(list, '/things');
    const things = (await response.json()) as Thing[];
    expect(things).toHaveLength(20);
    expect(things[0]).toEqual({
      id: store.things[0]!.id,
      name: 'thing 0',
      at: '2023-11-14T22:13:20.000Z',
    });
  });

  it('leads through all pages by absolute links that keep the filters', async () => {
    let address: string | undefined = '/things?limit=20&kind=post';
    const seen: string[] = [];
    for (let pages = 0; address && pages < 5; pages += 1) {
      const response = await call(list, address);
      seen.push(...((await response.json()) as Thing[]).map(({ id }) => id));
      const link = response.headers.get('link');
      expect(link ?? '<https://vesta.example/api/things?kind=post>; rel="next"').toMatch(
        /^<https:\/\/vesta\.example\/api\/things\?.*kind=post.*>; rel="next"$/,
      );
      address = link?.slice('<https://vesta.example/api'.length, link.indexOf('>'));
    }
    expect(seen).toEqual(store.things.map(({ id }) => id));
  });

  it('reads comma lists, repeated lists, numbers and booleans', async () => {
    await call(list, '/things?kind=post,song&loud=false&limit=3');
    expect(store.seen).toEqual({ kind: ['post', 'song'], loud: false, limit: 3 });
    await call(list, '/things?kind=post&kind=song');
    expect(store.seen).toMatchObject({ kind: ['post', 'song'] });
  });

  it.each([
    ['?colour=red', 'colour', 'Unknown parameter'],
    ['?__proto__=1', '__proto__', 'Unknown parameter'],
    ['?kind=post,opera', 'kind', '"opera"'],
    ['?kind=', 'kind', 'Choose one of'],
    ['?loud=maybe', 'loud', 'true or false'],
    ['?limit=0', 'limit', '1 or more'],
    ['?limit=101', 'limit', '100 or less'],
    ['?limit=ten', 'limit', 'Give a number'],
    ['?limit=1.5', 'limit', 'a whole number'],
    ['?limit=', 'limit', 'Give a number'],
    ['?limit=1&limit=2', 'limit', 'more than once'],
    ['?cursor=nonsense', 'cursor', 'does not belong to this list'],
    ['?cursor=', 'cursor', 'does not belong to this list'],
    ['?cursor=WzIwXQ', 'cursor', 'does not belong to this list'],
    ['?kind=%00', 'kind', 'Not valid text'],
  ])('refuses %s and names %s', async (query, path, message) => {
    const response = await call(list, `/things${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({
      status: 400,
      type: '/api/docs#problem-invalid',
      errors: [{ path, message: expect.stringContaining(message) }],
    });
  });
});

describe('the cursor of a list', () => {
  const params = z.object({ store: z.string() });
  const elsewhere = { ...list, id: 'things.elsewhere', path: '/stores/{store}', params };
  const cursorAt = async (address: string, as?: Principal, operation = list) => {
    const response = await call(operation, address, { as });
    return new URL(/<(.+)>/.exec(response.headers.get('link')!)![1]!).searchParams.get('cursor')!;
  };

  it('says nothing, and stays the same', async () => {
    const cursor = await cursorAt('/things');
    expect(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))).not.toContain('20');
    expect(await cursorAt('/things')).toBe(cursor);
    expect((await call(list, `/things?limit=3&cursor=${cursor}`)).status).toBe(200);
  });

  it('fits this list only, these filters and this caller; changed it fits none', async () => {
    const [ada, emil] = [await make.person(), await make.person()];
    const withKey = { ...ada, key: { id: 'key', confinedTo: null } };
    const cursor = await cursorAt('/things?kind=post', ada);
    const ask = (query: string, as: Principal = ada, operation = list) =>
      call(operation, operation.path.replace(/\{.+/, 'a') + query, { as });
    expect((await ask(`?kind=post&cursor=${cursor}`)).status).toBe(200);
    const ofStore = await cursorAt('/stores/a', ada, elsewhere);
    expect((await ask(`?cursor=${ofStore}`, ada, elsewhere)).status).toBe(200);
    const storeB = call(elsewhere, `/stores/b?cursor=${ofStore}`, { as: ada });
    for (const refused of await Promise.all([
      ask(`?cursor=${cursor}`),
      ask(`?kind=song&cursor=${cursor}`),
      ask(`?kind=post&loud=true&cursor=${cursor}`),
      ask(`?kind=post&cursor=${cursor}`, emil),
      ask(`?kind=post&cursor=${cursor}`, { userId: null }),
      ask(`?kind=post&cursor=${cursor}`, withKey),
      ask(`?kind=post&cursor=${cursor}`, ada, elsewhere),
      ask(`?kind=post&cursor=${cursor.slice(0, -4)}AAAA`),
      ask(`?kind=post&cursor=${cursor}A`),
      storeB,
    ])) {
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ errors: [{ path: 'cursor' }] });
    }
  });
});

describe('an ETag', () => {
  it('carries the version and answers 304 to who has it, also as a weak one among others', async () => {
    const address = `/things/${store.things[0]!.id}`;
    const etag = (await call(read, address)).headers.get('etag')!;
    expect(etag).toMatch(/^"v1-[0-9a-f]{16}"$/);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await call(read, address, { headers: { 'if-none-match': tag } });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(etag);
      expect(await again.text()).toBe('');
    }
  });

  it('changes when the representation does, even where the version stays', async () => {
    const [thing] = store.things as [Thing];
    const etag = (await call(read, `/things/${thing.id}`)).headers.get('etag')!;
    thing.name = 'renamed behind its back';
    const again = await call(read, `/things/${thing.id}`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(200);
  });

  it('holds for a page of a list', async () => {
    const etag = (await call(list, '/things')).headers.get('etag')!;
    const options = { headers: { 'if-none-match': etag } };
    expect((await call(list, '/things', options)).status).toBe(304);
    store.things.shift();
    expect((await call(list, '/things', options)).status).toBe(200);
  });
});

describe('reading', () => {
  it('answers HEAD like GET without the body', async () => {
    const get = await call(read, `/things/${store.things[0]!.id}`);
    const head = await call(read, `/things/${store.things[0]!.id}`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('etag')).toBe(get.headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  it('answers 404 for what is not there and for a parameter that can lead nowhere', async () => {
    expect((await call(read, '/things/nope')).status).toBe(404);
    expect((await call(read, '/things/x', { params: { thing: 'x\0' } })).status).toBe(404);
    expect((await call(read, '/things/x', { params: { thing: 'x'.repeat(201) } })).status).toBe(
      404,
    );
    for (const thing of [` ${store.things[0]!.id}`, `${store.things[0]!.id} `]) {
      expect((await call(read, '/things/x', { params: { thing } })).status).toBe(404);
    }
  });

  it('is kept by nobody for the signed in, and asked for again for guests', async () => {
    const ada = await make.person();
    const mine = await call(list, '/things', { as: ada });
    expect(mine.headers.get('cache-control')).toBe('private, no-store');
    const guests = await call(list, '/things');
    expect(guests.headers.get('cache-control')).toBe('no-cache');
    expect(guests.headers.get('vary')).toBe('Cookie, Authorization');
  });
});
