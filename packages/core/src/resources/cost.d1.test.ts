/** What pages of lists cost, on a D1 with thousands of rows. */
import type { D1PreparedStatement, D1Result } from '@cloudflare/workers-types';
import { env } from 'cloudflare:workers';
import * as schema from '@vesta-cx/db';
import type { ResourceType, Workspace } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { drizzle } from 'drizzle-orm/d1';
import { beforeAll, describe, expect, it } from 'vitest';
import { person, workspace } from '../../test/make.ts';
import { minute, now, sow } from '../../test/sow.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import * as resources from './index.ts';

const types: ResourceType[] = ['post', 'status', 'song', 'album'];

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
