import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openStore } from './open.ts';
import { emptyDatabase, engines, migratedStore, type TestDatabase } from './testing/databases.ts';
import { insert } from './testing/rows.ts';
import { transfer } from './transfer.ts';

/** A database with one organization. */
async function small(engine: 'sqlite' | 'postgres' | 'mysql' = 'sqlite', name = 'one') {
  const database = await emptyDatabase(engine);
  await using store = await migratedStore(database);
  await insert(store, 'organizations', { workosOrgId: name, name });
  return database;
}

const namesIn = async (database: TestDatabase) =>
  (await database.sql('select name from organizations order by name')).map(({ name }) => name);

describe.each(engines)('a target in %s', (engine) => {
  it('that holds data of its own is refused, and is replaced when told', async () => {
    await using source = await small();
    await using target = await small(engine, 'own');
    const way = { from: source.url, to: target.url };
    await expect(transfer(way)).rejects.toThrow(
      /--to: .* is not empty: it holds data .*--overwrite/,
    );
    await expect(transfer({ ...way, again: true })).rejects.toThrow(/--overwrite/);
    expect(await namesIn(target)).toEqual(['own']);
    expect((await transfer({ ...way, overwrite: true })).outcome).toBe('verified');
    expect(await namesIn(target)).toEqual(['one']);
  });

  it('that a transfer has finished asks for --again, and from elsewhere for --overwrite', async () => {
    await using source = await small();
    await using other = await small('sqlite', 'other');
    await using target = await emptyDatabase(engine);
    const way = { from: source.url, to: target.url };
    await transfer(way);
    await expect(transfer(way)).rejects.toThrow(/finished there at .*--again brings over/);
    expect((await transfer({ ...way, again: true })).outcome).toBe('verified');
    const elsewhere = { from: other.url, to: target.url };
    await expect(transfer(elsewhere)).rejects.toThrow(/it was filled from sqlite:.*--overwrite/);
    await expect(transfer({ ...elsewhere, again: true })).rejects.toThrow(/--overwrite/);
    expect(await namesIn(target)).toEqual(['one']);
  });

  it('that is half full goes on from the same source only, and is no source itself', async () => {
    await using source = await small();
    await using other = await small('sqlite', 'other');
    await using target = await small(engine, 'half');
    const store = await openStore(target.url);
    const { name } = await openStore(source.url);
    const started = {
      state: 'running',
      run: 'r',
      startedAt: new Date(),
      finishedAt: null,
    } as const;
    await store.mark({ source: name, ...started });
    await store.close();
    await using third = await emptyDatabase('sqlite');
    await expect(transfer({ from: target.url, to: third.url })).rejects.toThrow(
      /--from: .* itself the target of a transfer from sqlite:.* not finished/s,
    );
    await expect(transfer({ from: other.url, to: target.url })).rejects.toThrow(
      /begun to be filled from sqlite:/,
    );
    expect((await transfer({ from: source.url, to: target.url })).outcome).toBe('verified');
    expect(await namesIn(target)).toEqual(['one']);
  });

  it('is left as it is by --dry-run, schema and marker included', async () => {
    await using source = await small();
    await using target = await emptyDatabase(engine);
    const way = { from: source.url, to: target.url };
    const dry = await transfer({ ...way, dryRun: true });
    expect(dry.outcome).toBe('dry-run');
    expect(dry.tables.find(({ table }) => table === 'organizations')!.inserted).toBe(1);
    const store = await openStore(target.url);
    expect(await store.marker()).toBeNull();
    expect((await store.schemaState()).pending).not.toEqual([]);
    await store.close();
  });

  it('keeps its marker out of the way of the next migration', async () => {
    await using source = await small();
    await using target = await emptyDatabase(engine);
    await transfer({ from: source.url, to: target.url });
    await using store = await migratedStore(target);
    expect(await store.schemaState()).toEqual({ pending: [], unknown: [] });
    expect((await store.marker())!.state).toBe('finished');
  });

  it('is refused when it knows migrations that this checkout lacks', async () => {
    await using source = await small();
    await using target = await small(engine, 'own');
    await target.sql(
      engine === 'sqlite'
        ? "insert into d1_migrations (name) values ('9999_from_the_future.sql')"
        : `insert into ${engine === 'mysql' ? '' : 'drizzle.'}__drizzle_migrations (hash, created_at) values ('h', 9999999999999)`,
    );
    const way = { from: source.url, to: target.url, overwrite: true };
    await expect(transfer(way)).rejects.toThrow(/--to: .*this checkout doesn't know/);
    const back = { from: target.url, to: source.url, overwrite: true };
    await expect(transfer(back)).rejects.toThrow(/--from: .*this checkout doesn't know/);
  });
});

describe('a source', () => {
  it('without the schema is refused, with the command that makes it', async () => {
    await using empty = await emptyDatabase('sqlite');
    await using target = await emptyDatabase('sqlite');
    new DatabaseSync(empty.url.replace('sqlite:', '')).close();
    await expect(transfer({ from: empty.url, to: target.url })).rejects.toThrow(
      /--from: .*lacks migrations \(0000_init.*\)\. Apply them first:\n {2}pnpm/,
    );
  });

  it('that does not exist is named', async () => {
    await using target = await emptyDatabase('sqlite');
    const from = 'sqlite:/nowhere/at-all.sqlite';
    await expect(transfer({ from, to: target.url })).rejects.toThrow(
      '--from: there is no database at sqlite:/nowhere/at-all.sqlite',
    );
  });

  it('is not its own target', async () => {
    await using database = await small();
    const way = { from: database.url, to: database.url, overwrite: true };
    await expect(transfer(way)).rejects.toThrow(/--from and --to are the same database/);
  });

  it.runIf(engines.includes('postgres'))(
    'is not its own target by another name either, and keeps its marker',
    async () => {
      await using database = await small('postgres');
      const url = new URL(database.url);
      url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
      const way = { from: database.url, to: url.href, overwrite: true };
      await expect(transfer(way)).rejects.toThrow(/the same database/);
      const store = await openStore(database.url);
      expect(await store.marker()).toBeNull();
      await store.close();
      expect(await namesIn(database)).toEqual(['one']);
    },
  );
});

describe.runIf(engines.includes('mysql'))('a schema that was half made on MySQL', () => {
  const make = (target: TestDatabase, table: string) =>
    target.sql(`create table ${table} (id integer not null primary key)`);

  it('by a transfer that was killed is made anew', async () => {
    await using source = await small();
    await using target = await emptyDatabase('mysql');
    await make(target, '_vesta_transfer_schema');
    await make(target, 'organizations');
    expect((await transfer({ from: source.url, to: target.url })).outcome).toBe('verified');
  });

  it('by somebody else is left alone', async () => {
    await using source = await small();
    await using target = await emptyDatabase('mysql');
    await make(target, 'organizations');
    await expect(transfer({ from: source.url, to: target.url })).rejects.toThrow(/organizations/);
    const columns = await target.sql('show columns from organizations');
    expect(columns.map(({ Field }) => Field)).toEqual(['id']);
  });
});
