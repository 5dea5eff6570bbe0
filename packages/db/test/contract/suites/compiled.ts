import { and, asc, eq, inArray, lte, max, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { collections, resources, users, workspaces, workspaceSlugs } from '../../../src/index.ts';
import { batch, compiled, type Database } from '../../../src/query/index.ts';
import { clear, fill } from '../tables.ts';

export function compiledSelects(db: () => Database): void {
  describe('a compiled select', () => {
    beforeAll(async () => {
      await clear(db());
      await fill(db());
    });

    const built: number[] = [];
    const ask = {
      whole: (q: Database, { rows }: { rows: number }) =>
        q.select().from(resources).orderBy(asc(resources.id)).limit(rows),
      joined: (q: Database, { rows }: { rows: number }) =>
        q
          .select({
            resource: resources,
            workspace: workspaces,
            owner: { name: users.displayName },
          })
          .from(resources)
          .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
          .leftJoin(users, eq(users.workosUserId, resources.ownerId))
          .orderBy(asc(resources.id))
          .limit(rows),
      byIds: (q: Database, { ids }: { ids: string[] }) =>
        q
          .select({ id: resources.id, twice: sql<string>`${resources.slug}`.as('twice') })
          .from(resources)
          .where(inArray(resources.id, ids))
          .orderBy(asc(resources.id)),
      byMoment: (q: Database, { until }: { until: Date }) =>
        q
          .select()
          .from(resources)
          .where(lte(resources.publishedAt, until))
          .orderBy(asc(resources.id)),
    };
    const kept = {
      whole: compiled(ask.whole),
      joined: compiled(ask.joined),
      byIds: compiled(ask.byIds),
      byMoment: compiled(ask.byMoment),
    };

    it('answers what the same select answers that was built for its values', async () => {
      for (const rows of [1, 100, 2]) {
        expect(await kept.whole(db(), { rows })).toEqual(await ask.whole(db(), { rows }));
        expect(await kept.joined(db(), { rows })).toEqual(await ask.joined(db(), { rows }));
      }
      const all = (await db().select({ id: resources.id }).from(resources)).map(({ id }) => id);
      expect(all.length).toBeGreaterThan(2);
      for (const ids of [all, [], all.slice(1), all.slice(0, -1)]) {
        expect(await kept.byIds(db(), { ids })).toEqual(await ask.byIds(db(), { ids }));
      }
      const moments = await db()
        .select({ at: max(resources.publishedAt) })
        .from(resources);
      for (const until of [moments[0]!.at!, new Date('1990-01-01T00:00:00Z'), new Date()]) {
        expect(await kept.byMoment(db(), { until })).toEqual(await ask.byMoment(db(), { until }));
      }
    });

    it('is null where a join found nothing, as Drizzle has it', async () => {
      const plain = (q: Database) =>
        q
          .select({ collection: collections, slug: workspaceSlugs })
          .from(collections)
          .leftJoin(
            workspaceSlugs,
            and(eq(workspaceSlugs.workspaceId, collections.ownerId), eq(workspaceSlugs.slug, 'no')),
          )
          .orderBy(asc(collections.id));
      const rows = await compiled(plain)(db(), {});
      expect(rows[0]).toMatchObject({ slug: null });
      expect(rows).toEqual(await plain(db()));
    });

    it('goes into a batch beside others', async () => {
      const answers = await batch(db(), (q) => [
        kept.byIds(q, { ids: ['nobody'] }),
        q.select().from(users),
        kept.whole(q, { rows: 1 }),
      ]);
      expect(answers[0]).toEqual([]);
      expect(answers[1].length).toBeGreaterThan(0);
      expect(answers[2]).toEqual(await ask.whole(db(), { rows: 1 }));
    });

    it('is built once for each shape of its values and each form', async () => {
      const find = compiled(
        (
          q,
          { ids, slug }: { ids: string[]; slug: string | undefined },
          { newest }: { newest: boolean },
        ) => {
          built.push(ids.length);
          return q
            .select()
            .from(resources)
            .where(and(inArray(resources.id, ids), slug ? eq(resources.slug, slug) : undefined))
            .orderBy(newest ? sql`${resources.id} desc` : asc(resources.id));
        },
      );
      for (const newest of [true, false]) {
        for (const slug of ['a', 'b', undefined]) {
          for (const ids of [['a'], ['b'], ['a', 'b']]) await find(db(), { ids, slug }, { newest });
        }
      }
      expect(built).toHaveLength(8);
    });
  });
}
