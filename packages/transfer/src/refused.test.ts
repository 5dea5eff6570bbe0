import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { RefusedRow } from './refusals.ts';
import { emptyDatabase, engines, migratedStore } from './testing/databases.ts';
import { insert } from './testing/rows.ts';
import { transfer } from './transfer.ts';

const organization = (workosOrgId: string) => ({ workosOrgId, name: 'fine' });
const song = (id: string) => ({
  id,
  ownerType: 'user',
  ownerId: 'o',
  workspaceId: 'w',
  slug: id,
  type: 'song',
  title: 't',
  status: 'LISTED',
  guestReadable: true,
  searchKey: '',
  version: 1,
});

/** A source with `good` rows around some that only SQLite lets in. */
async function brokenSource() {
  const database = await emptyDatabase('sqlite');
  {
    await using store = await migratedStore(database);
    const many = Array.from({ length: 2500 }, (_, i) => `org_${String(i).padStart(4, '0')}`);
    await insert(store, 'organizations', ...many.map(organization));
    await insert(store, 'workspaces', {
      id: 'w',
      name: 'w',
      slug: 'w',
      ownerType: 'user',
      ownerId: 'o',
      visibility: 'public',
      guestReadable: true,
      searchKey: '',
      version: 1,
    });
    await insert(store, 'resources', song('fine'), song('late'), song('long'));
    await insert(store, 'songs', { resourceId: 'fine' }, { resourceId: 'long' });
  }
  const db = new DatabaseSync(database.url.replace('sqlite:', ''));
  return { database, db };
}

/** Moves, and gives what was refused by table and key. */
async function refusedOf(from: string, to: string) {
  const refused: RefusedRow[] = [];
  const result = await transfer({ from, to, onRefused: (row) => refused.push(row) });
  return {
    result,
    refused,
    byKey: Object.fromEntries(refused.map((row) => [`${row.table} ${row.key.join()}`, row])),
  };
}

describe.each(engines.filter((engine) => engine !== 'sqlite'))('%s', (engine) => {
  it('names each row it will not take, takes the others, and is not verified', async () => {
    const { database, db } = await brokenSource();
    await using source = database;
    await using target = await emptyDatabase(engine);
    db.exec(`pragma foreign_keys = off;
      update organizations set name = printf('%.201c', 'x') where workos_org_id = 'org_1234';
      update resources set version = 3000000000 where id = 'long';
      insert into songs (resource_id, created_at, updated_at) values ('nowhere', 0, 0);
      insert into albums (resource_id, created_at, updated_at)
        values ('late', 8640000000000001, 0);
      update songs set genre = x'00ff' where resource_id = 'fine';
      update organizations set theme = '{broken' where workos_org_id = 'org_0007';
      update organizations set created_at = 'yesterday' where workos_org_id = 'org_0008'`);
    db.close();
    const { result, byKey } = await refusedOf(source.url, target.url);
    expect(result.outcome).toBe('refused');
    expect(Object.keys(byKey).sort()).toEqual([
      'albums late',
      'organizations org_0007',
      'organizations org_0008',
      'organizations org_1234',
      'resources long',
      'songs fine',
      'songs long',
      'songs nowhere',
    ]);
    expect(result.refused).toBe(8);
    expect(byKey['organizations org_1234']!.column).toBe('name');
    expect(byKey['organizations org_0007']).toMatchObject({
      column: 'theme',
      message: 'In the source, "{broken" is not a JSON document',
    });
    expect(byKey['organizations org_0008']!.column).toBe('created_at');
    expect(byKey['resources long']!.column).toBe('version');
    expect(byKey['songs nowhere']!.constraint).toMatch(/resource_id/);
    expect(byKey['songs fine']!.column).toBe('genre');
    const [count] = await target.sql('select count(*) as rows_there from organizations');
    expect(Number(count!.rows_there)).toBe(2497);
  });

  it('is verified by the same command once the rows are mended', async () => {
    const { database, db } = await brokenSource();
    await using source = database;
    await using target = await emptyDatabase(engine);
    db.exec(
      "update organizations set name = printf('%.201c', 'x') where workos_org_id = 'org_1234'",
    );
    expect((await refusedOf(source.url, target.url)).result.outcome).toBe('refused');
    db.exec("update organizations set name = 'short' where workos_org_id = 'org_1234'");
    db.close();
    const { result, refused } = await refusedOf(source.url, target.url);
    expect(refused).toEqual([]);
    expect(result.outcome).toBe('verified');
    expect(result.tables.find(({ table }) => table === 'organizations')).toMatchObject({
      inserted: 1,
      updated: 0,
    });
  });

  it('names an update it will not take', async () => {
    const { database, db } = await brokenSource();
    await using source = database;
    await using target = await emptyDatabase(engine);
    expect((await refusedOf(source.url, target.url)).result.outcome).toBe('verified');
    db.exec("update workspaces set search_key = printf('%.121c', 'x')");
    db.close();
    const refused: RefusedRow[] = [];
    const onRefused = (row: RefusedRow) => refused.push(row);
    const way = { from: source.url, to: target.url };
    expect((await transfer({ ...way, again: true, onRefused })).outcome).toBe('refused');
    expect(refused).toMatchObject([{ table: 'workspaces', key: ['w'], column: 'search_key' }]);
  });
});

describe('what one engine alone will not take', () => {
  it.runIf(engines.includes('postgres'))('is NUL in text and JSON on PostgreSQL', async () => {
    const { database, db } = await brokenSource();
    await using source = database;
    await using target = await emptyDatabase('postgres');
    db.exec(`update organizations set name = 'a' || char(0) where workos_org_id = 'org_0001';
      update organizations set theme = '{"a":"\\u0000"}' where workos_org_id = 'org_0002';
      update organizations set theme = '["\\ud800"]' where workos_org_id = 'org_0003'`);
    db.close();
    const { refused } = await refusedOf(source.url, target.url);
    expect(refused.map(({ key, column }) => [...key, column])).toEqual([
      ['org_0001', 'name'],
      ['org_0002', 'theme'],
      ['org_0003', 'theme'],
    ]);
  });

  it.runIf(engines.includes('mysql'))(
    'is a year beyond 9999, and keys it orders in another way, on MySQL',
    async () => {
      const { database, db } = await brokenSource();
      await using source = database;
      await using target = await emptyDatabase('mysql');
      db.exec(`update organizations set created_at = 253402300800000 where workos_org_id = 'org_0001';
        update organizations set workos_org_id = 'tab' || char(9) where workos_org_id = 'org_0002';
        update organizations set workos_org_id = 'org_0003 ' where workos_org_id = 'org_0004'`);
      db.close();
      const { byKey } = await refusedOf(source.url, target.url);
      expect(Object.keys(byKey)).toEqual([
        'organizations org_0001',
        'organizations org_0003 ',
        'organizations tab\t',
      ]);
      expect(byKey['organizations org_0001']!.column).toBe('created_at');
    },
  );
});
