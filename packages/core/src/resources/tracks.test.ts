import { albumSongs, type Resource } from '@vesta-cx/db';
import { expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { now, scene } from '../../test/resources.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as resources from './index.ts';
import { read } from './operations.ts';
import { handle } from '../http/index.ts';
import { noServices } from '../../test/no-services.ts';

/** An album of ada's and the songs of it: one listed, one unlisted, a draft, one for later. */
async function album(ada: Person) {
  const home = await workspace(ada);
  const proof = await workspaces.authorize(db, ada, home.id, 'write');
  const make = (input: resources.NewResourceInput) => resources.create(db, ada, proof, input, now);
  const { id } = await make({ type: 'album', title: 'Low water', publishedAt: now });
  const later = new Date('2100-01-01');
  const songs: Resource[] = [
    await make({ type: 'song', title: 'Listed', publishedAt: now }),
    await make({ type: 'song', title: 'Unlisted', publishedAt: now, status: 'UNLISTED' }),
    await make({ type: 'song', title: 'Draft' }),
    await make({ type: 'song', title: 'Later', publishedAt: later }),
  ];
  await db.insert(albumSongs).values(
    songs.map((song, i) => ({
      albumResourceId: id,
      songResourceId: song.id,
      discNumber: 1,
      trackNumber: i + 1,
    })),
  );
  return { id, home, songs };
}

it('an album lists its listed songs; who may write it sees the others too', async () => {
  const { ada, emil } = await scene();
  const bea = await person();
  const { id, songs } = await album(ada);
  const tracks = async (who: Principal) =>
    (await resources.read(db, who, id, now)).tracks.map(({ title }) => title);
  expect(await tracks(guest)).toEqual(['Listed']);
  expect(await tracks(emil)).toEqual(['Listed']);
  expect(await tracks(ada)).toEqual(['Listed', 'Unlisted', 'Draft', 'Later']);

  // Who may write the album alone sees no draft of a song.
  await rule('allow', 'user', bea.userId, 'resource', id, 'write');
  expect(await tracks(bea)).toEqual(['Listed', 'Unlisted']);
  // Who may write a song that is not on the list finds it by its address.
  await rule('allow', 'user', emil.userId, 'resource', songs[1]!.id, 'write');
  expect(await tracks(emil)).toEqual(['Listed']);
  expect((await resources.read(db, guest, songs[1]!.id, now)).title).toBe('Unlisted');
});

it('the API says of each track whether it is listed', async () => {
  const { ada } = await scene();
  const { id } = await album(ada);
  const tracksFor = async (principal: Principal) => {
    const request = new Request(`https://vesta.example/api/resources/${id}`);
    const answer = await handle(read, request, {
      db,
      principal,
      params: { resource: id },
      services: noServices,
    });
    return ((await answer.json()) as { tracks: unknown[] }).tracks;
  };
  expect(await tracksFor(guest)).toMatchObject([{ title: 'Listed', status: 'LISTED' }]);
  expect((await tracksFor(ada))[1]).toMatchObject({ title: 'Unlisted', status: 'UNLISTED' });
});
