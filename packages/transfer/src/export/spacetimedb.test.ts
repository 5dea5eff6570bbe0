import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tablesInOrder } from '../tables.ts';
import { emptyDatabase, migratedStore } from '../testing/databases.ts';
import { insert } from '../testing/rows.ts';
import { readAll } from '../pages.ts';
import { openStore } from '../open.ts';
import { modelTables, serves } from './model.ts';
import { spacetimeIndexes, spacetimeModule } from './spacetimedb-module.ts';
import { everything, exported, run } from './testing/exports.ts';
import { linkPackages, typeCheck } from './testing/type-check.ts';

it('type-checks against the published package', async () => {
  await using source = await emptyDatabase('sqlite');
  await (await migratedStore(source)).close();
  using folder = await exported(source, { format: 'spacetimedb' });
  const project = join(folder.path, 'spacetimedb');
  linkPackages(project);
  expect(await typeCheck(project)).toEqual([]);
});

it('indexes keys and foreign keys', () => {
  for (const table of modelTables()) {
    const own = [
      ...(table.key.length === 1 ? [table.key] : []),
      ...spacetimeIndexes(table).map(({ columns }) => columns),
    ];
    for (const columns of [table.key, ...table.references.map((reference) => reference.columns)]) {
      expect(
        own.some((index) => serves(index, columns)),
        table.name,
      ).toBe(true);
    }
  }
});

it('has no unique column where SQL lets rows be without a value', () => {
  const text = spacetimeModule(modelTables());
  expect(text).toContain('handle: t.string().unique()');
  expect(text).not.toMatch(/t\.option\([^\n]*\.unique\(\)/);
});

/** The exported module in a host; see testing/spacetimedb-host.ts. */
async function hosted(folder: string) {
  linkPackages(join(folder, 'spacetimedb'));
  const host = join(import.meta.dirname, 'testing/spacetimedb-host.ts');
  const child = spawn(process.execPath, [host, join(folder, 'spacetimedb/src/index.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const server = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`The host ended with ${code}`)));
  });
  const load = (token: string | null) =>
    run(process.execPath, [join(folder, 'load.mjs'), 'vesta', '--server', server], {
      env: { SPACETIME_TOKEN: token ?? '' },
    });
  const rows = async (table: string): Promise<Record<string, unknown>[]> =>
    (await (await fetch(`${server}/rows/${table}`)).json()) as Record<string, unknown>[];
  const post = (reducer: string, token: string) =>
    fetch(`${server}/v1/database/vesta/call/${reducer}`, {
      method: 'POST',
      body: '[]',
      headers: { authorization: `Bearer ${token}` },
    });
  const stop = async () => {
    const gone = once(child, 'exit');
    child.kill();
    await gone;
  };
  return { load, rows, post, [Symbol.asyncDispose]: stop };
}

it('loads every row through its reducers, once', async () => {
  await using source = await everything();
  using folder = await exported(source, { format: 'spacetimedb' });
  await using host = await hosted(folder.path);
  await host.load('publisher');
  // A second time replaces them.
  await host.load('publisher');

  const store = await openStore(source.url);
  for (const table of tablesInOrder()) {
    const expected = [];
    for await (const row of readAll(store, table)) {
      expected.push(
        Object.fromEntries(
          table.columns.flatMap(({ property, type }, i) => {
            const value = row[i];
            if (value === null && table.columns[i]!.nullable) return [];
            if (value instanceof Date) {
              const micros = `${BigInt(value.getTime()) * 1000n}n`;
              return [[property, { __timestamp_micros_since_unix_epoch__: micros }]];
            }
            return [[property, type === 'json' ? JSON.stringify(value) : value]];
          }),
        ),
      );
    }
    const key = (row: Record<string, unknown>) =>
      JSON.stringify(table.key.map((i) => row[table.columns[i]!.property]));
    const sorted = (rows: Record<string, unknown>[]) =>
      rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sorted(await host.rows(table.name)), table.name).toEqual(sorted(expected));
  }
  await store.close();
});

it('lets nobody but the publisher load, and nobody after the end', async () => {
  await using source = await emptyDatabase('sqlite');
  const store = await migratedStore(source);
  await insert(store, 'features', { slug: 'f', name: 'F', category: 'content' });
  await store.close();
  using folder = await exported(source, { format: 'spacetimedb' });
  await using host = await hosted(folder.path);
  await expect(host.load(null)).rejects.toThrow('SPACETIME_TOKEN is missing');
  await expect(host.load('stranger')).rejects.toThrow('Only the publisher');
  expect((await host.post('finish_load', 'stranger')).status).toBe(530);
  await host.load('publisher');
  expect((await host.post('finish_load', 'publisher')).status).toBe(200);
  await expect(host.load('publisher')).rejects.toThrow('Only the publisher');
  expect(await host.rows('features')).toHaveLength(1);
});

it('leaves out numbers that its columns have no room for', async () => {
  await using source = await emptyDatabase('sqlite');
  const store = await migratedStore(source);
  const pricing = { featureSlug: 'f', basePriceCents: 2 ** 31, costOfOperation: 0 };
  await insert(store, 'features', { slug: 'f', name: 'F', category: 'content' });
  await insert(store, 'feature_pricing', pricing);
  await store.close();
  using folder = await exported(source, { format: 'spacetimedb' });
  expect(folder.manifest.refused).toBe(1);
});
