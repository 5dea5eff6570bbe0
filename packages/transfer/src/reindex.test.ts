import { expect, describe, it } from 'vitest';
import { newestMigration } from './migrations.ts';
import { openStore } from './open.ts';
import { readAll } from './pages.ts';
import { reindex } from './reindex.ts';
import type { Store } from './store.ts';
import { transfer } from './transfer.ts';
import { emptyDatabase, engines } from './testing/databases.ts';
import { sceneDatabase, tableOf } from './testing/rows.ts';
import type { Row } from './values.ts';

const named = ['users', 'workspaces', 'resources', 'collections', 'teams'];

async function rowsOf(store: Store, name: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readAll(store, tableOf(name))) rows.push(row);
  return rows;
}

const searched = async (store: Store) =>
  Promise.all([...named, 'search_entries'].map((name) => rowsOf(store, name)));

/** The rows with another value in one column. */
function withValue(name: string, rows: Row[], property: string, value: unknown) {
  const at = tableOf(name).columns.findIndex((column) => column.property === property);
  return { at, rows: rows.map((row) => row.map((before, i) => (i === at ? value : before))) };
}

describe.each(engines)('%s', (engine) => {
  it('old rows come to be found by every word, and what is right already stays', async () => {
    await using source = await sceneDatabase();
    await using database = await emptyDatabase(engine);
    await transfer({ from: source.url, to: database.url });
    const store = await openStore(database.url);
    try {
      expect((await store.schemaState()).pending, newestMigration()).toEqual([]);
      const before = await searched(store);
      const none = { keys: 0, inserted: 0, updated: 0, deleted: 0 };
      expect(await reindex(store)).toEqual(none);

      // As another folding left them: no keys, words that are none, and for everybody.
      const entries = await rowsOf(store, 'search_entries');
      const [gone, other] = [entries.filter((_, i) => i % 3 === 0), entries.slice(1, 2)];
      await store.delete(tableOf('search_entries'), gone);
      const strange = withValue('search_entries', other, 'token', 'zzzz');
      await store.insert(tableOf('search_entries'), strange.rows);
      const open = withValue('search_entries', other, 'scope', 'somebody');
      await store.update(tableOf('search_entries'), open.rows, [open.at]);
      for (const name of named) {
        const { at, rows } = withValue(name, await rowsOf(store, name), 'searchKey', 'old');
        await store.update(tableOf(name), rows, [at]);
      }
      expect(await reindex(store)).toMatchObject({
        inserted: gone.length,
        updated: 1,
        deleted: 1,
      });
      expect(await searched(store)).toEqual(before);
      expect(await reindex(store)).toEqual(none);
    } finally {
      await store.close();
    }
  });
});
