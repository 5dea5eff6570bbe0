/** D1 lets one request send a thousand statements: an export sends a few for many rows. */
import { auditEvents, engagementMentions, engagements, newId, type Workspace } from '@vesta-cx/db';
import { batch, rowsPerInsert, type AnyTable } from '@vesta-cx/db/query';
import { expect, it } from 'vitest';
import { collection, mine } from '../../test/collections.ts';
import { db, person, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { insertResources } from '../../test/insert-resources.ts';
import * as collections from '../collections/index.ts';
import { files } from './index.ts';
import { eventsOf, mentionsOf } from './others.ts';

it('what many things are made of is asked for together, and told of each', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const ids = await insertResources(
    home,
    Array.from({ length: 500 }, () => ({})),
  );
  const playlists: string[] = [];
  for (const itemId of ids.slice(0, 20)) {
    const playlist = await collection(ada);
    playlists.push(playlist.id);
    await collections.addItem(db, ada, await mine(ada, playlist), { itemType: 'resource', itemId });
  }

  const meter = metered();
  const found = new Map<string, string>();
  for await (const { name, input } of files(meter.db, ada)) {
    let text = '';
    for await (const piece of typeof input === 'string' ? [input] : input) text += piece;
    found.set(name, text);
  }
  expect(meter.queries()).toBeLessThan(60);

  const json = <T>(name: string) => JSON.parse(found.get(name)!) as T[];
  const made = json<{ resource: { id: string }; authors: { resourceId: string }[] }>(
    'resources.json',
  );
  expect(made.map(({ resource }) => resource.id).toSorted()).toEqual(ids.toSorted());
  for (const { resource, authors } of made) {
    expect(authors).toMatchObject([{ resourceId: resource.id }]);
  }
  const items = json<{ collectionId: string; itemId: string }>('collection-items.json');
  for (const [i, id] of playlists.entries()) {
    expect(items.filter((item) => item.collectionId === id)).toMatchObject([{ itemId: ids[i] }]);
  }
});

it('what others did is read once, in the order of an index, however many workspaces there are', async () => {
  const [ada, emil] = [await person(), await person()];
  const homes: Workspace[] = [];
  for (let i = 0; i < 3; i += 1) homes.push(await workspace(ada));
  const away = await workspace(emil);
  const many = Array.from({ length: 900 }, (_, n) => ({ id: newId(), home: homes[n % 3]! }));
  await insert(
    auditEvents,
    many.map(({ id, home }) => ({
      ...{ id, workspaceId: home.id, userId: emil.userId, means: 'session' },
      ...{ action: 'workspace.update', objectType: 'workspace', objectId: home.id },
    })),
  );
  await insert(
    engagements,
    many.map(({ id }) => ({
      ...{ id, subjectType: 'user', subjectId: emil.userId, action: 'comment', occurrence: id },
      ...{ objectType: 'workspace', objectId: away.id },
    })),
  );
  await insert(
    engagementMentions,
    many.map(({ id, home }) => ({
      ...{ engagementId: id, mentionedType: 'workspace', mentionedId: home.id },
    })),
  );
  const ids = many.map(({ id }) => id).toSorted();
  for (const [rows, idOf] of [
    [eventsOf, (row: object) => ('id' in row ? row.id : null)],
    [mentionsOf, (row: object) => ('engagementId' in row ? row.engagementId : null)],
  ] as const) {
    const meter = metered();
    const found = [];
    for await (const row of rows(meter.db, ada.userId)) {
      if (!('action' in row) || row.action !== 'workspace.create') found.push(idOf(row));
    }
    expect(found.toSorted()).toEqual(ids);
    expect(meter.rowsRead()).toBeLessThan(1.1 * many.length);
  }
});

async function insert(table: AnyTable, rows: object[]): Promise<void> {
  const size = rowsPerInsert(table);
  const chunks = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
  await batch(db, (q) => chunks.map((chunk) => q.insert(table).values(chunk as never)));
}
