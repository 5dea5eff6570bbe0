import { collectionItems, collections, newId, resources as table } from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db, rule, workspace } from '../../test/make.ts';
import { edit, now, post, scene } from '../../test/resources.ts';
import { guest } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as resources from './index.ts';

const later = new Date(now.getTime() + 60 * 60 * 1000);

describe('writing', () => {
  it('a draft gets an address, an excerpt, rendered text and its workspace as author', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home, {
      urls: [{ url: 'https://tidalflats.bandcamp.com/album/low-water' }],
    });
    expect(await resources.read(db, ada, id, now)).toMatchObject({
      slug: 'low-water',
      path: `/${home.slug}/low-water`,
      excerpt: 'The tide goes out.',
      publishedAt: null,
      version: 1,
      ownerId: ada.userId,
      post: { body: 'The *tide* goes out.', bodyHtml: '<p>The <em>tide</em> goes out.</p>' },
      authors: [{ type: 'workspace', id: home.id, path: `/${home.slug}` }],
      urls: [{ service: 'bandcamp', name: 'Bandcamp', position: 0 }],
    });
  });

  it('stands in the static collection of its workspace', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home);
    const [statics] = await db
      .select()
      .from(collections)
      .where(and(eq(collections.ownerId, home.id), eq(collections.kind, 'resources')));
    expect(statics?.itemCount).toBe(1);
    const items = await db
      .select()
      .from(collectionItems)
      .where(eq(collectionItems.collectionId, statics!.id));
    expect(items.map(({ itemId }) => itemId)).toEqual([id]);
  });

  it('what belongs to a label is owned by the label, whoever wrote it', async () => {
    const { ada, emil, home } = await scene();
    await rule('allow', 'user', emil.userId, 'workspace', home.id, 'write');
    expect(await post(emil, home)).toMatchObject({ ownerType: 'user', ownerId: ada.userId });
  });

  it('the same form sent twice makes one post', async () => {
    const { ada, home } = await scene();
    const id = newId();
    const [one, two] = await Promise.all([post(ada, home, { id }), post(ada, home, { id })]);
    expect([one.id, two.id]).toEqual([id, id]);
    expect(await db.select().from(table).where(eq(table.workspaceId, home.id))).toHaveLength(1);
  });

  it('the same id from elsewhere is refused', async () => {
    const { ada, emil, home } = await scene();
    const { id } = await post(ada, home);
    const other = await workspace(emil);
    await expect(post(emil, other, { id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('many at once with one title get an address each', async () => {
    const { ada, home } = await scene();
    const made = await Promise.all([1, 2, 3, 4].map(() => post(ada, home)));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(4);
  });

  it('a taken address is refused by its field', async () => {
    const { ada, home } = await scene();
    await post(ada, home, { slug: 'here' });
    const second = await post(ada, home);
    const taken = { code: 'conflict', errors: [{ path: 'slug' }] };
    await expect(post(ada, home, { slug: 'here' })).rejects.toMatchObject(taken);
    await expect(
      resources.update(db, await edit(ada, second.id), { slug: 'here' }),
    ).rejects.toMatchObject(taken);
  });

  it('addresses that the app serves itself are avoided', async () => {
    const { ada, home } = await scene();
    expect((await post(ada, home, { title: 'Followers' })).slug).toBe('followers-2');
  });

  it('as many links and authors as are allowed fit', async () => {
    const { ada, home } = await scene();
    const urls = Array.from({ length: resources.maxUrls }, (_, n) => ({
      url: `https://example.org/${n}`,
    }));
    const { id } = await post(ada, home, { urls });
    const view = await resources.read(db, ada, id, now);
    expect(view.urls.map(({ url }) => url)).toEqual(urls.map(({ url }) => url));
    expect(resources.urlsSchema.safeParse([...urls, urls[0]]).success).toBe(false);
    expect(resources.urlSchema.safeParse({ url: 'javascript:alert(1)' }).success).toBe(false);
  });

  it('a status is posted as oneself or as a workspace', async () => {
    const { ada, home } = await scene();
    const mine = await resources.createStatus(db, ada, { excerpt: 'Hello', publishedAt: now }, now);
    const proof = await workspaces.authorize(db, ada, home.id, 'write');
    const input = { type: 'status', excerpt: 'Out now!', publishedAt: now } as const;
    const ours = await resources.create(db, ada, proof, input, now);
    expect(ours.slug).toBe('out-now');
    const { items } = await resources.statusesOf(
      db,
      guest,
      { workosUserId: ada.userId },
      { limit: 5 },
      now,
    );
    expect(items.map(({ id }) => id)).toEqual([mine.id]);
    expect(items[0]?.path).toMatch(/^\/user\/.+#/);
    await expect(resources.createStatus(db, guest, { excerpt: 'x' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });
});

describe('who sees what', () => {
  it('a draft does not exist for those who may not write', async () => {
    const { ada, emil, home } = await scene();
    const { id } = await post(ada, home);
    for (const who of [guest, emil]) {
      await expect(resources.read(db, who, id, now)).rejects.toMatchObject({ code: 'not_found' });
      await expect(resources.authorize(db, who, id, 'write', now)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    await rule('allow', 'user', emil.userId, 'resource', id, 'write');
    expect((await resources.read(db, emil, id, now)).rights).toMatchObject({
      write: true,
      delete: false,
    });
  });

  it('a scheduled post appears when its time has come', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home, { publishedAt: later });
    await expect(resources.read(db, guest, id, now)).rejects.toMatchObject({ code: 'not_found' });
    const listed = async (at: Date) =>
      (await resources.list(db, guest, { limit: 100, workspace: home }, at)).items.length;
    expect(await listed(now)).toBe(0);
    expect(await listed(later)).toBe(1);
    expect((await resources.read(db, guest, id, later)).id).toBe(id);
  });

  it('an unlisted post is reachable by its address and shown in no list', async () => {
    const { ada, home } = await scene();
    const made = await post(ada, home, { publishedAt: now, status: 'UNLISTED' });
    const { id: found } = await resources.locate(db, home.slug, made.slug);
    expect((await resources.read(db, guest, found, now)).id).toBe(made.id);
    for (const which of [{}, { workspace: home }]) {
      const { items } = await resources.list(db, guest, { limit: 100, ...which }, now);
      expect(items.map(({ id }) => id)).not.toContain(made.id);
    }
    const unlisted = { limit: 9, workspace: home, status: 'UNLISTED' } as const;
    await expect(resources.list(db, guest, unlisted, now)).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect((await resources.list(db, ada, unlisted, now)).items).toHaveLength(1);
  });

  it('a guest who may read is asked to sign in for writing, a stranger is told why not', async () => {
    const { ada, emil, home } = await scene();
    const { id } = await post(ada, home, { publishedAt: now });
    await expect(edit(guest, id)).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(edit(emil, id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('a credit does not make a private workspace known', async () => {
    const { ada, emil, home } = await scene();
    const hidden = await workspace(emil, { visibility: 'private' });
    const { id } = await post(ada, home, { publishedAt: now });
    const credit = [{ type: 'workspace', id: hidden.id } as const];
    await expect(
      resources.replaceAuthors(db, ada, await edit(ada, id), credit),
    ).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'authors.0' }] });
    await rule('allow', 'user', ada.userId, 'workspace', hidden.id, 'read');
    await resources.replaceAuthors(db, ada, await edit(ada, id), credit);
    expect((await resources.read(db, guest, id, now)).authors).toEqual([]);
    expect((await resources.read(db, ada, id, now)).authors).toMatchObject([{ id: hidden.id }]);
  });
});
