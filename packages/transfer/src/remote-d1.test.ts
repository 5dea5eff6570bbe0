import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { backup } from './backup/write.ts';
import { restore } from './backup/restore.ts';
import { checksums, temporaryFolder } from './export/testing/exports.ts';
import { standIn } from './testing/cloudflare.ts';
import { openStore } from './open.ts';
import { emptyDatabase, migratedStore, type TestDatabase } from './testing/databases.ts';
import { sceneDatabase, writeHardRows } from './testing/rows.ts';
import { transfer } from './transfer.ts';

afterEach(() => vi.unstubAllEnvs());

/** Serves a file as the remote vesta-db until the test ends. */
async function remote(database: TestDatabase) {
  const cloudflare = await standIn('vesta-db', database.url.replace('sqlite:', ''));
  for (const [name, value] of Object.entries(cloudflare.env)) vi.stubEnv(name, value);
  onTestFinished(cloudflare.close);
}

async function everything() {
  const database = await sceneDatabase();
  await using store = await migratedStore(database);
  await writeHardRows(store);
  return database;
}

describe('a remote D1', () => {
  it('takes everything, gives it back, and takes only what has changed', async () => {
    await using source = await everything();
    await using file = await emptyDatabase('sqlite');
    await (await migratedStore(file)).close();
    await remote(file);
    const there = { from: source.url, to: 'd1:vesta-db' };
    expect((await transfer(there)).outcome).toBe('verified');
    await using back = await emptyDatabase('sqlite');
    expect((await transfer({ from: 'd1:vesta-db', to: back.url })).outcome).toBe('verified');

    const db = new DatabaseSync(source.url.replace('sqlite:', ''));
    db.exec(`pragma foreign_keys = on;
      update users set handle = 'x-' || handle;
      delete from engagements where action = 'like'`);
    const { users } = db.prepare('select count(*) as users from users').get() as { users: number };
    db.close();
    const second = await transfer({ ...there, again: true });
    expect(second.outcome).toBe('verified');
    expect(second.tables.find(({ table }) => table === 'users')!.updated).toBe(users);
    expect(second.tables.find(({ table }) => table === 'engagements')!.deleted).toBeGreaterThan(0);
  });

  it('is backed up, and a fresh one is filled from the backup', async () => {
    await using source = await everything();
    await remote(source);
    using folder = temporaryFolder();
    const file = join(folder.path, 'vesta.jsonl.gz');
    const store = await openStore('d1:vesta-db');
    await backup({ store, file });
    await store.close();
    await using fresh = await emptyDatabase('sqlite');
    await (await migratedStore(fresh)).close();
    await remote(fresh);
    await restore({ file, to: 'd1:vesta-db' });
    expect(await checksums(fresh.url)).toEqual(await checksums(source.url));
  });

  it('names rows that it will not take', async () => {
    await using source = await everything();
    const db = new DatabaseSync(source.url.replace('sqlite:', ''));
    db.exec(`pragma foreign_keys = off;
      insert into songs (resource_id, created_at, updated_at) values ('nowhere', 0, 0)`);
    db.close();
    await using file = await emptyDatabase('sqlite');
    await (await migratedStore(file)).close();
    await remote(file);
    const refused: unknown[] = [];
    const way = { from: source.url, to: 'd1:vesta-db' };
    const result = await transfer({
      ...way,
      onRefused: ({ table, key }) => refused.push([table, key]),
    });
    expect(result.outcome).toBe('refused');
    expect(refused).toEqual([['songs', ['nowhere']]]);
  });

  it('says which variable is missing, and which database', async () => {
    vi.stubEnv('CLOUDFLARE_ACCOUNT_ID', 'acc');
    vi.stubEnv('CLOUDFLARE_API_TOKEN', '');
    const way = { from: 'd1:vesta-db', to: 'sqlite:x' };
    await expect(transfer(way)).rejects.toThrow(/--from: .* needs CLOUDFLARE_API_TOKEN in/);
    await using file = await emptyDatabase('sqlite');
    await remote(file);
    await expect(transfer({ ...way, from: 'd1:other' })).rejects.toThrow(/no D1 database other/);
  });
});
