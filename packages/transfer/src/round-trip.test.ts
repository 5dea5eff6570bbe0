import { describe, expect, it } from 'vitest';
import { checksumOf } from './checksum.ts';
import { openStore } from './open.ts';
import { tablesInOrder } from './tables.ts';
import { directions, emptyDatabase, engines, migratedStore } from './testing/databases.ts';
import { hard, sceneDatabase, writeHardRows } from './testing/rows.ts';
import { transfer } from './transfer.ts';

async function checksums(url: string): Promise<Record<string, unknown>> {
  const store = await openStore(url);
  try {
    const sums: Record<string, unknown> = {};
    for (const table of tablesInOrder()) sums[table.name] = await checksumOf(store, table);
    return sums;
  } finally {
    await store.close();
  }
}

/** The scene and the hard rows, in a SQLite file. */
async function everything() {
  const database = await sceneDatabase();
  await using store = await migratedStore(database);
  await writeHardRows(store);
  return database;
}

describe('what was moved', () => {
  it.runIf(engines.length === 3)(
    'has the same checksums after D1 → PostgreSQL → MySQL → D1',
    async () => {
      await using first = await everything();
      await using postgres = await emptyDatabase('postgres');
      await using mysql = await emptyDatabase('mysql');
      await using last = await emptyDatabase('sqlite');
      const way = [first, postgres, mysql, last].map(({ url }) => url);
      for (const [i, to] of way.slice(1).entries()) {
        const result = await transfer({ from: way[i]!, to });
        expect(result.outcome).toBe('verified');
      }
      const sums = await Promise.all(way.map(checksums));
      for (const sum of sums.slice(1)) expect(sum).toEqual(sums[0]);
    },
  );

  it.each(directions)('arrives from %s in %s as the engine itself reads it', async (from, to) => {
    await using source = await emptyDatabase(from);
    {
      await using store = await migratedStore(source);
      await writeHardRows(store);
    }
    await using target = await emptyDatabase(to);
    const { outcome, tables } = await transfer({ from: source.url, to: target.url });
    expect(outcome).toBe('verified');
    expect(tables.find(({ table }) => table === 'organizations')).toMatchObject({ inserted: 18 });

    const [org] = await target.sql(
      "select name, theme, avatar_url, banner_url from organizations where workos_org_id = 'hard_org'",
    );
    expect(org).toMatchObject({ name: hard.text, avatar_url: hard.long, banner_url: '' });
    const theme = typeof org!.theme === 'string' ? JSON.parse(org!.theme) : org!.theme;
    expect(theme).toMatchObject(hard.json);
    expect(Object.keys(theme as object)).toContain('__proto__');

    const keys = await target.sql(
      "select created_at, response_status from idempotency_keys where caller_id = 'hard' order by created_at",
    );
    expect(keys.map(({ created_at: at }) => new Date(at as number | Date).toISOString())).toEqual([
      '1000-01-01T00:00:00.000Z',
      '1582-10-10T12:00:00.001Z',
      '1969-12-31T23:59:59.999Z',
      '1970-01-01T00:00:00.000Z',
      '2038-01-19T03:14:08.001Z',
      '9999-12-31T23:59:59.999Z',
    ]);
    const statuses = keys.map(({ response_status: status }) => status);
    expect(statuses).toEqual([-(2 ** 31), 2 ** 31 - 1, 0, null, -1, 200]);

    const flags = await target.sql('select guest_readable from workspaces order by id');
    expect(flags.map((flag) => Boolean(flag.guest_readable))).toEqual([true, false]);
    const thread = await target.sql(
      'select parent_id from engagement_comments order by engagement_id',
    );
    expect(thread.map((row) => row.parent_id)).toEqual(['hard_c2', 'hard_c3', null, 'hard_c4']);
  });
});
