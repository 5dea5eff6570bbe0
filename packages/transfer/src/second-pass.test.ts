import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Store } from './store.ts';
import { emptyDatabase, engines, migratedStore } from './testing/databases.ts';
import { insert, rowOf, sceneDatabase, tableOf } from './testing/rows.ts';
import { transfer, type TransferResult } from './transfer.ts';

/** Returns what a transfer did, for tables where it did anything. */
function moved({ tables }: TransferResult): Record<string, [number, number, number]> {
  const counts = tables.map(
    ({ table, inserted, updated, deleted }) => [table, [inserted, updated, deleted]] as const,
  );
  return Object.fromEntries(counts.filter(([, all]) => all.some((count) => count > 0))) as Record<
    string,
    [number, number, number]
  >;
}

const workspace = (id: string, slug: string) => ({
  id,
  name: id,
  slug,
  ownerType: 'user',
  ownerId: 'somebody',
  visibility: 'public',
  guestReadable: true,
  searchKey: id,
  version: 1,
});

async function change(store: Store, name: string, property: string, rows: object[]) {
  const table = tableOf(name);
  const column = table.columns.findIndex((it) => it.property === property);
  const whole = rows.map((row) => rowOf(name, row as Record<string, unknown>));
  await store.update(table, whole, [column]);
}

const remove = (store: Store, name: string, ...rows: Record<string, unknown>[]) =>
  store.delete(
    tableOf(name),
    rows.map((row) => rowOf(name, row)),
  );

describe.each(engines)('a second pass to %s', (engine) => {
  it('moves nothing when nothing has changed, and only what has', async () => {
    await using source = await sceneDatabase();
    await using target = await emptyDatabase(engine);
    const way = { from: source.url, to: target.url };
    await using store = await migratedStore(source);
    expect((await transfer(way)).outcome).toBe('verified');

    const nothing = await transfer({ ...way, again: true });
    expect(nothing.outcome).toBe('verified');
    expect(moved(nothing)).toEqual({});

    const [first, second] = await source.sql('select id, slug from resources order by id limit 2');
    await change(store, 'resources', 'version', [{ ...first, version: 77 }]);
    await insert(store, 'workspaces', workspace('new', 'new'));
    const likes = await source.sql(
      "select id from engagements where action = 'like' order by id limit 3",
    );
    await remove(store, 'engagements', ...likes);
    const dry = await transfer({ ...way, dryRun: true });
    expect(dry.tables.find(({ table }) => table === 'engagements')).toMatchObject({ extra: 3 });
    const some = await transfer({ ...way, again: true });
    expect(some.outcome).toBe('verified');
    expect(moved(some)).toEqual({
      resources: [0, 1, 0],
      workspaces: [1, 0, 0],
      engagements: [0, 0, 3],
    });
    expect(second).toBeDefined();
  });

  it('lets rows exchange unique values, and take those of rows that are gone', async () => {
    await using source = await emptyDatabase('sqlite');
    await using target = await emptyDatabase(engine);
    const way = { from: source.url, to: target.url };
    await using store = await migratedStore(source);
    const names = ['a', 'b', 'c', 'd', 'gone'];
    await insert(store, 'workspaces', ...names.map((name) => workspace(name, name)));
    await transfer(way);

    await remove(store, 'workspaces', { id: 'gone' });
    const step = (id: string, slug: string) =>
      change(store, 'workspaces', 'slug', [workspace(id, slug)]);
    // a ↔ b; c takes what is free now; d gives its own to a new one.
    await step('a', 'between');
    await step('b', 'a');
    await step('a', 'b');
    await step('c', 'gone');
    await step('d', 'elsewhere');
    await insert(store, 'workspaces', workspace('0-new', 'd'));

    const result = await transfer({ ...way, again: true });
    expect(result.outcome).toBe('verified');
    expect(moved(result)).toEqual({ workspaces: [1, 4, 1] });
    const slugs = await target.sql('select id, slug from workspaces order by id');
    expect(slugs.map(({ id, slug }) => `${id as string}:${slug as string}`)).toEqual([
      '0-new:d',
      'a:b',
      'b:a',
      'c:gone',
      'd:elsewhere',
    ]);
  });

  it('lets numbers of a unique index move along, as tracks of an album do', async () => {
    await using source = await sceneDatabase();
    await using target = await emptyDatabase(engine);
    const way = { from: source.url, to: target.url };
    await using store = await migratedStore(source);
    await transfer(way);
    const [album] = await source.sql(
      `select album_resource_id as id, count(*) as songs from album_songs
       group by album_resource_id order by songs desc limit 1`,
    );
    const tracks = await source.sql(
      `select album_resource_id as "albumResourceId", song_resource_id as "songResourceId",
         track_number as "trackNumber" from album_songs
       where album_resource_id = '${album!.id as string}'`,
    );
    const turned = (offset: number) =>
      change(
        store,
        'album_songs',
        'trackNumber',
        tracks.map((track, i) => ({
          ...track,
          trackNumber: offset + 1 + ((i + 1) % tracks.length),
        })),
      );
    await turned(1000);
    await turned(0);
    const result = await transfer({ ...way, again: true });
    expect(result.outcome).toBe('verified');
    expect(moved(result)).toEqual({ album_songs: [0, tracks.length, 0] });
  });

  it('follows rows that move to another parent when the old one goes', async () => {
    await using source = await emptyDatabase('sqlite');
    await using target = await emptyDatabase(engine);
    const way = { from: source.url, to: target.url };
    await using store = await migratedStore(source);
    const org = (workosOrgId: string) => ({ workosOrgId, name: workosOrgId });
    const user = (organizationId: string) => ({
      workosUserId: 'u',
      handle: 'u',
      email: 'u@example.com',
      displayName: 'U',
      searchKey: 'u',
      organizationId,
    });
    await insert(store, 'organizations', org('old'));
    await insert(store, 'users', user('old'));
    await transfer(way);
    await insert(store, 'organizations', org('young'));
    await change(store, 'users', 'organizationId', [user('young')]);
    await remove(store, 'organizations', org('old'));
    const result = await transfer({ ...way, again: true });
    expect(result.outcome).toBe('verified');
    expect(moved(result)).toEqual({ organizations: [1, 0, 1], users: [0, 1, 0] });
  });

  it('changes, adds and removes threads of comments in any order', async () => {
    await using source = await emptyDatabase('sqlite');
    await using target = await emptyDatabase(engine);
    const way = { from: source.url, to: target.url };
    await using store = await migratedStore(source);
    const ids = ['c1', 'c2', 'c3', 'c4'];
    const comment = (engagementId: string, parentId: string | null) => ({
      engagementId,
      parentId,
      text: engagementId,
    });
    await insert(
      store,
      'engagements',
      ...ids.map((id) => ({
        id,
        subjectType: 'user',
        subjectId: 's',
        action: 'comment',
        objectType: 'user',
        objectId: 'o',
        occurrence: id,
      })),
    );
    await insert(store, 'engagement_comments', comment('c4', null), comment('c1', 'c4'));
    await transfer(way);
    // Now the answers go the other way round.
    const parent = (id: string, parentId: string | null) =>
      change(store, 'engagement_comments', 'parentId', [comment(id, parentId)]);
    await parent('c1', null);
    await insert(store, 'engagement_comments', comment('c2', 'c4'), comment('c3', 'c2'));
    await parent('c4', 'c1');
    const turned = await transfer({ ...way, again: true });
    expect(turned.outcome).toBe('verified');
    expect(moved(turned)).toEqual({ engagement_comments: [2, 2, 0] });
    const parents = await target.sql(
      'select parent_id from engagement_comments order by engagement_id',
    );
    expect(parents.map((row) => row.parent_id)).toEqual([null, 'c4', 'c2', 'c1']);
    for (const id of ids) await parent(id, null);
    await remove(store, 'engagement_comments', ...ids.map((id) => comment(id, null)));
    const emptied = await transfer({ ...way, again: true });
    expect(emptied.outcome).toBe('verified');
    expect(moved(emptied)).toEqual({ engagement_comments: [0, 0, 4] });
  });
});

describe.runIf(engines.includes('mysql'))('a target without foreign keys, as on Vitess', () => {
  it('loses by itself what belonged to a row that is gone', async () => {
    await using source = await sceneDatabase();
    await using target = await emptyDatabase('mysql');
    const way = { from: source.url, to: target.url };
    await (await migratedStore(target)).close();
    const keys = await target.sql(
      `select table_name as t, constraint_name as c from information_schema.table_constraints
       where table_schema = database() and constraint_type = 'FOREIGN KEY'`,
    );
    for (const { t, c } of keys) {
      await target.sql(`alter table ${t as string} drop foreign key ${c as string}`);
    }
    expect(keys.length).toBeGreaterThan(10);
    expect((await transfer(way)).outcome).toBe('verified');

    await using store = await migratedStore(source);
    const [busiest] = await source.sql(
      `select workspace_id as id from resources where workspace_id is not null
       group by workspace_id order by count(*) desc limit 1`,
    );
    await remove(store, 'workspaces', busiest!);
    const result = await transfer({ ...way, again: true });
    expect(result.outcome).toBe('verified');
    const deleted = (name: string) => result.tables.find(({ table }) => table === name)!.deleted;
    for (const name of ['workspaces', 'resources', 'resource_authors', 'resource_urls']) {
      expect(deleted(name)).toBeGreaterThan(0);
    }
  });
});

describe('a source that people write to meanwhile', () => {
  it('is not verified, and the same command brings over the rest', async () => {
    await using source = await sceneDatabase();
    await using target = await emptyDatabase('sqlite');
    const way = { from: source.url, to: target.url };
    const db = new DatabaseSync(source.url.replace('sqlite:', ''));
    let wrote = false;
    const first = await transfer({
      ...way,
      onProgress({ phase }) {
        if (phase !== 'verify' || wrote) return;
        wrote = true;
        db.exec(
          "insert into organizations (workos_org_id, name, created_at, updated_at) values ('late', 'Late', 0, 0)",
        );
      },
    });
    db.close();
    expect(first.outcome).toBe('different');
    const second = await transfer(way);
    expect(second.outcome).toBe('verified');
    expect(moved(second)).toEqual({ organizations: [1, 0, 0] });
  });
});
