import { collectionItems, newId } from '@vesta-cx/db';
import { describe, expect, it } from 'vitest';
import {
  collection,
  collectionItem,
  filledCollection,
  mine,
  resourceRow,
  seenIn,
  song,
} from '../../test/collections.ts';
import { db, person, workspace } from '../../test/make.ts';
import { guest } from '../kernel/index.ts';
import * as collections from './index.ts';

describe('nesting', () => {
  it('a circle of collections ends, and each thing comes once', async () => {
    const ada = await person();
    const { made: a, songs } = await filledCollection(ada, 2);
    const { made: b, songs: more } = await filledCollection(ada, 1);
    await collections.addItem(db, ada, await mine(ada, a), collectionItem(b));
    await collections.addItem(db, ada, await mine(ada, b), collectionItem(a));
    await collections.addItem(db, ada, await mine(ada, b), collectionItem(b));
    await collections.addItem(db, ada, await mine(ada, b), song(songs[0]!));
    const found = await collections.expand(db, guest, await collections.read(db, guest, a.id));
    expect(found.map(({ itemId, depth }) => [itemId, depth])).toEqual([
      [songs[0]!.id, 0],
      [songs[1]!.id, 0],
      [more[0]!.id, 1],
    ]);
    expect(found[2]?.origin.id).toBe(b.id);
    expect(await seenIn(guest, b.id)).toEqual([more[0]!.id, a.id, b.id, songs[0]!.id]);
  });

  it('stops at the depth and the number asked for', async () => {
    const ada = await person();
    const chain = [];
    for (let i = 0; i < 4; i += 1) chain.push(await filledCollection(ada, 2));
    for (let i = 0; i < 3; i += 1) {
      await collections.addItem(
        db,
        ada,
        await mine(ada, chain[i]!.made),
        collectionItem(chain[i + 1]!.made),
      );
    }
    const from = await collections.read(db, guest, chain[0]!.made.id);
    expect(await collections.expand(db, guest, from, { depth: 1 })).toHaveLength(4);
    expect(await collections.expand(db, guest, from, { limit: 3 })).toHaveLength(3);
    expect(await collections.expand(db, guest, from)).toHaveLength(8);
  });

  it('the collection that directly holds a thing decides whether it shows', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const quiet = await resourceRow(home, { status: 'UNLISTED' });
    const { collection: catalogue } = await collections.readBySlug(
      db,
      ada,
      { type: 'workspace', id: home.id },
      'resources',
    );
    await db
      .insert(collectionItems)
      .values({ collectionId: catalogue.id, ...song(quiet), position: newId() });
    const outer = await collection(ada);
    await collections.addItem(db, ada, await mine(ada, outer), collectionItem(catalogue));
    const expanded = async () =>
      (await collections.expand(db, guest, await collections.read(db, guest, outer.id))).map(
        ({ itemId }) => itemId,
      );
    expect(await expanded()).toEqual([]);
    await collections.addItem(db, ada, await mine(ada, outer), song(quiet));
    expect(await expanded()).toEqual([quiet.id]);
  });
});
