import { env } from 'cloudflare:workers';
import { collectionItems } from '@vesta-cx/db';
import { count, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { filledCollection, seenIn } from '../../test/collections.ts';
import { db, person } from '../../test/make.ts';
import { guest } from '../kernel/index.ts';
import * as collections from './index.ts';

describe('rows read', () => {
  it('a page costs what it shows, not what the collection holds', async () => {
    const [ada, emil] = [await person(), await person()];
    const { made, home } = await filledCollection(ada, 1);
    await fill(made.id, home.id, ada.userId, 3000, 0);
    const proof = await collections.read(db, guest, made.id);
    const page = () => collections.items(db, guest, proof, { limit: 20 });
    expect((await page()).items).toHaveLength(20);
    expect(await rowsRead(page)).toBeLessThanOrEqual(100);
    const asEmil = () => collections.items(db, emil, proof, { limit: 20 });
    expect(await rowsRead(asEmil)).toBeLessThanOrEqual(200);
    const whole = async (who: typeof emil | typeof guest) => {
      const owner = { type: 'user', id: ada.userId } as const;
      const { collection } = await collections.readBySlug(db, who, owner, made.slug);
      await collections.rights(db, who, collection);
      await collections.items(db, who, collection, { limit: 20 });
    };
    expect(await rowsRead(() => whole(guest))).toBeLessThanOrEqual(120);
    expect(await rowsRead(() => whole(emil))).toBeLessThanOrEqual(200);
    const list = () => collections.list(db, guest, { limit: 20 });
    expect(await rowsRead(list)).toBeLessThanOrEqual(80);
  });

  it('a long run of hidden items ends at the limit and goes on by cursor', async () => {
    const ada = await person();
    const { made, home } = await filledCollection(ada, 0);
    await fill(made.id, home.id, ada.userId, 1000, 990);
    const proof = await collections.read(db, guest, made.id);
    const first = () => collections.items(db, guest, proof, { limit: 20 });
    expect(await rowsRead(first)).toBeLessThanOrEqual(collections.scanLimit * 5);
    expect((await first()).items).toHaveLength(0);
    expect(await seenIn(guest, made.id, 20)).toHaveLength(10);
    const [row] = await db
      .select({ n: count() })
      .from(collectionItems)
      .where(eq(collectionItems.collectionId, made.id));
    expect(row?.n).toBe(1000);
  });
});

/** Puts `n` songs into a collection in bulk, the first `hidden` of them not for guests. */
async function fill(id: string, workspaceId: string, ownerId: string, n: number, hidden: number) {
  const now = Date.now() - 1000;
  await env.DB.batch([
    env.DB.prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ?1)
       insert into resources (id, owner_type, owner_id, workspace_id, slug, type, title, status,
         published_at, guest_readable, search_key, created_at, updated_at)
       select ?2 || printf('-%05d', i), 'user', ?3, ?2, printf('bulk-%05d', i), 'song', 'Bulk',
         'LISTED', ?4, i > ?5, 'bulk', ?4, ?4 from n`,
    ).bind(n, workspaceId, ownerId, now, hidden),
    env.DB.prepare(
      `insert into collection_items (collection_id, item_type, item_id, position, added_at, created_at, updated_at)
       select ?1, 'resource', id, 'b' || substr(id, -5), ?2, ?2, ?2 from resources
       where workspace_id = ?3 and title = 'Bulk'`,
    ).bind(id, now, workspaceId),
  ]);
}

/** The rows that D1 says it read while `run` ran. */
async function rowsRead(run: () => Promise<unknown>): Promise<number> {
  const session = (db as unknown as { session: { client: D1Like } }).session;
  const real = session.client;
  let total = 0;
  session.client = {
    prepare: (query: string) => {
      const wrap = (statement: Statement): Statement => ({
        ...statement,
        bind: (...values: unknown[]) => wrap(statement.bind(...values)),
        all: async () => {
          const result = await statement.all();
          total += result.meta.rows_read;
          return result;
        },
        raw: async () => {
          total += (await statement.all()).meta.rows_read;
          return statement.raw();
        },
      });
      return wrap(real.prepare(query));
    },
    batch: (statements: unknown[]) => real.batch(statements),
  };
  try {
    await run();
  } finally {
    session.client = real;
  }
  return total;
}

interface Statement {
  bind: (...values: unknown[]) => Statement;
  all: () => Promise<{ meta: { rows_read: number } }>;
  raw: () => Promise<unknown>;
}
interface D1Like {
  prepare: (query: string) => Statement;
  batch: (statements: unknown[]) => unknown;
}
