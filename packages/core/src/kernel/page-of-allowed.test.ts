/** Lists of what is found first and asked about afterwards, a few at a time. */
import { workspaces } from '@vesta-cx/db';
import type { Keyset, KeysetValue } from '@vesta-cx/db/query';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { collection } from '../../test/collections.ts';
import { db, person, workspace } from '../../test/make.ts';
import * as collections from '../collections/index.ts';
import * as homes from '../workspaces/index.ts';
import { pageOfAllowed, type Candidate } from './page-of-allowed.ts';

const newest: Keyset = { columns: [workspaces.id], direction: 'desc' };
const alphabetical: Keyset = { columns: [workspaces.searchKey, workspaces.id], direction: 'asc' };

/** The n-th of the things that there are; of each name there are many. */
const thing = (n: number): Candidate => ({
  id: `id-${String(n).padStart(4, '0')}`,
  searchKey: `name ${9 - (n % 10)}`,
});
const valuesOf = (order: Keyset, { id, searchKey }: Candidate): KeysetValue[] =>
  order.columns.length > 1 ? [searchKey, id] : [id];

/** In the order of a list: as a text whose letters sort as the values do. */
function sorted(order: Keyset, things: Candidate[]): Candidate[] {
  const text = (one: Candidate) => valuesOf(order, one).join(' ');
  const up = things.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
  return order.direction === 'asc' ? up : up.reverse();
}

/** Sifts what is in the places, and says how it asked. */
async function sifted(
  order: Keyset,
  places: Candidate[][],
  isAllowed: (id: string) => boolean,
  limit: number,
) {
  const asked: string[][] = [];
  const there = new Map(places.flat().map((one) => [one.id, one]));
  const found = await pageOfAllowed<Candidate>(
    {
      order,
      begin: undefined,
      candidates: async (begin, size) =>
        places.map((place) => {
          const all = sorted(order, place);
          const last = begin && all.findIndex((one) => isAfter(order, one, begin));
          return (last === undefined ? all : last < 0 ? [] : all.slice(last)).slice(0, size);
        }),
      allowed: async (ids) => {
        asked.push(ids);
        // In an order of its own.
        return [...there.values()].filter(({ id }) => ids.includes(id) && isAllowed(id));
      },
      idOf: ({ id }) => id,
    },
    limit,
  );
  return { ids: found.map(({ id }) => id), asked };
}

function isAfter(order: Keyset, one: Candidate, begin: readonly KeysetValue[]): boolean {
  const [a, b] = [valuesOf(order, one).join(' '), begin.join(' ')];
  return order.direction === 'asc' ? a > b : a < b;
}

it.each([
  ['newest first', newest],
  ['alphabetically', alphabetical],
])('what is allowed is listed once, in order and no more than asked for, %s', async (_, order) => {
  const numbers = fc.uniqueArray(fc.nat(199), { maxLength: 150 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(numbers, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 1, max: 5 }),
      async (places, limit, every) => {
        const isAllowed = (id: string) => Number(id.slice(3)) % every === 0;
        const made = places.map((place) => place.map(thing));
        const { ids, asked } = await sifted(order, made, isAllowed, limit);
        const all = [...new Set(places.flat())].map(thing).filter(({ id }) => isAllowed(id));
        expect(ids).toEqual(
          sorted(order, all)
            .slice(0, limit)
            .map(({ id }) => id),
        );
        for (const some of asked) {
          expect(some.length).toBeLessThanOrEqual(50);
          expect(new Set(some).size).toBe(some.length);
        }
        expect(new Set(asked.flat()).size, 'nothing is asked about twice').toBe(
          asked.flat().length,
        );
      },
    ),
  );
});

it('goes on after whole pages of what is refused', async () => {
  const place = Array.from({ length: 130 }, (_, n) => thing(n));
  const { ids, asked } = await sifted(newest, [place], (id) => id < 'id-0003', 20);
  expect(ids).toEqual(['id-0002', 'id-0001', 'id-0000']);
  expect(asked.length).toBeGreaterThan(6);
});

it('asks about no more at once than it needs, nor than D1 takes', async () => {
  const place = Array.from({ length: 130 }, (_, n) => thing(n));
  const lengths = async (limit: number) =>
    (await sifted(newest, [place, place], () => true, limit)).asked.map((some) => some.length);
  expect(await lengths(20)).toEqual([20]);
  expect(await lengths(130)).toEqual([50, 50, 30]);
});

// D1 binds at most 100 values to a statement.
it('somebody with more than a hundred workspaces and collections has a hundred on a page', async () => {
  const ada = await person();
  const places: string[] = [];
  const playlists: string[] = [];
  for (let n = 0; n < 105; n += 1) {
    places.unshift((await workspace(ada)).id);
    playlists.unshift((await collection(ada)).id);
  }
  for (const access of ['read', 'write'] as const) {
    const { items, next } = await homes.list(db, ada, { limit: 100, access });
    expect(items.map(({ id }) => id)).toEqual(places.slice(0, 100));
    const rest = await homes.list(db, ada, { limit: 100, access, cursor: next! });
    expect(rest.items.map(({ id }) => id)).toEqual(places.slice(100));
  }
  const page = { limit: 100, access: 'write' } as const;
  const { items, next } = await collections.list(db, ada, page);
  expect(items.map((one) => one.collection.id)).toEqual(playlists.slice(0, 100));
  const rest = await collections.list(db, ada, { ...page, cursor: next! });
  expect(rest.items.map((one) => one.collection.id)).toEqual(playlists.slice(100));
});
