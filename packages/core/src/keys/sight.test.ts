/** What a key learns, beside what it asks for, of kinds that it has no scope for. */
import { expect, it } from 'vitest';
import { collection, collectionItem, mine, seenIn, song as item } from '../../test/collections.ts';
import { db, person, refresh, rule, workspace } from '../../test/make.ts';
import { edit, now, post } from '../../test/resources.ts';
import type { Scope } from '../http/index.ts';
import * as collections from '../collections/index.ts';
import type { Person } from '../kernel/index.ts';
import * as resources from '../resources/index.ts';
import { find } from '../search/index.ts';

const holder = ({ userId }: Person, ...scopes: Scope[]): Person => ({
  userId,
  key: { id: 'key', confinedTo: null, scopes },
});

/** Ada's list of what is public and what is not, of every kind. */
async function fixture() {
  const ada = await person();
  const [home, hidden] = [await workspace(ada), await workspace(ada, { visibility: 'private' })];
  const out = { publishedAt: new Date(0) };
  const things = {
    published: item(await post(ada, home, out)),
    draft: item(await post(ada, home)),
    inside: item(await post(ada, hidden, out)),
    home: { itemType: 'workspace' as const, itemId: home.id },
    hidden: { itemType: 'workspace' as const, itemId: hidden.id },
    list: collectionItem(await collection(ada)),
  };
  const made = await collection(ada);
  for (const thing of Object.values(things)) {
    await collections.addItem(db, ada, await mine(ada, made), thing);
  }
  const seen = async (...scopes: Scope[]) => {
    const ids = await seenIn(holder(ada, ...scopes), made.id);
    return Object.entries(things).flatMap(([name, { itemId }]) =>
      ids.includes(itemId) ? name : [],
    );
  };
  return { ada, home, hidden, seen };
}

it('a collection tells it of nothing that is for other scopes', async () => {
  const { seen } = await fixture();
  const open = ['published', 'home', 'list'];
  expect(await seen('collections:read')).toEqual(open);
  expect(await seen('collections:read', 'resources:read')).toEqual([
    ...['published', 'draft', 'inside', 'home', 'list'],
  ]);
  expect(await seen('collections:read', 'workspaces:read')).toEqual([
    ...['published', 'home', 'hidden', 'list'],
  ]);
});

it('search finds for it what everybody finds, and of its own kind what its maker does', async () => {
  const ada = await person();
  const name = `Kelp ${crypto.randomUUID().slice(0, 8)}`;
  const hidden = await workspace(ada, { name, visibility: 'private' });
  const { id } = await post(ada, hidden, { title: name, publishedAt: new Date(0) });
  await rule('allow', 'static', 'follower', 'workspace', hidden.id);
  await refresh('workspace', hidden.id);
  const found = async (...scopes: Scope[]) => {
    const { items } = await find(db, holder(ada, ...scopes), { q: name, limit: 10 }, now);
    return items.map((one) => one.id).toSorted();
  };
  expect(await found('resources:read', 'workspaces:read')).toEqual([hidden.id, id].toSorted());
  expect(await found('resources:read')).toEqual([id]);
  expect(await found('workspaces:read')).toEqual([hidden.id]);
});
it('credits name to it no private workspace that is for other scopes, or elsewhere', async () => {
  const { ada, home, hidden } = await fixture();
  const authors = [home, hidden].map(({ id }) => ({ type: 'workspace' as const, id }));
  const { id } = await post(ada, home, { publishedAt: new Date(0), authors });
  const named = async (who: Person) =>
    (await resources.read(db, who, id, now)).authors.map((author) => author.id);
  const confined = (): Person => ({
    userId: ada.userId,
    key: {
      id: 'key',
      confinedTo: { type: 'workspace', id: home.id },
      scopes: ['resources:read', 'resources:write', 'workspaces:read'],
    },
  });
  expect(await named(ada)).toEqual([home.id, hidden.id]);
  expect(await named(holder(ada, 'resources:read'))).toEqual([home.id]);
  expect(await named(confined())).toEqual([home.id]);
});

it('who writes a resource learns nothing of credits that are not for them, and keeps them', async () => {
  const { ada, home, hidden } = await fixture();
  const authors = [hidden, home].map(({ id }) => ({ type: 'workspace' as const, id }));
  const { id } = await post(ada, home, { publishedAt: new Date(0), authors });
  const chiara = await person();
  await rule('allow', 'user', chiara.userId, 'workspace', home.id, 'write');
  const seen = await resources.read(db, chiara, id, now);
  expect(seen.authors.map((author) => author.id)).toEqual([home.id]);
  expect(seen.hiddenCredits).toBe(1);
  const guess = [{ type: 'workspace' as const, id: hidden.id }];
  await expect(
    resources.replaceAuthors(db, chiara, await edit(chiara, id), guess),
  ).rejects.toMatchObject({ errors: [{ path: 'authors.0' }] });

  const credited = async () =>
    (await resources.read(db, ada, id, now)).authors.map((author) => author.id);
  const mine = [{ type: 'user' as const, id: chiara.userId }];
  await resources.replaceAuthors(db, chiara, await edit(chiara, id), mine);
  expect(await credited()).toEqual([chiara.userId, hidden.id]);
  const all = { dropHidden: true };
  await resources.replaceAuthors(db, chiara, await edit(chiara, id), mine, all);
  expect(await credited()).toEqual([chiara.userId]);
});
