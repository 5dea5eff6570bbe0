import { describe, expect, it } from 'vitest';
import { apiKeys, collectionItemFilters, engagements, newId } from '@vesta-cx/db';
import { db, person, rule, workspace } from '../../test/make.ts';
import * as collections from '../collections/index.ts';
import * as resources from '../resources/index.ts';
import { guest, type Principal } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { files } from './index.ts';
import { allRows, jsonArray } from './rows.ts';

/** Every file of the export by name, as text. */
async function exported(principal: Principal): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for await (const { name, input } of files(db, principal)) {
    let text = '';
    if (typeof input === 'string') text = input;
    else for await (const piece of input) text += piece;
    expect(all.has(name), `${name} comes once`).toBe(false);
    all.set(name, text);
  }
  return all;
}

describe('an export', () => {
  it('has what the person made, with drafts and hidden things, and nothing of anybody else', async () => {
    const [ada, emil] = [await person(), await person()];
    const theirs = await workspace(emil, { name: 'Emil only' });
    await rule('allow', 'user', ada.userId, 'workspace', theirs.id, 'write');
    const room = await workspace(ada, { name: 'Ada’s room', visibility: 'private' });
    const home = await workspaces.authorize(db, ada, room.id, 'write');
    const title = 'A "title": with # all --- sorts';
    const made = await resources.create(db, ada, home, {
      type: 'post',
      title,
      status: 'UNLISTED',
      publishedAt: null,
      post: { body: '# Hello\n\nworld' },
    });
    const { id } = await collections.create(db, ada, { name: 'Kept' });
    const { collection } = await collections.authorizeDashboard(db, ada, id);
    await collections.addItem(db, ada, collection, { itemType: 'resource', itemId: made.id });
    await db.insert(engagements).values({
      subjectType: 'user',
      subjectId: ada.userId,
      action: 'follow',
      objectType: 'workspace',
      objectId: theirs.id,
    });

    const all = await exported(ada);
    const json = (name: string) => JSON.parse(all.get(name)!) as Record<string, unknown>[];
    expect(JSON.parse(all.get('account.json')!)).toMatchObject({ workosUserId: ada.userId });
    expect(json('workspaces.json').map(({ id }) => id)).toEqual([room.id]);
    expect(json('resources.json')).toMatchObject([
      { resource: { id: made.id }, post: { body: '# Hello\n\nworld' }, authors: [{}], urls: [] },
    ]);
    expect(json('collections.json').map(({ id }) => id)).toContain(id);
    expect(json('collection-items.json')).toContainEqual(
      expect.objectContaining({ collectionId: id, itemId: made.id }),
    );
    expect(json('engagements.json')).toMatchObject([{ engagement: { objectId: theirs.id } }]);
    expect(json('permissions.json')).toMatchObject([{ objectId: theirs.id, action: 'write' }]);
    const text = all.get(`posts/${room.slug}/${made.slug}.md`)!;
    expect(text).toContain(`title: ${JSON.stringify(title)}\n`);
    expect(text.endsWith('---\n\n# Hello\n\nworld\n')).toBe(true);
    const everything = [...all.values()].join('');
    expect(everything).not.toContain('Emil only');
    expect(everything).not.toMatch(/"(searchKey|guestReadable|circle)"/);
  });

  it('has the keys that others made for their workspaces, and what they hid in collections', async () => {
    const [ada, emil] = [await person(), await person()];
    const home = await workspace(ada);
    const { id: collectionId } = await collections.create(db, ada, { name: 'Kept' });
    await db.insert(apiKeys).values({
      ...{ ownerType: 'workspace' as const, ownerId: home.id, createdBy: emil.userId },
      ...{ name: 'Feed', hash: newId(), hint: 'x1Y2', scopes: [] },
    });
    const filter = { collectionId, itemType: 'user' as const, itemId: emil.userId };
    await db
      .insert(collectionItemFilters)
      .values({ ...filter, engagementAction: 'like', isVisible: false });
    const all = await exported(ada);
    const keys = all.get('api-keys.json')!;
    expect(JSON.parse(keys)).toMatchObject([{ name: 'Feed', createdBy: emil.userId }]);
    expect(keys).not.toContain('hash');
    expect(JSON.parse(all.get('collection-filters.json')!)).toMatchObject([filter]);
    expect(JSON.parse((await exported(emil)).get('collection-filters.json')!)).toEqual([]);
  });

  it('is for whoever is signed in', async () => {
    await expect(exported(guest)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

it('rows come page by page, each once', async () => {
  const ada = await person();
  const ids = Array.from({ length: 401 }, () => newId()).toSorted();
  const values = ids.map((id) => ({
    id,
    subjectType: 'user' as const,
    subjectId: ada.userId,
    action: 'comment' as const,
    objectType: 'resource' as const,
    objectId: 'r',
    occurrence: id,
  }));
  for (let i = 0; i < values.length; i += 10) {
    await db.insert(engagements).values(values.slice(i, i + 10));
  }
  const all = await exported(ada);
  const rows = JSON.parse(all.get('engagements.json')!) as { engagement: { id: string } }[];
  expect(rows.map(({ engagement }) => engagement.id)).toEqual(ids);
});

it('an array of nothing is an array', async () => {
  const nothing = allRows(
    [engagements.id],
    undefined,
    () => Promise.resolve([]),
    () => [],
  );
  let text = '';
  for await (const piece of jsonArray(nothing)) text += piece;
  expect(JSON.parse(text)).toEqual([]);
});
