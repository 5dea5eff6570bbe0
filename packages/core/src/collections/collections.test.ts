import { collectionItems, collections as table, newId, permissions } from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { collection, collectionItem, resourceRow, seenIn, song } from '../../test/collections.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { guest } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as collections from './index.ts';

const mine = (who: Awaited<ReturnType<typeof person>>, id: string) =>
  collections.authorize(db, who, id, 'write');

describe('making a collection', () => {
  it('for oneself, with the nearest free address', async () => {
    const ada = await person();
    const first = await collection(ada, { name: 'Late Nights' });
    expect(first).toMatchObject({ slug: 'late-nights', type: 'manual', itemCount: 0, version: 1 });
    expect((await collection(ada, { name: 'Late nights!' })).slug).toBe('late-nights-2');
    expect((await collection(ada, { name: 'Following' })).slug).toBe('following-2');
  });

  it('for a workspace that one may write, and for no other', async () => {
    const [ada, emil] = [await person(), await person()];
    const { id } = await workspace(ada, { visibility: 'private' });
    const input = { ownerType: 'workspace' as const, ownerId: id };
    expect(await collection(ada, input)).toMatchObject({ ownerId: id, guestReadable: false });
    await expect(collection(emil, input)).rejects.toMatchObject({ code: 'not_found' });
    await rule('allow', 'user', emil.userId, 'workspace', id, 'read');
    await expect(collection(emil, input)).rejects.toMatchObject({ code: 'forbidden' });
    await rule('allow', 'user', emil.userId, 'workspace', id, 'write');
    expect((await collection(emil, input)).ownerId).toBe(id);
  });

  it('a guest is asked to sign in; nobody makes one in the name of somebody else', async () => {
    const [ada, emil] = [await person(), await person()];
    await expect(collections.create(db, guest, { name: 'X' })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    await expect(collection(ada, { ownerId: emil.userId })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('the same form sent twice makes one collection', async () => {
    const [ada, emil] = [await person(), await person()];
    const input = { id: newId(), name: 'Once' };
    const made = await Promise.all([
      collections.create(db, ada, input),
      collections.create(db, ada, input),
    ]);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    await expect(collections.create(db, emil, input)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('two of the same name at once both get an address', async () => {
    const ada = await person();
    const slugs = await Promise.all([1, 2].map(() => collection(ada, { name: 'Twins' })));
    expect(slugs.map(({ slug }) => slug).sort()).toEqual(['twins', 'twins-2']);
  });
});

describe('changing and deleting', () => {
  it('a stale tab is told, and a taken address by its field', async () => {
    const ada = await person();
    const { id } = await collection(ada);
    await collections.update(db, await mine(ada, id), { name: 'First tab' }, 1);
    await expect(
      collections.update(db, await mine(ada, id), { name: 'Second tab' }, 1),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    await expect(
      collections.update(db, await mine(ada, id), { slug: 'likes' }),
    ).rejects.toMatchObject({ code: 'conflict', errors: [{ path: 'slug' }] });
    expect(await collections.read(db, ada, id)).toMatchObject({ name: 'First tab', version: 2 });
  });

  it('leaves no trace in collections that held it, nor a permission row', async () => {
    const ada = await person();
    const [outer, inner] = [await collection(ada), await collection(ada)];
    await collections.addItem(db, ada, await mine(ada, outer.id), collectionItem(inner));
    await rule('allow', 'static', 'authenticated', 'collection', inner.id, 'write');
    const proof = await collections.authorize(db, ada, inner.id, 'delete');
    await expect(collections.remove(db, proof, 7)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    expect((await collections.read(db, ada, outer.id)).itemCount).toBe(1);
    await collections.remove(db, proof, 1);
    expect((await collections.read(db, ada, outer.id)).itemCount).toBe(0);
    const rows = await db.select().from(permissions).where(eq(permissions.objectId, inner.id));
    expect(rows).toEqual([]);
    await expect(collections.read(db, ada, inner.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('a static collection refuses every edit by hand and says why', async () => {
    const ada = await person();
    const { collection: likes } = await collections.readBySlug(
      db,
      ada,
      { type: 'user', id: ada.userId },
      'likes',
    );
    const proof = await collections.authorize(db, ada, likes.id, 'delete');
    const refused = { code: 'forbidden', message: expect.stringContaining('by hand') };
    const ref = { itemType: 'user' as const, itemId: ada.userId };
    await expect(collections.update(db, proof, { name: 'X' })).rejects.toMatchObject(refused);
    await expect(collections.remove(db, proof)).rejects.toMatchObject(refused);
    await expect(collections.addItem(db, ada, proof, ref)).rejects.toMatchObject(refused);
    await expect(collections.removeItem(db, proof, ref)).rejects.toMatchObject(refused);
    await expect(collections.annotate(db, proof, ref, 'x')).rejects.toMatchObject(refused);
  });
});

describe('who sees which collections', () => {
  it("a private workspace's collection does not exist for those without the right", async () => {
    const [ada, emil] = [await person(), await person()];
    const home = await workspace(ada, { visibility: 'private' });
    const { id } = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    for (const who of [guest, emil]) {
      await expect(collections.read(db, who, id)).rejects.toMatchObject({ code: 'not_found' });
    }
    await rule('allow', 'user', emil.userId, 'collection', id, 'read');
    expect((await collections.read(db, emil, id)).id).toBe(id);
    await expect(collections.authorize(db, emil, id, 'write')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('an unlisted one is reachable but listed only for its writers', async () => {
    const [ada, emil] = [await person(), await person()];
    const { id } = await collection(ada, { status: 'UNLISTED' });
    expect((await collections.read(db, guest, id)).id).toBe(id);
    const owner = { type: 'user' as const, id: ada.userId };
    const listed = async (who: typeof emil | typeof guest) =>
      (await collections.list(db, who, { limit: 50, owner })).items.map((o) => o.collection.id);
    expect(await listed(ada)).toEqual([id]);
    expect(await listed(emil)).toEqual([]);
    expect(await listed(guest)).toEqual([]);
    await rule('allow', 'user', emil.userId, 'collection', id, 'write');
    expect(await listed(emil)).toEqual([id]);
    const editable = await collections.list(db, emil, { limit: 50, access: 'write' });
    expect(editable.items.map((o) => o.collection.id)).toEqual([id]);
    const all = await collections.list(db, emil, { limit: 100 });
    expect(all.items.map((o) => o.collection.id)).not.toContain(id);
  });

  it("somebody's bookmarks are theirs alone, though everybody can guess the address", async () => {
    const [ada, emil] = [await person(), await person()];
    const owner = { type: 'user' as const, id: ada.userId };
    const { collection: own } = await collections.readBySlug(db, ada, owner, 'bookmarks');
    for (const who of [guest, emil]) {
      await expect(collections.readBySlug(db, who, owner, 'bookmarks')).rejects.toMatchObject({
        code: 'not_found',
      });
      expect((await collections.readBySlug(db, who, owner, 'Likes')).collection.kind).toBe('likes');
    }
    const outer = await collection(ada);
    await collections.addItem(db, ada, await mine(ada, outer.id), collectionItem(own));
    expect(await seenIn(ada, outer.id)).toEqual([own.id]);
    expect(await seenIn(emil, outer.id)).toEqual([]);
    expect(await seenIn(guest, outer.id)).toEqual([]);
  });

  it('pages through the public ones and by the start of a name', async () => {
    const ada = await person();
    const made = [];
    for (const name of ['Quay one', 'Quay two', 'Quay three']) {
      made.push((await collection(ada, { name })).id);
    }
    const first = await collections.list(db, guest, { limit: 2 });
    expect(first.items.map((o) => o.collection.id)).toEqual([made[2], made[1]]);
    expect(first.items[0]?.owner).toMatchObject({ type: 'user', id: ada.userId });
    const second = await collections.list(db, guest, { limit: 1, cursor: first.next! });
    expect(second.items[0]?.collection.id).toBe(made[0]);
    const found = await collections.list(db, ada, { limit: 10, q: 'QUAY t' });
    expect(found.items.map((o) => o.collection.name)).toEqual(['Quay three', 'Quay two']);
    await expect(
      collections.list(db, guest, { limit: 2, q: 'quay', cursor: first.next! }),
    ).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('what shows in a collection', () => {
  it('a private thing, a draft and a scheduled one show only to those who may', async () => {
    const [ada, emil, dev] = [await person(), await person(), await person()];
    const [open, closed] = [await workspace(ada), await workspace(ada, { visibility: 'private' })];
    const later = new Date(Date.now() + 3_600_000);
    const things = {
      song: await resourceRow(open),
      unlisted: await resourceRow(open, { status: 'UNLISTED' }),
      draft: await resourceRow(open, { publishedAt: null }),
      scheduled: await resourceRow(open, { publishedAt: later }),
      hidden: await resourceRow(closed, { guestReadable: false }),
    };
    const { id } = await collection(ada);
    const proof = await mine(ada, id);
    for (const thing of Object.values(things)) {
      await collections.addItem(db, ada, proof, song(thing));
    }
    await collections.addItem(db, ada, proof, { itemType: 'workspace', itemId: closed.id });
    await collections.addItem(db, ada, proof, { itemType: 'user', itemId: emil.userId });
    await rule('allow', 'user', dev.userId, 'workspace', closed.id, 'read');

    const { song: a, unlisted: b, draft: c, scheduled: d, hidden: e } = things;
    expect(await seenIn(ada, id)).toEqual([a.id, b.id, c.id, d.id, e.id, closed.id, emil.userId]);
    expect(await seenIn(dev, id)).toEqual([a.id, b.id, e.id, closed.id, emil.userId]);
    for (const who of [guest, emil]) {
      expect(await seenIn(who, id)).toEqual([a.id, b.id, emil.userId]);
    }
  });

  it('a static catalogue never shows what is unlisted, newest first', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const [one, two, quiet] = [
      await resourceRow(home),
      await resourceRow(home),
      await resourceRow(home, { status: 'UNLISTED' }),
    ];
    const { collection: catalogue } = await collections.readBySlug(
      db,
      ada,
      { type: 'workspace', id: home.id },
      'resources',
    );
    for (const { id } of [one, two, quiet]) {
      await db
        .insert(collectionItems)
        .values({ collectionId: catalogue.id, ...song({ id }), position: newId() });
    }
    expect(await seenIn(ada, catalogue.id, 1)).toEqual([two.id, one.id]);
    expect(await seenIn(guest, catalogue.id)).toEqual([two.id, one.id]);
  });

  it('carries what a card needs', async () => {
    const ada = await person('Ada');
    const home = await workspace(ada, { name: 'Harbour' });
    const track = await resourceRow(home, { title: 'Ebb', excerpt: 'A tide' });
    const outer = await collection(ada, { name: 'Outer' });
    const inner = await collection(ada, { name: 'Inner', description: 'Small' });
    const proof = await mine(ada, outer.id);
    await collections.addItem(db, ada, proof, { ...song(track), note: 'Listen twice' });
    await collections.addItem(db, ada, proof, collectionItem(inner));
    const { items } = await collections.items(db, guest, proof, { limit: 10 });
    expect(items[0]).toMatchObject({
      note: 'Listen twice',
      thing: { type: 'resource', title: 'Ebb', home: { type: 'workspace', name: 'Harbour' } },
    });
    expect(items[1]?.thing).toMatchObject({
      type: 'collection',
      name: 'Inner',
      owner: { type: 'user', id: ada.userId },
    });
    const shown = await collections.previews(db, guest, [proof, inner]);
    expect(shown.get(outer.id)).toHaveLength(2);
    expect(shown.get(inner.id)).toEqual([]);
  });

  it('what is not for the adder to see can not be added', async () => {
    const [ada, emil] = [await person(), await person()];
    const closed = await workspace(ada, { visibility: 'private' });
    const draft = await resourceRow(await workspace(ada), { publishedAt: null });
    const proof = await mine(emil, (await collection(emil)).id);
    for (const ref of [
      song(draft),
      { itemType: 'workspace' as const, itemId: closed.id },
      { itemType: 'user' as const, itemId: 'user_nobody' },
      collectionItem({ id: newId() }),
    ]) {
      await expect(collections.addItem(db, emil, proof, ref)).rejects.toMatchObject({
        code: 'invalid',
        errors: [{ path: 'itemId' }],
      });
    }
  });
});

it('a thing knows the public collections that hold it', async () => {
  const ada = await person();
  const track = await resourceRow(await workspace(ada));
  const [open, quiet] = [await collection(ada), await collection(ada, { status: 'UNLISTED' })];
  for (const { id } of [open, quiet]) {
    await collections.addItem(db, ada, await mine(ada, id), song(track));
  }
  const found = await collections.collectionsContaining(db, guest, song(track));
  expect(found).toMatchObject({ count: 1, more: false });
  expect(found.items[0]?.collection.id).toBe(open.id);
  const held = await collections.holdersAmong(db, [open.id, quiet.id, newId()], song(track));
  expect(held).toEqual(new Set([open.id, quiet.id]));
});

it('deleting a workspace takes its collections along', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const { id } = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
  await collections.addItem(db, ada, await mine(ada, id), {
    itemType: 'user',
    itemId: ada.userId,
  });
  await workspaces.remove(db, await workspaces.authorize(db, ada, home.id, 'delete'));
  expect(
    await db
      .select()
      .from(table)
      .where(and(eq(table.id, id))),
  ).toEqual([]);
  const left = await db.select().from(collectionItems).where(eq(collectionItems.collectionId, id));
  expect(left).toEqual([]);
});
