/** The order, the filters, the rights and the price of lists, on a D1 with thousands of rows. */
import type { D1PreparedStatement, D1Result } from '@cloudflare/workers-types';
import { env } from 'cloudflare:workers';
import * as schema from '@vesta-cx/db';
import {
  newId,
  permissions,
  resourceAuthors,
  resources as table,
  type NewResource,
  type Resource,
  type ResourceType,
  type Workspace,
} from '@vesta-cx/db';
import { batch, searchKey, type Database } from '@vesta-cx/db/query';
import { decide } from '@vesta-cx/utils/permissions';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import { questionOf, refreshWorkspace } from '../permissions/index.ts';
import * as resources from './index.ts';

const now = new Date('2026-08-01T12:00:00Z');
const minute = 60_000;
const types: ResourceType[] = ['post', 'status', 'song', 'album'];

/** Rows as the commands make them, many at a time. */
async function sow(home: Workspace, rows: Partial<NewResource>[]): Promise<string[]> {
  const made = rows.map((row, n) => ({
    id: newId(),
    ownerType: home.ownerType,
    ownerId: home.ownerId,
    workspaceId: home.id,
    slug: `r-${n}-${newId().slice(-8)}`,
    type: 'post' as const,
    title: row.type === 'status' ? null : `Piece ${n}`,
    status: 'LISTED' as const,
    publishedAt: new Date(now.getTime() - n * minute),
    guestReadable: true,
    searchKey: searchKey(`Piece ${n}`),
    ...row,
  }));
  const size = 6;
  for (let i = 0; i < made.length; i += size * 60) {
    await batch(db, (q) => {
      const statements = [];
      for (let j = i; j < Math.min(made.length, i + size * 60); j += size) {
        const some = made.slice(j, j + size);
        statements.push(q.insert(table).values(some));
        statements.push(
          q.insert(resourceAuthors).values(
            some.map(({ id }) => ({
              resourceId: id,
              authorType: 'workspace' as const,
              authorId: home.id,
            })),
          ),
        );
      }
      return statements;
    });
  }
  return made.map(({ id }) => id);
}

/** A client that adds up what D1 says it has read. */
function metered(): { db: Database; rowsRead: () => number } {
  let total = 0;
  const count = <T extends D1Result>(result: T): T => {
    total += result.meta.rows_read;
    return result;
  };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => wrap(target.bind(...values));
        if (name === 'all' || name === 'run') return async () => count(await target.all());
        if (name === 'raw') {
          return async () => {
            // `raw` carries no meta, so the same query is asked once more.
            count(await target.all());
            return target.raw();
          };
        }
        if (name === 'inner') return target;
        return Reflect.get(target, name) as unknown;
      },
    });
  const client = new Proxy(env.DB, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => wrap(target.prepare(sql));
      if (name === 'batch') {
        return async (statements: { inner: D1PreparedStatement }[]) =>
          (await target.batch(statements.map(({ inner }) => inner))).map(count);
      }
      return Reflect.get(target, name) as unknown;
    },
  });
  return { db: drizzle(client, { schema }), rowsRead: () => total };
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);

/** All pages of a list, one after the other. */
async function walk(
  who: Principal,
  which: Omit<resources.ListResources, 'limit'>,
  limit: number,
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await resources.list(db, who, { ...which, limit, cursor }, now);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    seen.push(...idsOf(page.items));
    cursor = page.next ?? undefined;
  } while (cursor);
  return seen;
}

describe('what a page costs', () => {
  let ada: Person;
  let big: Workspace;

  beforeAll(async () => {
    ada = await person();
    big = await workspace(ada);
    await sow(
      big,
      Array.from({ length: 5000 }, (_, n) => ({
        type: types[n % 4]!,
        status: n % 7 === 0 ? 'UNLISTED' : 'LISTED',
        guestReadable: n % 5 !== 0,
        publishedAt:
          n % 3 === 0 ? null : new Date(now.getTime() + (n % 11 === 0 ? n : -n) * minute),
      })),
    );
  }, 120_000);

  const some: ResourceType[][] = [[], ['song'], ['song', 'album'], ['post', 'song', 'album']];
  const cases: [string, () => Principal, Partial<resources.ListResources>, boolean][] = [
    ['a guest, everywhere', () => guest, {}, false],
    ['a person, everywhere', () => ada, {}, false],
    ['a guest, one workspace', () => guest, {}, true],
    ['the owner, one workspace', () => ada, {}, true],
    ['the owner, unlisted', () => ada, { status: 'UNLISTED' }, true],
    ['the owner, drafts', () => ada, { state: 'draft' }, true],
    ['the owner, scheduled', () => ada, { state: 'scheduled' }, true],
  ];

  it.each(cases)(
    '%s: under 200 rows a page of 20, whatever the types',
    async (_, who, which, inBig) => {
      for (const type of some) {
        let cursor: string | undefined;
        for (let n = 0; n < 2; n += 1) {
          const meter = metered();
          const workspace = inBig ? big : undefined;
          const page = await resources.list(
            meter.db,
            who(),
            { limit: 20, cursor, type, workspace, ...which },
            now,
          );
          expect(page.items).toHaveLength(20);
          expect(meter.rowsRead(), `${type.join()} page ${n}`).toBeLessThan(200);
          cursor = page.next!;
        }
      }
    },
    30_000,
  );

  it('everything in a workspace, by a search, and by an author', async () => {
    for (const which of [{ state: 'all', workspace: big } as const, { q: 'piece 1' }]) {
      const meter = metered();
      const page = await resources.list(meter.db, ada, { limit: 20, ...which }, now);
      expect(page.items).toHaveLength(20);
      expect(meter.rowsRead()).toBeLessThan(250);
    }
  });
});

describe('order', () => {
  it('walking a list by its cursor gives what sorting everything gives', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const piece = fc.record({
      type: fc.constantFrom(...types),
      status: fc.constantFrom('LISTED' as const, 'UNLISTED' as const),
      // Few moments, so that many rows share one.
      publishedAt: fc.option(
        fc.integer({ min: -3, max: 3 }).map((n) => new Date(now.getTime() + n * minute)),
      ),
    });
    const which = fc.record(
      {
        type: fc.uniqueArray(fc.constantFrom(...types)),
        status: fc.constantFrom('LISTED' as const, 'UNLISTED' as const),
        state: fc.constantFrom(...resources.resourceStates),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 25 }),
        which,
        fc.integer({ min: 1, max: 6 }),
        async (pieces, filter, limit) => {
          await db.delete(table).where(eq(table.workspaceId, home.id));
          await sow(
            home,
            pieces.map((row) => ({ ...row, title: row.type === 'status' ? null : 'T' })),
          );
          const rows = await db.select().from(table).where(eq(table.workspaceId, home.id));
          expect(await walk(ada, { ...filter, workspace: home }, limit)).toEqual(
            idsOf(bruteForce(rows, filter)),
          );
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  function bruteForce(
    rows: Resource[],
    { type = [], status, state = 'published' }: Partial<resources.ListResources>,
  ): Resource[] {
    const wanted = status ?? (state === 'published' ? 'LISTED' : undefined);
    const time = ({ publishedAt }: Resource) => publishedAt?.getTime() ?? 0;
    const byId = (a: Resource, b: Resource) => (a.id < b.id ? 1 : -1);
    const kept = rows.filter((row) => {
      if (type.length > 0 && !type.includes(row.type)) return false;
      if (wanted && row.status !== wanted) return false;
      if (state === 'all') return true;
      if (row.publishedAt === null) return state === 'draft';
      return state === (row.publishedAt > now ? 'scheduled' : 'published');
    });
    if (state === 'published') return kept.sort((a, b) => time(b) - time(a) || byId(a, b));
    if (state === 'scheduled') return kept.sort((a, b) => time(a) - time(b) || -byId(a, b));
    return kept.sort(byId);
  }

  it('a search is alphabetical and folds accents', async () => {
    const ada = await person();
    const home = await workspace(ada);
    await sow(
      home,
      ['Zéphyr', 'zephyr two', 'Zebra', 'Azure'].map((title) => ({
        title,
        searchKey: searchKey(title),
      })),
    );
    const page = await resources.list(db, guest, { limit: 9, workspace: home, q: 'ZEP' }, now);
    expect(page.items.map(({ title }) => title)).toEqual(['Zéphyr', 'zephyr two']);
  });

  it('a cursor of another list is refused', async () => {
    const ada = await person();
    const home = await workspace(ada);
    await sow(home, [{}, {}, {}]);
    const { next } = await resources.list(db, ada, { limit: 1, workspace: home }, now);
    for (const which of [{ state: 'all', workspace: home } as const, { q: 'p' }]) {
      await expect(
        resources.list(db, ada, { limit: 1, cursor: next!, ...which }, now),
      ).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'cursor' }] });
    }
  });
});

describe('rights', () => {
  it('a list shows what the pure rules allow, whatever the permission rows', async () => {
    const [ada, emil] = [await person(), await person()];
    const home = await workspace(ada);
    const ids = await sow(home, [{}, {}, { publishedAt: null }, { publishedAt: null }]);
    const row = fc.record({
      value: fc.constantFrom('allow' as const, 'deny' as const),
      subject: fc.constantFrom(
        ['user', emil.userId] as const,
        ['static', 'authenticated'] as const,
        ['static', 'guest'] as const,
      ),
      object: fc.constantFrom(home.id, ...ids),
      action: fc.constantFrom('read', 'write', 'delete', 'admin'),
    });
    const rows = fc.uniqueArray(row, {
      maxLength: 8,
      selector: ({ subject, object, action }) => [...subject, object, action].join(),
    });
    const visibility = fc.constantFrom('public' as const, 'private' as const);
    await fc.assert(
      fc.asyncProperty(rows, visibility, async (rules, visible) => {
        for (const id of [home.id, ...ids]) {
          await db.delete(permissions).where(eq(permissions.objectId, id));
        }
        await db
          .update(schema.workspaces)
          .set({ visibility: visible })
          .where(eq(schema.workspaces.id, home.id));
        for (const { value, subject, object, action } of rules) {
          const type = object === home.id ? 'workspace' : 'resource';
          await rule(value, subject[0], subject[1], type, object, action);
        }
        await batch(db, (q) => refreshWorkspace(q, home.id));
        const present = { ...home, visibility: visible };
        for (const who of [guest, emil]) await agrees(who, present);
      }),
      { numRuns: 80 },
    );
  }, 120_000);

  async function agrees(who: Principal, home: Workspace): Promise<void> {
    const rows = await db.select().from(table).where(eq(table.workspaceId, home.id));
    const allowed = new Set<string>();
    for (const resource of rows) {
      const chain = resources.resourceChain(resource, home);
      const question = await questionOf(db, who, 'admin', chain);
      const action = resource.publishedAt ? 'read' : 'write';
      if (decide({ ...question, action }).allowed) allowed.add(resource.id);
    }
    for (const state of ['published', 'draft'] as const) {
      const listed = await resources
        .list(db, who, { limit: 100, workspace: home, state }, now)
        .then(({ items }) => idsOf(items))
        // Without the right on the workspace there is no list.
        .catch(() => null);
      if (listed === null) continue;
      const expected = rows.filter(
        ({ id, publishedAt }) => allowed.has(id) && (publishedAt === null) === (state === 'draft'),
      );
      expect(new Set(listed)).toEqual(new Set(idsOf(expected)));
    }
  }
});
