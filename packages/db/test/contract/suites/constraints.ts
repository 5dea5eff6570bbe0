import { and, eq, getTableColumns, type Column } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../../src/index.ts';
import type { AnyTable, Database } from '../../../src/query/index.ts';
import { collection, engagement, resource, scene, user, workspace } from '../scene/index.ts';
import { clear, enumColumns, fill, insert, nameOf, refusal } from '../tables.ts';

const enums = scene.flatMap(({ table, rows }) =>
  enumColumns(table).map(([name, column]) => ({
    what: `${nameOf(table)}.${column.name}`,
    table: table as AnyTable,
    row: rows[0]!,
    name,
    values: column.enumValues!,
  })),
);

export function constraints(db: () => Database): void {
  describe('CHECKs', () => {
    beforeAll(async () => {
      await clear(db());
      await fill(db());
    });

    it.each(enums)('refuse an unknown value of $what', async ({ table, row, name, values }) => {
      const otherCase = values[0] === values[0]!.toLowerCase() ? 'toUpperCase' : 'toLowerCase';
      for (const bad of ['nonsense', '', values[0]![otherCase]()]) {
        const change = db()
          .update(table)
          .set({ [name]: bad } as never)
          .where(sameRow(table, row));
        expect(await refusal(change), bad).toMatch(/constraint/i);
      }
    });

    const broken: [string, AnyTable, Record<string, unknown>][] = [
      ['a slug in capitals', schema.workspaces, { ...workspace, id: 'x', slug: 'Moth' }],
      ['a handle in capitals', schema.users, { ...user, workosUserId: 'x', handle: 'ANA' }],
      ['a resource slug in capitals', schema.resources, { ...resource, id: 'x', slug: 'Moth' }],
      ['a collection slug in capitals', schema.collections, { ...collection, id: 'x', slug: 'M' }],
      [
        'a post without a title',
        schema.resources,
        { ...resource, id: 'x', slug: 'x', title: null },
      ],
      [
        'a status with a title',
        schema.resources,
        { ...resource, id: 'x', slug: 'x', type: 'status' },
      ],
      [
        'a post at no home',
        schema.resources,
        { ...resource, id: 'x', slug: 'x', workspaceId: null },
      ],
      [
        'a static collection of no kind',
        schema.collections,
        { ...collection, id: 'x', kind: null, slug: 'x' },
      ],
      [
        'a manual collection with a kind',
        schema.collections,
        { ...collection, id: 'x', type: 'manual', slug: 'x', kind: 'reposts' },
      ],
      [
        'a link that runs script',
        schema.resourceUrls,
        { resourceId: 'r2', position: 9, name: 'x', url: 'javascript:alert(1)' },
      ],
      [
        'a price below nothing',
        schema.featurePricing,
        { featureSlug: 'custom-domain', basePriceCents: -1, costOfOperation: 0 },
      ],
      [
        'a track before the first',
        schema.albumSongs,
        { albumResourceId: 'r1', songResourceId: 'r2', trackNumber: 0 },
      ],
    ];
    it.each(broken)('refuse %s', async (_, table, row) => {
      expect(await refusal(insert(db(), table, row))).toMatch(/check|constraint/i);
    });

    it('refuse a discount above one half', async () => {
      const change = db().update(schema.userSubscriptions).set({ discountPct: 51 });
      expect(await refusal(change)).toMatch(/constraint/i);
    });
  });

  describe('unique keys', () => {
    beforeAll(async () => {
      await clear(db());
      await fill(db());
    });

    const taken: [string, AnyTable, Record<string, unknown>][] = [
      ['workspace slug', schema.workspaces, { ...workspace, id: 'x' }],
      ['handle', schema.users, { ...user, workosUserId: 'x' }],
      ['slug within a workspace', schema.resources, { ...resource, id: 'x' }],
      ['static collection of one kind', schema.collections, { ...collection, id: 'x', slug: 'x' }],
      ['slug within an owner', schema.collections, { ...collection, id: 'x', kind: 'reposts' }],
      ['engagement', schema.engagements, { ...engagement, id: 'x' }],
    ];
    it.each(taken)('refuse a second row of the same %s', async (_, table, row) => {
      expect(await refusal(insert(db(), table, row))).toMatch(/unique|duplicate/i);
    });

    it('compare bytes: an accent makes another slug, and so does the way it is composed', async () => {
      for (const slug of ['cafe', 'café', 'cafe\u0301', 'cafß', 'cafss']) {
        await insert(db(), schema.workspaces, { ...workspace, id: slug, slug });
        const found = await db()
          .select({ id: schema.workspaces.id })
          .from(schema.workspaces)
          .where(eq(schema.workspaces.slug, slug));
        expect(found).toEqual([{ id: slug }]);
      }
    });

    it('let one owner have many manual collections, and two workspaces the same slug', async () => {
      const manual = { ...collection, type: 'manual', kind: null };
      await insert(db(), schema.collections, { ...manual, id: 'm1', slug: 'm1' });
      await insert(db(), schema.collections, { ...manual, id: 'm2', slug: 'm2' });
      await insert(db(), schema.resources, { ...resource, id: 'x', workspaceId: 'w2' });
    });
  });

  describe('foreign keys', () => {
    beforeAll(async () => {
      await clear(db());
      await fill(db());
    });

    const orphans: [AnyTable, Record<string, unknown>][] = [
      [schema.users, { ...user, workosUserId: 'x', handle: 'x', organizationId: 'nowhere' }],
      [schema.teamUsers, { teamId: 'nowhere', userId: 'user_ana' }],
      [schema.resources, { ...resource, id: 'x', slug: 'x', workspaceId: 'nowhere' }],
      [schema.posts, { resourceId: 'nowhere', body: '', bodyHtml: '' }],
      [schema.engagementMentions, { engagementId: 'no', mentionedType: 'user', mentionedId: 'x' }],
      [schema.userFeatures, { userId: 'user_bo', featureSlug: 'nowhere' }],
    ];
    it.each(orphans)('keep an orphan out of table %#', async (table, row) => {
      expect(await refusal(insert(db(), table, row))).toMatch(/foreign key/i);
    });

    it('keep a person who owns a team', async () => {
      const removal = db().delete(schema.users).where(eq(schema.users.workosUserId, 'user_ana'));
      expect(await refusal(removal)).toMatch(/foreign key/i);
    });

    it('take everything of a workspace with it', async () => {
      await db().delete(schema.workspaces).where(eq(schema.workspaces.id, 'w1'));
      const left = async (table: AnyTable) => (await db().select().from(table)).length;
      // An address stays taken.
      const slugs = await db().select().from(schema.workspaceSlugs);
      expect(slugs.map(({ workspaceId }) => workspaceId)).toEqual([null, null]);
      expect(await left(schema.resources)).toBe(1);
      for (const table of [
        schema.resourceAuthors,
        schema.posts,
        schema.songs,
        schema.albums,
        schema.albumSongs,
        schema.resourceUrls,
      ]) {
        expect(await left(table), nameOf(table)).toBe(0);
      }
    });
  });
}

/** The condition that finds `row` by all that is text and not null in it. */
function sameRow(table: AnyTable, row: Record<string, unknown>) {
  const columns = Object.entries(getTableColumns(table)) as [string, Column][];
  return and(
    ...columns
      .filter(([name, column]) => column.dataType === 'string' && row[name] !== null)
      .map(([name, column]) => eq(column, row[name])),
  );
}
