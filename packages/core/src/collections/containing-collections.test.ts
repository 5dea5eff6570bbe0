import { newId } from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { describe, expect, it } from 'vitest';
import { collection, collectionItem, mine, resourceRow, song } from '../../test/collections.ts';
import { dangling } from '../../test/dangling.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { guest, deletedUserId, reserveHandles } from '../kernel/index.ts';
import * as users from '../users/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as collections from './index.ts';

describe('the address of a collection', () => {
  it('is found under slugs that it had before, until another takes them', async () => {
    const missing = { code: 'not_found' };
    const ada = await person();
    const home = await workspace(ada);
    for (const owner of [
      { ownerType: 'user', ownerId: ada.userId },
      { ownerType: 'workspace', ownerId: home.id },
    ] as const) {
      const at =
        owner.ownerType === 'user'
          ? { type: 'user' as const, slug: (await users.find(db, ada.userId)).handle }
          : { type: 'workspace' as const, slug: home.slug };
      const made = await collection(ada, { name: 'First name', ...owner });
      const rename = async (id: string, slug: string) =>
        collections.update(db, await mine(ada, { id }), { slug });
      await rename(made.id, 'second-name');
      await rename(made.id, 'third-name');
      for (const slug of ['first-name', 'Second-Name', 'third-name']) {
        const found = await collections.readAt(db, guest, at, slug);
        expect(found.collection).toMatchObject({ id: made.id, slug: 'third-name' });
      }
      const taken = await collection(ada, { name: 'First name', ...owner });
      expect(taken.slug).toBe('first-name');
      expect((await collections.readAt(db, guest, at, 'first-name')).collection.id).toBe(taken.id);
      await rename(taken.id, 'other');
      expect((await collections.readAt(db, guest, at, 'first-name')).collection.id).toBe(taken.id);
      await expect(rename(taken.id, 'third-name')).rejects.toMatchObject({
        code: 'conflict',
        errors: [{ path: 'slug', suggestion: 'third-name-2' }],
      });
      await collections.remove(db, await collections.authorize(db, ada, taken.id, 'delete'));
      await expect(collections.readAt(db, guest, at, 'first-name')).rejects.toMatchObject(missing);
      expect(await dangling(db)).toEqual([]);
    }
  });

  it('is found below a former slug of its workspace and in any case', async () => {
    const ada = await person();
    const home = await workspace(ada, { slug: 'first-name' });
    const { id } = await collection(ada, {
      name: 'Playlist',
      ownerType: 'workspace',
      ownerId: home.id,
    });
    const proof = await workspaces.authorize(db, ada, home.id, 'admin');
    await workspaces.update(db, proof, { slug: 'second-name' });
    for (const [slug, name] of [
      ['first-name', 'playlist'],
      ['Second-Name', 'PLAYLIST'],
    ] as const) {
      const found = await collections.readAt(db, guest, { type: 'workspace', slug }, name);
      expect(found.collection.id).toBe(id);
      expect(found.owner.slug).toBe('second-name');
    }
  });

  it('is there for somebody to whom only this collection of a private workspace is open', async () => {
    const [ada, emil] = [await person(), await person()];
    const home = await workspace(ada, { slug: 'closed-room', visibility: 'private' });
    const { id, slug } = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    const at = { type: 'workspace', slug: 'closed-room' } as const;
    const missing = { code: 'not_found' };
    await expect(collections.readAt(db, emil, at, slug)).rejects.toMatchObject(missing);
    await rule('allow', 'user', emil.userId, 'collection', id, 'read');
    expect((await collections.readAt(db, emil, at, slug)).collection.id).toBe(id);
    await expect(collections.readAt(db, guest, at, slug)).rejects.toMatchObject(missing);
  });

  it('of nobody is not found', async () => {
    for (const type of ['user', 'workspace'] as const) {
      await expect(
        collections.readAt(db, guest, { type, slug: 'nobody-here' }, 'likes'),
      ).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

it('a dashboard is for writers of manual collections alone, and names the rule to readers', async () => {
  const [ada, emil, dev] = [await person(), await person(), await person()];
  const { id } = await collection(ada);
  const missing = { code: 'not_found' };
  await expect(collections.authorizeDashboard(db, emil, id)).rejects.toMatchObject({
    code: 'forbidden',
    refusedBy: { rule: 'default' },
  });
  await rule('deny', 'user', dev.userId, 'collection', id, 'read');
  await expect(collections.authorizeDashboard(db, dev, id)).rejects.toMatchObject(missing);
  await expect(collections.authorizeDashboard(db, guest, id)).rejects.toMatchObject({
    code: 'unauthenticated',
  });
  await rule('allow', 'user', emil.userId, 'collection', id, 'write');
  expect((await collections.authorizeDashboard(db, emil, id)).owner.id).toBe(ada.userId);
  const owner = { type: 'user', id: ada.userId } as const;
  const { collection: likes } = await collections.readBySlug(db, ada, owner, 'likes');
  // Its owner may read and write it, Emil only read it: neither has a dashboard of it.
  for (const who of [ada, emil]) {
    await collections.read(db, who, likes.id);
    await expect(collections.authorizeDashboard(db, who, likes.id)).rejects.toMatchObject(missing);
  }
});

it('tells which things a collection holds', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const [inside, outside] = [await resourceRow(home), await resourceRow(home)];
  const proof = await mine(ada, await collection(ada));
  await collections.addItem(db, ada, proof, song(inside));
  const held = await collections.itemsHeldBy(db, proof, [song(inside), song(outside)]);
  expect([held(song(inside)), held(song(outside)), held(collectionItem(inside))]).toEqual([
    true,
    false,
    false,
  ]);
  const none = await collections.itemsHeldBy(db, proof, []);
  expect(none(song(inside))).toBe(false);
});

describe('a thing by itself', () => {
  it('is described as a collection would describe it', async () => {
    const ada = await person('Ada');
    const home = await workspace(ada, { name: 'Harbour' });
    const track = await resourceRow(home, { title: 'Ebb' });
    const made = await collection(ada, { name: 'Playlist' });
    expect(await collections.card(db, guest, song(track))).toMatchObject({
      type: 'resource',
      title: 'Ebb',
      home: { type: 'workspace', name: 'Harbour' },
    });
    expect(await collections.card(db, guest, collectionItem(made))).toMatchObject({
      type: 'collection',
      name: 'Playlist',
      owner: { type: 'user', name: 'Ada' },
    });
    for (const [itemType, itemId, name] of [
      ['workspace', home.id, 'Harbour'],
      ['user', ada.userId, 'Ada'],
    ] as const) {
      const found = await collections.card(db, guest, { itemType, itemId });
      expect(found).toMatchObject({ type: itemType, name });
    }
  });

  it('that is not for the reader is not found', async () => {
    const [ada, emil] = [await person(), await person()];
    const closed = await workspace(ada, { visibility: 'private' });
    const draft = await resourceRow(await workspace(ada), { publishedAt: null });
    for (const ref of [
      song(draft),
      collectionItem({ id: newId() }),
      { itemType: 'workspace' as const, itemId: closed.id },
      { itemType: 'user' as const, itemId: 'user_nobody' },
    ]) {
      await expect(collections.card(db, emil, ref)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

it('whoever keeps the handles of deleted accounts is no thing to collect', async () => {
  const [ada, gone] = [await person(), await person()];
  await batch(db, (q) => reserveHandles(q, gone.userId));
  const ref = { itemType: 'user', itemId: deletedUserId } as const;
  const proof = await mine(ada, await collection(ada));
  await expect(collections.addItem(db, ada, proof, ref)).rejects.toMatchObject({
    errors: [{ path: 'itemId' }],
  });
  await expect(collections.card(db, ada, ref)).rejects.toMatchObject({ code: 'not_found' });
});
