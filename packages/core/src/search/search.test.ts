import { newId } from '@vesta-cx/db';
import { describe, expect, it } from 'vitest';
import { collection } from '../../test/collections.ts';
import { db, person, workspace } from '../../test/make.ts';
import { now, post, edit } from '../../test/resources.ts';
import * as collections from '../collections/index.ts';
import { guest, type Principal } from '../kernel/index.ts';
import * as resources from '../resources/index.ts';
import * as users from '../users/index.ts';
import * as workspaces from '../workspaces/index.ts';
import * as search from './index.ts';

const limit = 20;
const find = (who: Principal, q: string, asked: Partial<search.Search> = {}) =>
  search.find(db, who, { q, limit, ...asked }, now);

/** The kinds and names of what is found, in its order. */
const found = async (who: Principal, q: string, asked: Partial<search.Search> = {}) =>
  (await find(who, q, asked)).items.map((hit) =>
    hit.type === 'resource' ? `resource ${hit.title ?? hit.excerpt}` : `${hit.type} ${hit.name}`,
  );

const published = { publishedAt: now };

/** One of everything with the same words in its name. */
async function four(word: string) {
  const ada = await person(`${word} Person`);
  const home = await workspace(ada, { name: `${word} Page` });
  const { id } = await post(ada, home, { title: `The ${word} Post`, ...published });
  const kept = await collection(ada, { name: `My ${word} list` });
  return { ada, home, resourceId: id, collectionId: kept.id };
}

describe('search', () => {
  it('finds every kind by words of its name, beginnings first, without regard to case and accents', async () => {
    await four('Échappée');
    const hits = ['workspace Échappée Page', 'user Échappée Person'];
    const inside = ['collection My Échappée list', 'resource The Échappée Post'];
    for (const q of [' eCHAPP ', 'echappee', 'échappée']) {
      expect(await found(guest, q)).toEqual([...hits, ...inside]);
    }
    expect(await found(guest, 'echappee', { type: ['resource', 'user'] })).toEqual([
      hits[1],
      inside[1],
    ]);
    const [one] = (await find(guest, 'person echappee')).items;
    expect(Object.keys(one!)).not.toContain('email');
  });

  it('wants every word to begin some word of the name, in any order', async () => {
    const { ada, home } = await four('Sirocco');
    await post(ada, home, { title: 'Harmattan before Sirocco', ...published });
    await post(ada, home, { title: 'Harmattan', ...published });
    const both = ['resource Harmattan before Sirocco'];
    for (const q of ['siro harm', 'harmattan siroc', 'harmattan, sirocco!', 'h harmattan s siro']) {
      expect(await found(guest, q), q).toEqual(both);
    }
    expect(await found(guest, 'sirocco zonda')).toEqual([]);
  });

  it('says a name once that has the word twice', async () => {
    const ada = await person();
    await workspace(ada, { name: 'Zonda in zonda zondas' });
    expect(await found(guest, 'zond')).toEqual(['workspace Zonda in zonda zondas']);
  });

  it('finds parts of names in scripts without spaces', async () => {
    const ada = await person();
    const home = await workspace(ada);
    for (const title of ['東京事変の夜', 'さくらんぼうた', 'ดนตรีไทยเดิม', '서울의달빛']) {
      await post(ada, home, { title, ...published });
    }
    expect(await found(guest, '事変')).toEqual(['resource 東京事変の夜']);
    expect(await found(guest, 'らんぼう')).toEqual(['resource さくらんぼうた']);
    expect(await found(guest, 'ไทยเ')).toEqual(['resource ดนตรีไทยเดิม']);
    expect(await found(guest, '달빛')).toEqual(['resource 서울의달빛']);
  });

  it('finds people by their handle and workspaces by their slug, also after a change', async () => {
    const ada = await person('Quillon Marsh');
    const { handle } = await users.changeHandle(db, ada, `whin-chat-${newId().slice(-6)}`);
    expect(await found(guest, '@whin-chat')).toEqual(['user Quillon Marsh']);
    expect(await found(guest, handle)).toEqual(['user Quillon Marsh']);
    await users.updateProfile(db, ada, { displayName: 'Dunnock' });
    expect(await found(guest, 'quillon')).toEqual([]);
    expect(await found(guest, 'chat whin')).toEqual(['user Dunnock']);
    const home = await workspace(ada, { name: 'Ouzel', slug: `fieldfare-${newId().slice(-6)}` });
    expect(await found(guest, 'fieldfare')).toEqual(['workspace Ouzel']);
    const proof = await workspaces.authorize(db, ada, home.id, 'admin');
    await workspaces.update(db, proof, { name: 'Ring Siskin' });
    expect(await found(guest, 'ouzel')).toEqual([]);
    expect(await found(guest, 'siskin')).toEqual(['workspace Ring Siskin']);
  });

  it('shows nothing that is private, a draft, scheduled or unlisted', async () => {
    const ada = await person('Quittance Owner');
    await workspace(ada, { name: 'The Quagmire Private', visibility: 'private' });
    const home = await workspace(ada);
    await post(ada, home, { title: 'A Quagmire Draft' });
    await post(ada, home, { title: 'A Quagmire', ...published, status: 'UNLISTED' });
    await post(ada, home, { title: 'A Quagmire', publishedAt: new Date(now.getTime() + 1) });
    await collection(ada, { name: 'My Quagmire', status: 'UNLISTED' });
    for (const who of [guest, await person(), ada]) {
      expect(await found(who, 'Quagmire')).toEqual([]);
    }
  });

  it('follows what is published, listed, renamed and deleted', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const { id } = await post(ada, home, { title: 'A Corncrake' });
    const update = async (patch: resources.UpdateResource) =>
      resources.update(db, await edit(ada, id), patch, undefined, now);
    expect(await found(guest, 'corncrake')).toEqual([]);
    await update(published);
    expect(await found(guest, 'corncrake')).toEqual(['resource A Corncrake']);
    await update({ status: 'UNLISTED' });
    expect(await found(guest, 'corncrake')).toEqual([]);
    await update({ status: 'LISTED', title: 'One Bittern' });
    expect(await found(guest, 'corncrake')).toEqual([]);
    expect(await found(guest, 'bittern')).toEqual(['resource One Bittern']);
    await resources.remove(db, await resources.authorize(db, ada, id, 'delete', now));
    expect(await found(guest, 'bittern')).toEqual([]);

    const kept = await collection(ada, { name: 'My Corncrakes' });
    const mine = () => collections.authorize(db, ada, kept.id, 'write');
    await collections.update(db, await mine(), { status: 'UNLISTED' });
    expect(await found(guest, 'corncrakes')).toEqual([]);
    await collections.update(db, await mine(), { name: 'Her Bitterns' });
    expect(await found(guest, 'bitterns')).toEqual([]);
    await collections.update(db, await mine(), { status: 'LISTED' });
    expect(await found(guest, 'bitterns')).toEqual(['collection Her Bitterns']);
  });

  it('pages on through all that there is, each once', async () => {
    const ada = await person('Ptarmigan');
    const home = await workspace(ada, { name: 'Ptarmigan' });
    for (let n = 0; n < 11; n += 1) {
      await post(ada, home, { title: n % 2 ? 'Ptarmigan' : `Some ptarmigan ${n}`, ...published });
      await collection(ada, { name: `Ptarmigan ${n % 3}` });
    }
    for (const type of [undefined, ['resource', 'collection', 'user'], ['resource']] as const) {
      const pages: string[] = [];
      let cursor: string | undefined;
      do {
        const { items, next } = await find(guest, 'ptarmigan', { type, limit: 3, cursor });
        pages.push(...items.map((hit) => `${hit.type} ${hit.id}`));
        cursor = next ?? undefined;
      } while (cursor);
      expect(pages).toHaveLength(type ? (type.length === 1 ? 11 : 23) : 24);
      expect(new Set(pages).size).toBe(pages.length);
    }
    await expect(find(guest, 'other', { cursor: 'WyIwIiwiYSIsImIiLCJjIl0' })).rejects.toMatchObject(
      {
        code: 'invalid',
      },
    );
  });

  it('finds nothing for nothing', async () => {
    expect(await find(guest, ' \u0301 ')).toEqual({ items: [], next: null });
  });
});

it('lists find words inside names as well', async () => {
  const { ada, home, resourceId, collectionId } = await four('Wheatear');
  const slice = { limit, q: 'wheatear' };
  const people = await users.list(db, { limit, q: 'person wheatear' });
  expect(people.items.map(({ workosUserId }) => workosUserId)).toEqual([ada.userId]);
  for (const who of [guest, ada]) {
    const [homes, works, mine, playlists] = await Promise.all([
      workspaces.list(db, who, { limit, q: 'page wheat' }),
      resources.list(db, who, slice, now),
      resources.list(db, who, { ...slice, workspace: home }, now),
      collections.list(db, who, slice),
    ]);
    expect(homes.items.map(({ id }) => id)).toEqual([home.id]);
    for (const { items } of [works, mine]) expect(items.map(({ id }) => id)).toEqual([resourceId]);
    expect(playlists.items.map((one) => one.collection.id)).toEqual([collectionId]);
  }
  await post(ada, home, { title: 'An early wheatear' });
  const { items } = await resources.list(db, ada, { ...slice, workspace: home, state: 'draft' });
  expect(items.map(({ title }) => title)).toEqual(['An early wheatear']);
  const owner = { type: 'user' as const, id: ada.userId };
  const [theirs, written, edited] = await Promise.all([
    workspaces.list(db, ada, { limit, q: 'page', owner }),
    workspaces.list(db, ada, { limit, q: 'page', access: 'write' }),
    collections.list(db, ada, { ...slice, access: 'write' }),
  ]);
  for (const page of [theirs, written]) expect(page.items.map(({ id }) => id)).toEqual([home.id]);
  expect(edited.items.map((one) => one.collection.id)).toEqual([collectionId]);
});
