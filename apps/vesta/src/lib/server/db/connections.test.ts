import { expect, it } from 'vitest';
import { perRequestPool } from './connections';

/** A pool that knows how often it was opened and closed, and contexts that remember what they wait for. */
function scene() {
  const opened: { closed: boolean }[] = [];
  const pool = perRequestPool(() => {
    const one = { closed: false };
    opened.push(one);
    return { client: one, close: async () => void (one.closed = true) };
  });
  const request = (ctx: object = { waitUntil: () => {} }) =>
    ({ env: { DATABASE_URL: 'postgres://somewhere' }, ctx }) as never;
  const begin = (platform: never) => pool.readYourWrites(new Request('http://a'), platform, answer);
  return { pool, opened, request, begin };
}
const answer = async () => new Response();

it('a request has one pool, which is closed when it is over', async () => {
  const { pool, opened, request, begin } = scene();
  const [first, second] = [request(), request()];
  await begin(first);
  await begin(second);
  expect(pool.connect(first)).toBe(pool.connect(first));
  pool.connect(second);
  pool.release(first);
  expect(opened.map(({ closed }) => closed)).toEqual([true, false]);
  pool.release(second);
  expect(opened.map(({ closed }) => closed)).toEqual([true, true]);
});

it('requests that share a context share a pool, until the last of them is over', async () => {
  const { pool, opened, request, begin } = scene();
  const shared = { waitUntil: () => {} };
  await begin(request(shared));
  pool.connect(request(shared));
  await begin(request(shared));
  pool.release(request(shared));
  expect(opened.map(({ closed }) => closed)).toEqual([false]);
  expect(pool.connect(request(shared))).toBe(opened[0]);
  pool.release(request(shared));
  expect(opened.map(({ closed }) => closed)).toEqual([true]);
});

it('a job that is no request closes its pool as well', () => {
  const { pool, opened, request } = scene();
  const job = request();
  pool.connect(job);
  pool.release(job);
  expect(opened.map(({ closed }) => closed)).toEqual([true]);
});

it('says what is missing where no database server is named', () => {
  const { pool } = scene();
  expect(() => pool.connect({ env: {}, ctx: {} } as never)).toThrow('DATABASE_URL');
});
