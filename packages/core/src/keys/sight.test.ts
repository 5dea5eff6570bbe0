/** What a key learns, beside what it asks for, of kinds that it has no scope for. */
import { expect, it } from 'vitest';
import { collection, collectionItem, mine, seenIn, song as item } from '../../test/collections.ts';
import { db, person, refresh, rule, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import type { Scope } from '../api/index.ts';
import * as collections from '../collections/index.ts';
import type { Person } from '../kernel/index.ts';
import { find } from '../search/index.ts';

const holder = ({ userId }: Person, ...scopes: Scope[]): Person => ({
  userId,
  key: { id: 'key', confinedTo: null, scopes },
});

/** Ada's list of what is public and what is not, of every kind. */
async function shelf() {
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
  const { seen } = await shelf();
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
