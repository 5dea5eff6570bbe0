import {
  asc,
  createTableRelationsHelpers,
  eq,
  extractTablesRelationalConfig,
  is,
  Many,
  type One,
} from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import * as schema from '../../../src/index.ts';
import type { Database } from '../../../src/query/index.ts';
import { scene } from '../scene/index.ts';
import { clear, fill } from '../tables.ts';

type Relations = Record<string, One | Many<string>>;
const config = extractTablesRelationalConfig(schema, createTableRelationsHelpers).tables;
/** Every exported table with the names of its relations, or of those that lead to many rows. */
const relationsOf = (nested: boolean) =>
  Object.values(config)
    .map(({ tsName, relations }) => {
      const chosen = Object.entries(relations as Relations).filter(
        ([, relation]) => nested || is(relation, Many),
      );
      return [tsName, chosen.map(([name]) => name)] as const;
    })
    .filter(([, names]) => names.length > 0);
const rowsOf = (table: unknown) => scene.find((entry) => entry.table === table)!.rows;

/** `nested` is false where the engine can't serve to-one and ordered relations. */
export function related(db: () => Database, { nested }: { nested: boolean }): void {
  describe('relations', () => {
    beforeAll(async () => {
      await clear(db());
      await fill(db());
    });

    it.each(relationsOf(nested))('%s with %j', async (name, names) => {
      const query = db().query[name as 'workspaces'];
      const rows = await query.findMany({
        with: Object.fromEntries(names.map((relation) => [relation, true])),
      });
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(Object.keys(row)).toEqual(expect.arrayContaining([...names]));
    });

    it('db.query.workspaces.findMany() answers whole rows', async () => {
      const rows = await db().query.workspaces.findMany({
        orderBy: asc(schema.workspaces.id),
      });
      expect(rows).toEqual(rowsOf(schema.workspaces));
    });

    if (!nested) return;

    it('a workspace with its resources and theirs, of the types the tables have', async () => {
      const found = await db().query.workspaces.findFirst({
        where: eq(schema.workspaces.slug, 'nachtfalter'),
        with: {
          slugs: true,
          resources: {
            orderBy: asc(schema.resources.id),
            with: {
              post: true,
              song: true,
              urls: { orderBy: asc(schema.resourceUrls.position) },
              authors: { orderBy: asc(schema.resourceAuthors.position) },
            },
          },
        },
      });
      const { slugs, resources, ...workspace } = found!;
      expect(workspace).toEqual(rowsOf(schema.workspaces)[0]);
      expect(slugs).toEqual(rowsOf(schema.workspaceSlugs).slice(0, 1));
      const [first, song] = resources;
      const { post, song: none, urls: noUrls, authors, ...resource } = first!;
      expect(resource).toEqual(rowsOf(schema.resources)[0]);
      expect(post).toEqual(rowsOf(schema.posts)[0]);
      expect([none, noUrls]).toEqual([null, []]);
      expect(authors).toEqual(expect.arrayContaining(rowsOf(schema.resourceAuthors)));
      expect(song!.song).toEqual(rowsOf(schema.songs)[0]);
      expect(song!.urls).toEqual(rowsOf(schema.resourceUrls));
    });

    it('a thread: a comment with its answers', async () => {
      const comment = await db().query.engagementComments.findFirst({
        where: eq(schema.engagementComments.engagementId, 'e1'),
        with: { replies: true, engagement: true, parent: true },
      });
      expect(comment!.replies).toEqual([rowsOf(schema.engagementComments)[1]]);
      expect(comment!.engagement).toEqual(rowsOf(schema.engagements)[0]);
      expect(comment!.parent).toBeNull();
    });
  });
}
