/** Rows for tests: the demo scene, a small world, and what is hard to carry. */
import { DatabaseSync } from 'node:sqlite';
import { loadWorld } from '@vesta-cx/seed/load-world';
import { scene } from '@vesta-cx/seed/scene';
import { loadScene } from '@vesta-cx/seed/sqlite';
import type { Store } from '../store.ts';
import { tablesInOrder, type Table } from '../tables.ts';
import type { Row } from '../values.ts';
import { emptyDatabase, migratedStore, type TestDatabase } from './databases.ts';

const tables = new Map(tablesInOrder().map((table) => [table.name, table]));

/** A table by its SQL name. */
export function tableOf(name: string): Table {
  const table = tables.get(name);
  if (!table) throw new Error(`There is no table ${name}`);
  return table;
}

const moment = new Date('2026-05-04T03:02:01.234Z');

/** A row from properties, as in the row types; what is left out is null, or `moment`, or false. */
export function rowOf(name: string, properties: Record<string, unknown>): Row {
  const columns = tableOf(name).columns;
  for (const property of Object.keys(properties)) {
    if (!columns.some((column) => column.property === property)) {
      throw new Error(`${name} has no ${property}`);
    }
  }
  return columns.map(({ property, type, nullable }) => {
    const value = properties[property];
    if (value !== undefined) return value;
    if (nullable) return null;
    return type === 'date' ? moment : type === 'boolean' ? false : null;
  });
}

export async function insert(store: Store, name: string, ...rows: Record<string, unknown>[]) {
  const whole = rows.map((row) => rowOf(name, row));
  await store.insert(tableOf(name), whole);
}

/** A SQLite file with the demo scene. */
export async function sceneDatabase(): Promise<TestDatabase> {
  const rows = await scene({ renderMarkdown: (text) => `<p>${text}</p>`, now: moment });
  return seeded((db) => loadScene(db, rows));
}

/** A SQLite file with a generated world: about `scale` times 370 rows. */
export const worldDatabase = (scale: number): Promise<TestDatabase> =>
  seeded((db) => loadWorld(db, { scale, seed: 1 }, () => {}));

async function seeded(fill: (db: DatabaseSync) => void): Promise<TestDatabase> {
  const database = await emptyDatabase('sqlite');
  await (await migratedStore(database)).close();
  const db = new DatabaseSync(database.url.replace('sqlite:', ''));
  fill(db);
  db.close();
  return database;
}

/** Every character below a space but NUL, which PostgreSQL has no text with. */
const controls = Array.from({ length: 31 }, (_, i) => String.fromCharCode(i + 1)).join('');

export const hard = {
  text: `'single' "double" \`back\` \\ \\n %_ $1 ? :x {{}} ${controls}\u007f é e\u0301 ﬀ 🎸👩‍🎤 \u2028 \ufeff`,
  long: 'Ωmega 🎷 \r\n'.repeat(60_000),
  json: {
    zebra: 1,
    a: [null, true, false, 0, -1.5, 1e21, '', '\u0001🎹', { b: { c: { d: [[[]], {}] } } }],
    B: 'upper before lower',
    aa: 'longer after shorter',
    '': 'empty name',
    constructor: { prototype: 1 },
  },
} as const;

/** Writes rows that engines treat differently when nobody takes care. */
export async function writeHardRows(store: Store): Promise<void> {
  const theme = JSON.parse(`{"__proto__":{"x":1},${JSON.stringify(hard.json).slice(1)}`) as unknown;
  await insert(
    store,
    'organizations',
    { workosOrgId: 'hard_org', name: hard.text, theme, bannerUrl: '', avatarUrl: hard.long },
    // Only case, accents or a place beyond the basic plane tell these keys apart.
    ...['K', 'k', 'ß', 'ss', 'é', 'e', 'e\u0301', '\uffee', '\u{1f600}', '~', ' k', "'", '\\'].map(
      (workosOrgId) => ({ workosOrgId, name: workosOrgId, theme: [] }),
    ),
    ...['null', '"text"', '0', '{}'].map((json, i) => ({
      workosOrgId: `json_${i}`,
      name: '',
      theme: JSON.parse(json) as unknown,
    })),
  );
  const dates = [
    '1000-01-01T00:00:00.000Z',
    '1582-10-10T12:00:00.001Z',
    '1969-12-31T23:59:59.999Z',
  ];
  const later = [
    '1970-01-01T00:00:00.000Z',
    '2038-01-19T03:14:08.001Z',
    '9999-12-31T23:59:59.999Z',
  ];
  await insert(
    store,
    'idempotency_keys',
    ...[...dates, ...later].map((date, i) => ({
      callerId: 'hard',
      key: `${i} ${'\'\\%_"'.repeat(20)} `,
      fingerprint: '',
      mintedId: 'x',
      responseStatus: [-(2 ** 31), 2 ** 31 - 1, 0, null, -1, 200][i],
      createdAt: new Date(date),
    })),
  );
  await insert(
    store,
    'workspaces',
    ...[true, false].map((guestReadable, i) => ({
      id: `hard_${i}`,
      name: 'n',
      slug: `hard-${i}-é🎺`,
      ownerType: 'user',
      ownerId: 'nobody',
      visibility: 'private',
      guestReadable,
      searchKey: '',
      version: 1,
    })),
  );
  await writeThread(store);
}

/** Comments that answer comments with larger keys, and one that answers itself. */
async function writeThread(store: Store): Promise<void> {
  const ids = ['hard_c1', 'hard_c2', 'hard_c3', 'hard_c4'];
  await insert(
    store,
    'engagements',
    ...ids.map((id) => ({
      id,
      subjectType: 'user',
      subjectId: 'nobody',
      action: 'comment',
      objectType: 'resource',
      objectId: 'nothing',
      occurrence: id,
    })),
  );
  const parents = ['hard_c2', 'hard_c3', null, 'hard_c4'];
  // From the last to the first, so that the one that is answered is there.
  for (const i of [3, 2, 1, 0]) {
    await insert(store, 'engagement_comments', {
      engagementId: ids[i],
      text: hard.text,
      parentId: parents[i],
      deletedAt: i === 2 ? new Date(-1) : null,
    });
  }
}
