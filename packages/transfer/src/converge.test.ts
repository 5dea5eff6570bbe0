import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tablesInOrder, type Table } from './tables.ts';
import type { Row } from './values.ts';
import { readAll } from './pages.ts';
import type { Store } from './store.ts';
import { emptyDatabase, engines, migratedStore } from './testing/databases.ts';
import { insert } from './testing/rows.ts';
import { transfer } from './transfer.ts';

/** From few ids and names, so that two states share keys, and want each other's unique values. */
const id = fc.constantFrom('A', 'B', 'C', 'a', 'é', '\uffee', '🎸');
const name = fc.constantFrom('x', 'y', 'z');
const some = <T>(value: fc.Arbitrary<T>, ...by: ((row: T) => unknown)[]) =>
  fc.uniqueArray(value, { selector: by[0], maxLength: 6 }).map((rows) =>
    by.slice(1).reduce((left, key) => {
      const seen = new Set<unknown>();
      return left.filter((row) => !seen.has(key(row)) && seen.add(key(row)));
    }, rows),
  );

/** A state that keeps every constraint; what refers to nothing is left out. */
const state = fc.record({
  organizations: some(fc.record({ id, name }), (row) => row.id),
  users: some(
    fc.record({ id, handle: name, home: id }),
    (row) => row.id,
    (row) => row.handle,
  ),
  workspaces: some(
    fc.record({ id, slug: name }),
    (row) => row.id,
    (row) => row.slug,
  ),
  resources: some(
    fc.record({ id, slug: name, workspace: id, version: fc.nat(2) }),
    (row) => row.id,
    (row) => `${row.workspace}/${row.slug}`,
  ),
  tracks: some(
    fc.record({ album: id, song: id, track: fc.integer({ min: 1, max: 3 }) }),
    (row) => `${row.album}/${row.song}`,
    (row) => `${row.album}/${row.track}`,
  ),
  comments: some(fc.record({ id, parent: fc.option(id), text: name }), (row) => row.id),
});
type State = typeof state extends fc.Arbitrary<infer T> ? T : never;

async function write(store: Store, given: State): Promise<void> {
  const has = (rows: { id: string }[], wanted: string) => rows.some((row) => row.id === wanted);
  const shared = { searchKey: '', guestReadable: true, ownerType: 'user', ownerId: 'o' };
  await insert(
    store,
    'organizations',
    ...given.organizations.map((row) => ({ workosOrgId: row.id, name: row.name })),
  );
  await insert(
    store,
    'users',
    ...given.users
      .filter((row) => has(given.organizations, row.home))
      .map((row) => ({
        workosUserId: row.id,
        handle: row.handle,
        email: '',
        displayName: '',
        searchKey: '',
        organizationId: row.home,
      })),
  );
  await insert(
    store,
    'workspaces',
    ...given.workspaces.map((row) => ({
      ...shared,
      ...row,
      name: '',
      visibility: 'public',
      version: 1,
    })),
  );
  const resources = given.resources.filter((row) => has(given.workspaces, row.workspace));
  await insert(
    store,
    'resources',
    ...resources.map(({ id, slug, workspace, version }) => ({
      ...shared,
      id,
      slug,
      version,
      workspaceId: workspace,
      type: 'song',
      title: '',
      status: 'LISTED',
    })),
  );
  const parts = resources.map((row) => ({ resourceId: row.id }));
  await insert(store, 'albums', ...parts);
  await insert(store, 'songs', ...parts);
  await insert(
    store,
    'album_songs',
    ...given.tracks
      .filter((row) => has(resources, row.album) && has(resources, row.song))
      .map((row) => ({
        albumResourceId: row.album,
        songResourceId: row.song,
        trackNumber: row.track,
        discNumber: 1,
      })),
  );
  await insert(
    store,
    'engagements',
    ...given.comments.map((row) => ({
      id: row.id,
      subjectType: 'user',
      subjectId: 's',
      action: 'comment',
      objectType: 'user',
      objectId: 'o',
      occurrence: row.id,
    })),
  );
  // Whom they answer must be there: once more, in any order, with what was left out first.
  const comments = given.comments.map((row) => ({ engagementId: row.id, text: row.text }));
  await insert(store, 'engagement_comments', ...comments);
  const table = tablesInOrder().find((it) => it.name === 'engagement_comments')!;
  const parent = table.self[0]!;
  const key = table.key[0]!;
  const answering = given.comments
    .filter((row) => row.parent !== null && has(given.comments, row.parent))
    .map((row) => {
      const values: unknown[] = table.columns.map(() => undefined);
      values[key] = row.id;
      values[parent] = row.parent;
      return values;
    });
  if (answering.length > 0) await store.update(table, answering, [parent]);
}

async function rowsOf(store: Store, table: Table): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readAll(store, table)) rows.push(row);
  return rows;
}

async function empty(store: Store): Promise<void> {
  for (const table of tablesInOrder().reverse()) {
    const rows = await rowsOf(store, table);
    if (rows.length === 0) continue;
    const free = rows.map((row) => row.map((value, i) => (table.self.includes(i) ? null : value)));
    if (table.self.length > 0) await store.update(table, free, table.self);
    await store.delete(table, rows);
  }
}

async function everything(store: Store) {
  const found: Record<string, unknown> = {};
  for (const table of tablesInOrder()) {
    found[table.name] = await rowsOf(store, table);
  }
  return found;
}

describe.each(engines)('whatever both sides hold, a target in %s', (engine) => {
  it('ends with what the source has, and a second pass finds nothing to do', async () => {
    await using source = await emptyDatabase('sqlite');
    await using target = await emptyDatabase(engine);
    await using ours = await migratedStore(source);
    await using theirs = await migratedStore(target);
    const way = { from: source.url, to: target.url };
    await fc.assert(
      fc.asyncProperty(state, state, async (wanted, before) => {
        for (const [store, rows] of [
          [ours, wanted],
          [theirs, before],
        ] as const) {
          await empty(store);
          await write(store, rows);
        }
        const first = await transfer({ ...way, overwrite: true });
        expect(first.outcome).toBe('verified');
        expect(await everything(theirs)).toEqual(await everything(ours));
        const second = await transfer({ ...way, again: true });
        for (const { inserted, updated, deleted } of second.tables) {
          expect([inserted, updated, deleted]).toEqual([0, 0, 0]);
        }
      }),
      { numRuns: engine === 'sqlite' ? 50 : 25 },
    );
  });
});
