/** What audience rules open shows in every list to those in the audience, and to nobody else. */
import {
  albums,
  albumSongs,
  engagements,
  newId,
  resourceAuthors,
  songs,
  workspaces as table,
} from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { collection, resourceRow } from '../../test/collections.ts';
import { db, follow, person, refresh, rule, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import * as collections from '../collections/index.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import * as resources from '../resources/index.ts';
import * as search from '../search/index.ts';
import { rightsOn, workspaceChain } from './index.ts';

/** Returns how many things of the workspace somebody finds under the word. */
async function found(who: Principal, word: string): Promise<number> {
  const { items } = await search.find(db, who, { q: word, limit: 20 });
  return items.filter(({ type }) => type !== 'user').length;
}

async function place(ada: Person, word: string, visibility: 'public' | 'private') {
  const home = await workspace(ada, { name: word, visibility });
  await post(ada, home, { title: `${word} post`, publishedAt: new Date(now.getTime() - 1) });
  await collection(ada, { name: `${word} list`, ownerType: 'workspace', ownerId: home.id });
  return home;
}

it('a follower finds what is for followers until they unfollow; strangers and guests never do', async () => {
  const [ada, fan, stranger] = [await person(), await person(), await person()];
  const home = await place(ada, 'Fogbound', 'private');
  expect(await found(fan, 'fogbound')).toBe(0);
  await rule('allow', 'static', 'follower', 'workspace', home.id);
  await refresh('workspace', home.id);
  await follow(fan, home);
  expect(await found(fan, 'fogbound')).toBe(3);
  expect(await found(ada, 'fogbound')).toBe(3);
  expect(await found(stranger, 'fogbound')).toBe(0);
  expect(await found(guest, 'fogbound')).toBe(0);

  await db.delete(engagements).where(eq(engagements.subjectId, fan.userId));
  expect(await found(fan, 'fogbound')).toBe(0);
});

it('what can be done once makes a follower; a row of what can be repeated does not', async () => {
  const [ada, fan] = [await person(), await person()];
  const home = await place(ada, 'Gunwale', 'private');
  await rule('allow', 'static', 'follower', 'workspace', home.id);
  await refresh('workspace', home.id);
  const mayRead = async () => (await rightsOn(db, fan, workspaceChain(home))).read;
  await follow(fan, home);
  expect([await mayRead(), await found(fan, 'gunwale')]).toEqual([true, 3]);
  const itsOwn = { occurrence: newId() };
  await db.update(engagements).set(itsOwn).where(eq(engagements.subjectId, fan.userId));
  expect([await mayRead(), await found(fan, 'gunwale')]).toEqual([false, 0]);
});

it('what guests are denied and those signed in are not shows to those signed in, less who is denied', async () => {
  const [ada, emil, banned] = [await person(), await person(), await person()];
  const home = await place(ada, 'Halyard', 'public');
  await rule('deny', 'user', banned.userId, 'workspace', home.id);
  expect(await found(guest, 'halyard')).toBe(3);
  expect(await found(banned, 'halyard')).toBe(0);

  await rule('deny', 'static', 'guest', 'workspace', home.id);
  await refresh('workspace', home.id);
  expect(await found(guest, 'halyard')).toBe(0);
  expect(await found(emil, 'halyard')).toBe(3);
  expect(await found(banned, 'halyard')).toBe(0);
});

it('a rule about an organization reaches what its workspaces hold', async () => {
  const [ada, fan] = [await person(), await person()];
  const home = await place(ada, 'Lanyard', 'private');
  const owner = `org_${home.id}`;
  await db
    .update(table)
    .set({ ownerType: 'organization', ownerId: owner })
    .where(eq(table.id, home.id));
  await rule('allow', 'static', 'authenticated', 'organization', owner);
  await refresh('organization', owner);
  expect(await found(fan, 'lanyard')).toBe(3);
  expect(await found(guest, 'lanyard')).toBe(0);
});

it('what stands beside an open song shows to followers when it is of a place for followers', async () => {
  const [ada, fan, stranger] = [await person(), await person(), await person()];
  const closed = await place(ada, 'Skerry', 'private');
  await rule('allow', 'static', 'follower', 'workspace', closed.id);
  await refresh('workspace', closed.id);
  await follow(fan, closed);
  const song = await resourceRow(await workspace(ada));
  const album = await resourceRow(closed, { type: 'album' });
  const cover = 'https://example.com/skerry.jpg';
  await db.insert(songs).values({ resourceId: song.id });
  await db.insert(albums).values({ resourceId: album.id, coverArtUrl: cover });
  await db.insert(albumSongs).values({
    albumResourceId: album.id,
    songResourceId: song.id,
    discNumber: 1,
    trackNumber: 1,
  });
  await db
    .insert(resourceAuthors)
    .values({ resourceId: song.id, authorType: 'workspace', authorId: closed.id, position: 1 });
  const playlist = await collection(ada, { ownerType: 'workspace', ownerId: closed.id });
  await refresh('workspace', closed.id);
  const ref = { itemType: 'resource', itemId: song.id } as const;
  await collections.addItem(
    db,
    ada,
    await collections.authorize(db, ada, playlist.id, 'write'),
    ref,
  );
  const open = await collection(ada);
  await collections.addItem(db, ada, await collections.authorize(db, ada, open.id, 'write'), ref);

  const seenBy = async (who: Principal) => {
    const view = await resources.read(db, who, song.id);
    const { items } = await resources.list(db, who, { limit: 20, workspace: undefined });
    const listed = items.find(({ id }) => id === song.id)!;
    const proof = await collections.authorize(db, who, open.id, 'read');
    const [inside] = (await collections.items(db, who, proof, { limit: 5 })).items;
    const { items: places } = await collections.collectionsContaining(db, who, ref);
    return {
      authors: [view, listed].map(({ authors }) => authors.map(({ id }) => id)),
      covers: [
        view.cover,
        listed.cover,
        inside!.thing.type === 'resource' && inside!.thing.coverUrl,
      ],
      places: places.map(({ collection: { id } }) => id).toSorted(),
    };
  };
  const everything = {
    authors: [[closed.id], [closed.id]],
    covers: [cover, cover, cover],
    places: [playlist.id, open.id].toSorted(),
  };
  expect(await seenBy(fan)).toEqual(everything);
  expect(await seenBy(ada)).toEqual(everything);
  const outside = { authors: [[], []], covers: [null, null, null], places: [open.id] };
  expect(await seenBy(stranger)).toEqual(outside);
  expect(await seenBy(guest)).toEqual(outside);
});
