import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../../src/index.ts';
import {
  after,
  decodeCursor,
  encodeCursor,
  orderOf,
  pageOf,
  type Database,
  type Keyset,
  type Page,
} from '../../../src/query/index.ts';
import { resource, scene, user } from '../scene/index.ts';
import { clear, fill, insert } from '../tables.ts';

const { resources, users } = schema;
const names = ['', 'a', 'a-b', 'ab', 'Z', 'z', 'é', 'e\u0301', 'ß', '日', '🎛️', '\uffee'];

export function keyset(db: () => Database): void {
  describe('walking a list by its cursors', () => {
    beforeAll(async () => {
      await clear(db());
      await fill(db(), scene.slice(0, 2));
      await fill(db(), [
        {
          table: resources,
          // Few moments for many rows, and ids in another order than the moments.
          rows: Array.from({ length: 40 }, (_, n) => ({
            ...resource,
            workspaceId: null,
            type: 'status',
            title: null,
            id: `r${(n * 23) % 40}`,
            slug: `r${n}`,
            publishedAt: new Date(1_700_000_000_000 + (n % 5)),
          })),
        },
        {
          table: users,
          rows: names.flatMap((searchKey, n) =>
            [0, 1].map((twin) => ({
              ...user,
              displayName: 'Walked',
              workosUserId: `u${n}-${twin}`,
              handle: `u${n}-${twin}`,
              searchKey,
            })),
          ),
        },
      ]);
    });

    const directions = fc.constantFrom('asc' as const, 'desc' as const);
    const sizes = fc.integer({ min: 1, max: 50 });

    it('gives every row once and in order across ties, whatever the page size', async () => {
      const all = await db().select().from(resources);
      await fc.assert(
        fc.asyncProperty(directions, sizes, async (direction, size) => {
          const walked = await walk(byMoment(db(), direction, size));
          const expected = all
            .toSorted(
              (a, b) =>
                a.publishedAt!.getTime() - b.publishedAt!.getTime() || (a.id < b.id ? -1 : 1),
            )
            .map(({ id }) => id);
          expect(walked).toEqual(direction === 'asc' ? expected : expected.toReversed());
        }),
        { numRuns: 15 },
      );
    });

    it('sorts names by their bytes, the same on every engine', async () => {
      await fc.assert(
        fc.asyncProperty(directions, sizes, async (direction, size) => {
          const walked = await walk(byName(db(), direction, size));
          const expected = names
            .flatMap((name, n) => [0, 1].map((twin) => ({ name, id: `u${n}-${twin}` })))
            .toSorted(
              (a, b) =>
                Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)) || (a.id < b.id ? -1 : 1),
            )
            .map(({ id }) => id);
          expect(walked).toEqual(direction === 'asc' ? expected : expected.toReversed());
        }),
        { numRuns: 10 },
      );
    });

    it('is not shifted by a row that appears before the cursor', async () => {
      const page = byMoment(db(), 'desc', 10);
      const first = await page(null);
      const rest = await walk(page, first.next);
      await insert(db(), resources, {
        ...resource,
        workspaceId: null,
        type: 'status',
        title: null,
        id: 'newest',
        publishedAt: new Date(1_900_000_000_000),
      });
      expect(await walk(page, first.next)).toEqual(rest);
      await db().delete(resources).where(eq(resources.id, 'newest'));
    });
  });

  describe('a cursor', () => {
    const values = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.integer(),
        fc.date({ noInvalidDate: true, min: new Date(0) }),
      ),
      { minLength: 1, maxLength: 4 },
    );

    it('carries its values through an address', () => {
      fc.assert(
        fc.property(values, (sent) => {
          const cursor = encodeCursor(sent);
          expect(cursor).toMatch(/^[\w-]+$/);
          expect(decodeCursor(cursor, sent.length)).toEqual(sent);
          expect(decodeCursor(cursor, sent.length + 1)).toBeNull();
        }),
      );
    });

    it('that is not ours is refused and never throws', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
          expect(decodeCursor(text, 2)).toBeNull();
        }),
      );
      for (const json of ['[1,null]', '[1,{"t":"x"}]', '[1,[2]]', '{"0":1}', '[1,{"t":1e99}]']) {
        expect(decodeCursor(btoa(json), 2), json).toBeNull();
      }
    });

    it('holds what its columns hold, or is refused', () => {
      const columns = [resources.publishedAt, resources.version, resources.id];
      const good = [new Date(0), 7, 'id'];
      for (const moment of ['1000-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z']) {
        const early = good.with(0, new Date(moment));
        expect(decodeCursor(encodeCursor(early), columns)).toEqual(early);
      }
      expect(decodeCursor(encodeCursor(good), columns)).toEqual(good);
      for (const [i, wrong] of [
        [0, 'text'],
        [0, new Date('0999-12-31T23:59:59.999Z')],
        [0, new Date(8e15)],
        [1, 1.5],
        [1, 2 ** 31],
        [1, new Date(0)],
        [2, 3],
        [2, 'a\0'],
        [2, '\ud800'],
      ] as const) {
        const cursor = encodeCursor(good.with(i, wrong as never) as never);
        expect(decodeCursor(cursor, columns), `${i} ${String(wrong)}`).toBeNull();
      }
      expect(decodeCursor(encodeCursor(good.slice(1)), columns)).toBeNull();
    });
  });
}

type Fetch = (cursor: string | null) => Promise<Page<{ id: string }>>;

/** All ids from `cursor` on, page by page. */
async function walk(fetch: Fetch, cursor: string | null = null): Promise<string[]> {
  const { items, next } = await fetch(cursor);
  const ids = items.map(({ id }) => id);
  return next === null ? ids : [...ids, ...(await walk(fetch, next))];
}

function byMoment(db: Database, direction: 'asc' | 'desc', size: number): Fetch {
  const order: Keyset = { columns: [resources.publishedAt, resources.id], direction };
  return async (cursor) => {
    const from = cursor === null ? undefined : after(order, decodeCursor(cursor, 2)!);
    const rows = await db
      .select({ id: resources.id, publishedAt: resources.publishedAt })
      .from(resources)
      .where(and(eq(resources.ownerId, resource.ownerId), from))
      .orderBy(...orderOf(order))
      .limit(size + 1);
    return pageOf(rows, size, (row) => [row.publishedAt!, row.id]);
  };
}

function byName(db: Database, direction: 'asc' | 'desc', size: number): Fetch {
  const order: Keyset = { columns: [users.searchKey, users.workosUserId], direction };
  return async (cursor) => {
    const rows = await db
      .select({ id: users.workosUserId, name: users.searchKey })
      .from(users)
      .where(
        and(
          eq(users.displayName, 'Walked'),
          cursor === null ? undefined : after(order, decodeCursor(cursor, 2)!),
        ),
      )
      .orderBy(...orderOf(order))
      .limit(size + 1);
    return pageOf(rows, size, (row) => [row.name, row.id]);
  };
}
