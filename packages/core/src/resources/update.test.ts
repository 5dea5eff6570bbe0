import {
  albumSongs,
  collectionItemFilters,
  collectionItems,
  collections,
  engagements,
  newId,
  permissions,
  posts,
  resourceAuthors,
  resources as table,
  resourceUrls,
} from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db, rule } from '../../test/make.ts';
import { edit, now, post, scene } from '../../test/resources.ts';
import { guest } from '../kernel/index.ts';
import * as resources from './index.ts';

describe('changing', () => {
  it('publishing, taking back and publishing again', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home);
    const publish = async (publishedAt: Date | null) =>
      resources.update(db, await edit(ada, id), { publishedAt }, undefined, now);
    expect((await publish(now)).publishedAt).toEqual(now);
    expect((await resources.read(db, guest, id, now)).id).toBe(id);
    await publish(null);
    await expect(resources.read(db, guest, id, now)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('what is published later stands above what was written after it', async () => {
    const { ada } = await scene();
    const early = await resources.createStatus(db, ada, { excerpt: 'Written first' }, now);
    const minutes = (n: number) => new Date(now.getTime() + n * 60_000);
    await resources.createStatus(db, ada, { excerpt: 'Second', publishedAt: now }, now);
    const publishedAt = minutes(2);
    await resources.update(db, await edit(ada, early.id), { publishedAt }, undefined, minutes(1));
    const shown = async (at: Date) =>
      (
        await resources.statusesOf(db, guest, { workosUserId: ada.userId }, { limit: 9 }, at)
      ).items.map(({ excerpt }) => excerpt);
    expect(await shown(minutes(1))).toEqual(['Second']);
    expect(await shown(minutes(2))).toEqual(['Written first', 'Second']);
  });

  it('an excerpt that nobody wrote follows the text; a written one stays', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home);
    const change = async (patch: resources.UpdateResource) =>
      (await resources.update(db, await edit(ada, id), patch)).excerpt;
    expect(await change({ post: { body: 'The tide comes in.' } })).toBe('The tide comes in.');
    expect(await change({ excerpt: 'Mine' })).toBe('Mine');
    expect(await change({ post: { body: 'Slack water.' } })).toBe('Mine');
    expect(await change({ excerpt: '' })).toBe('Slack water.');
  });

  it('an excerpt that was cut between emoji follows the text, also when it is sent back as read', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home);
    const change = async (patch: resources.UpdateResource) =>
      (await resources.update(db, await edit(ada, id), patch)).excerpt;
    const read = await change({ post: { body: `a${'😀'.repeat(300)}` } });
    expect(read).toBe(`a${'😀'.repeat(238)}…`);
    expect(await change({ excerpt: read, post: { body: `b${'😀'.repeat(300)}` } })).toBe(
      `b${'😀'.repeat(238)}…`,
    );
    expect(await change({ post: { body: 'Slack water.' } })).toBe('Slack water.');
  });

  it('two tabs: the second is told, and nothing of it is written', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home, { urls: [{ url: 'https://example.org/first' }] });
    const [one, two] = [await edit(ada, id), await edit(ada, id)];
    await resources.update(db, one, { title: 'First tab', post: { body: 'first' } }, 1);
    const attempts = [
      () => resources.update(db, two, { title: 'Second', post: { body: 'second' } }, 1),
      () => resources.update(db, two, { slug: 'second' }, 1),
      () => resources.replaceUrls(db, two, [{ url: 'https://example.org/second' }], 1),
      () => resources.replaceAuthors(db, ada, two, [], { expected: 1 }),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: 'precondition_failed' });
    }
    expect(await resources.read(db, ada, id, now)).toMatchObject({
      title: 'First tab',
      slug: 'low-water',
      version: 2,
      post: { body: 'first' },
      urls: [{ url: 'https://example.org/first' }],
      authors: [{ id: home.id }],
    });
  });

  it('of two saves at the same moment one gets through', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home);
    const proof = await edit(ada, id);
    const outcomes = await Promise.allSettled(
      ['one', 'two', 'three'].map((body) => resources.update(db, proof, { post: { body } }, 1)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await resources.read(db, ada, id, now)).version).toBe(2);
  });

  it('a part that the type does not have is refused', async () => {
    const { ada, home } = await scene();
    const { id } = await post(ada, home);
    await expect(
      resources.update(db, await edit(ada, id), { song: { genre: 'Ambient' } }),
    ).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'song' }] });
  });

  it('links and credits are replaced as a whole, in their order', async () => {
    const { ada, emil, home } = await scene();
    const { id } = await post(ada, home);
    const urls = ['https://youtu.be/a', 'https://open.spotify.com/album/b'];
    await resources.replaceUrls(
      db,
      await edit(ada, id),
      urls.map((url) => ({ url })),
    );
    await resources.replaceUrls(
      db,
      await edit(ada, id),
      urls.toReversed().map((url) => ({ url })),
    );
    await resources.replaceAuthors(db, ada, await edit(ada, id), [
      { type: 'user', id: emil.userId, role: 'producer' },
      { type: 'workspace', id: home.id },
    ]);
    expect(await resources.read(db, ada, id, now)).toMatchObject({
      urls: [{ service: 'spotify' }, { service: 'youtube' }],
      authors: [{ id: emil.userId, role: 'producer' }, { id: home.id }],
      version: 4,
    });
  });
});

it('deleting leaves nothing behind', async () => {
  const { ada, emil, home } = await scene();
  const { id } = await post(ada, home, {
    publishedAt: now,
    urls: [{ url: 'https://example.org' }],
  });
  const list = newId();
  await db.insert(collections).values({
    id: list,
    ownerType: 'user',
    ownerId: emil.userId,
    name: 'Saved',
    slug: 'saved',
    type: 'manual',
    itemCount: 1,
    searchKey: 'saved',
  });
  const item = { collectionId: list, itemType: 'resource', itemId: id } as const;
  await db.insert(collectionItems).values({ ...item, position: 'a0' });
  await db
    .insert(collectionItemFilters)
    .values({ ...item, engagementAction: 'like', isVisible: false });
  await db.insert(engagements).values({
    subjectType: 'user',
    subjectId: emil.userId,
    action: 'like',
    objectType: 'resource',
    objectId: id,
  });
  await rule('allow', 'user', emil.userId, 'resource', id, 'write');

  await resources.remove(db, await resources.authorize(db, ada, id, 'delete', now));

  const left = await Promise.all([
    db.select().from(table).where(eq(table.id, id)),
    db.select().from(posts).where(eq(posts.resourceId, id)),
    db.select().from(resourceUrls).where(eq(resourceUrls.resourceId, id)),
    db.select().from(resourceAuthors).where(eq(resourceAuthors.resourceId, id)),
    db.select().from(albumSongs).where(eq(albumSongs.songResourceId, id)),
    db.select().from(collectionItems).where(eq(collectionItems.itemId, id)),
    db.select().from(collectionItemFilters).where(eq(collectionItemFilters.itemId, id)),
    db.select().from(engagements).where(eq(engagements.objectId, id)),
    db.select().from(permissions).where(eq(permissions.objectId, id)),
  ]);
  expect(left.flat()).toEqual([]);
  const counts = await db
    .select({ count: collections.itemCount })
    .from(collections)
    .where(eq(collections.ownerId, home.id));
  expect(counts.every(({ count }) => count === 0)).toBe(true);
  const [saved] = await db.select().from(collections).where(eq(collections.id, list));
  expect(saved?.itemCount).toBe(0);
});
