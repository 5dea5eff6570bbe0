import { albumSongs } from '@vesta-cx/db';
import { expect, it } from 'vitest';
import { db, person, workspace } from '../../test/make.ts';
import * as collections from '../collections/index.ts';
import * as feeds from '../feeds/index.ts';
import { guest } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as resources from './index.ts';

const picture = (name: string) => `https://example.com/${name}.jpg`;

it('a song shows its own cover, or that of its album, wherever it stands', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const publishedAt = new Date(Date.now() - 60_000);
  const writable = () => workspaces.authorize(db, ada, home.id, 'write');
  const song = await resources.create(db, ada, await writable(), {
    type: 'song',
    title: 'Low Water',
    publishedAt,
  });
  const record = await resources.create(db, ada, await writable(), {
    type: 'album',
    title: 'Tide Tables',
    publishedAt,
    album: { coverArtUrl: picture('album') },
  });
  const bare = await resources.create(db, ada, await writable(), {
    type: 'album',
    title: 'Neap',
    publishedAt,
  });
  const playlist = await collections.create(db, ada, {
    ownerType: 'workspace',
    ownerId: home.id,
    name: 'Playlist',
  });
  await collections.addItem(db, ada, await collections.authorize(db, ada, playlist.id, 'write'), {
    itemType: 'resource',
    itemId: song.id,
  });
  /** On its page, in a list, in a collection and in the feed. */
  const shown = async () => {
    const listed = await resources.list(db, guest, { limit: 10, workspace: home });
    const readable = await collections.authorize(db, guest, playlist.id, 'read');
    const { items } = await collections.items(db, guest, readable, { limit: 5 });
    const feed = await feeds.ofWorkspace(db, guest, await workspaces.read(db, guest, home.id));
    const covers = [
      (await resources.read(db, guest, song.id)).cover,
      listed.items.find(({ id }) => id === song.id)?.cover,
      items[0]?.thing.type === 'resource' ? items[0].thing.coverUrl : undefined,
      feed.entries.find(({ id }) => id === song.id)?.cover,
    ];
    expect(new Set(covers).size, covers.join()).toBe(1);
    return covers[0];
  };
  expect(await shown()).toBeNull();
  await db.insert(albumSongs).values([
    { albumResourceId: record.id, songResourceId: song.id, trackNumber: 1 },
    { albumResourceId: bare.id, songResourceId: song.id, trackNumber: 1 },
  ]);
  expect(await shown()).toBe(picture('album'));
  const change = async (coverArtUrl: string | null) =>
    resources.update(db, await resources.authorize(db, ada, song.id, 'write'), {
      song: { coverArtUrl },
    });
  await change(picture('own'));
  expect(await shown()).toBe(picture('own'));
  const readable = await collections.authorize(db, guest, playlist.id, 'read');
  const [first] = (await collections.previews(db, guest, [readable])).get(playlist.id)!;
  expect(first!.thing).toMatchObject({ coverUrl: picture('own') });
  await change(null);
  expect(await shown()).toBe(picture('album'));
});
