import { newId } from '@vesta-cx/db';
import { describe, expect, it } from 'vitest';
import { db, person, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import * as collections from '../collections/index.ts';
import { guest } from '../kernel/index.ts';
import * as search from './index.ts';

/** One of everything with the same first word. */
async function four(word: string) {
  const ada = await person(`${word} Person`);
  const home = await workspace(ada, { name: `${word} Page` });
  const { id } = await post(ada, home, { title: `${word} Post`, publishedAt: now });
  const owner = { ownerType: 'workspace' as const, ownerId: home.id };
  const kept = await collections.create(db, ada, { ...owner, name: `${word} Crate` });
  return { ada, home, resourceId: id, collectionId: kept.id };
}

describe('search', () => {
  it('finds every kind by the beginning of its name, without regard to case and accents', async () => {
    const { home, ada, resourceId, collectionId } = await four('Échappée');
    const found = await search.everywhere(db, guest, ' eCHAPP ');
    expect(found.workspaces.map(({ id }) => id)).toEqual([home.id]);
    expect(found.resources.map(({ id }) => id)).toEqual([resourceId]);
    expect(found.collections.map(({ collection }) => collection.id)).toEqual([collectionId]);
    expect(found.people.map(({ workosUserId }) => workosUserId)).toEqual([ada.userId]);
    expect(Object.keys(found.people[0]!)).not.toContain('email');
  });

  it('shows nothing that is private, a draft or unlisted', async () => {
    const ada = await person('Quittance Owner');
    await workspace(ada, { name: 'Quagmire Private', visibility: 'private' });
    const home = await workspace(ada);
    await post(ada, home, { title: 'Quagmire Draft' });
    await post(ada, home, { title: 'Quagmire Unlisted', publishedAt: now, status: 'UNLISTED' });
    for (const who of [guest, await person(), ada]) {
      const { workspaces, resources } = await search.everywhere(db, who, 'Quagmire');
      expect([...workspaces, ...resources]).toEqual([]);
    }
  });

  it('keeps to its limit, and finds nothing for nothing', async () => {
    const ada = await person();
    for (let n = 0; n < 4; n += 1) await workspace(ada, { name: `Zephyr ${newId()}` });
    expect((await search.everywhere(db, guest, 'zephyr', 3)).workspaces).toHaveLength(3);
    expect(await search.everywhere(db, guest, ' \u0301 ')).toEqual({
      workspaces: [],
      resources: [],
      collections: [],
      people: [],
    });
  });
});
