/** What it costs to say what a transfer would do: rows that D1 says it has read. */
import { collections, permissions, resources, type Workspace } from '@vesta-cx/db';
import { batch, rowsPerInsert, type AnyTable } from '@vesta-cx/db/query';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { db, rule, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { insertResources } from '../../test/insert-resources.ts';
import { organization, team } from '../../test/teams.ts';
import type { Person } from '../kernel/index.ts';
import * as workspaces from './index.ts';

const many = 4000;

let boss: Person;
let colleague: Person;
let home: Workspace;
let teamId: string;

beforeAll(async () => {
  const made = await organization();
  ({ boss, colleague } = made);
  teamId = (await team(made.id, boss)).id;
  home = await workspace(boss, { ownerType: 'organization', ownerId: made.id });
  const ids = await insertResources(
    home,
    Array.from({ length: many }, () => ({})),
  );
  // Nothing of it is about this workspace.
  const elsewhere = await workspace(boss);
  await insert(
    permissions,
    [
      ...(await insertResources(
        elsewhere,
        Array.from({ length: many }, () => ({})),
      )),
    ].map((objectId) => ({
      ...{ subjectType: 'user', subjectId: colleague.userId, objectType: 'resource', objectId },
      ...{ action: 'read', value: 'allow' },
    })),
  );
  await insert(
    permissions,
    ids.map((objectId) => ({
      ...{ subjectType: 'team', subjectId: teamId, objectType: 'resource', objectId },
      ...{ action: 'write', value: 'allow' },
    })),
  );
  await insert(
    collections,
    Array.from({ length: many }, (_, n) => ({
      ...{ ownerType: 'workspace', ownerId: home.id, name: 'Playlist', slug: `playlist-${n}` },
      ...{ type: 'manual', searchKey: 'playlist' },
    })),
  );
});

async function insert(table: AnyTable, rows: object[]): Promise<void> {
  const size = rowsPerInsert(table);
  const chunks = Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
  for (let i = 0; i < chunks.length; i += 50) {
    await batch(db, (q) =>
      chunks.slice(i, i + 50).map((chunk) => q.insert(table).values(chunk as never)),
    );
  }
}

const planned = async () => {
  const proof = await workspaces.authorize(db, boss, home.id, 'admin');
  const meter = metered();
  const plan = await workspaces.planTransfer(meter.db, proof);
  return { plan, cost: meter.rowsRead() };
};

it('a workspace of thousands of things is looked at so far, and said to be', async () => {
  const { plan, cost } = await planned();
  expect(plan).toMatchObject({
    resources: 100,
    othersResources: 0,
    collections: 100,
    people: 0,
    endingPermissions: 100,
    partial: { resources: true, collections: true, permissions: true },
  });
  expect(cost).toBeLessThan(12_000);
});

it('twice as much in it costs no more', async () => {
  const before = await planned();
  await insertResources(
    home,
    Array.from({ length: many }, () => ({})),
  );
  const after = await planned();
  expect(after.plan.partial.resources).toBe(true);
  expect(after.cost).toBeLessThanOrEqual(before.cost);
});

it('of a small one in the same tables everything is counted, for little', async () => {
  const small = await workspace(boss, { ownerType: 'organization', ownerId: home.ownerId });
  const [first] = await insertResources(small, [{}, {}]);
  await db
    .update(resources)
    .set({ ownerType: 'user', ownerId: colleague.userId })
    .where(eq(resources.id, first!));
  await rule('allow', 'team', teamId, 'resource', first!, 'write');
  await rule('allow', 'user', colleague.userId, 'resource', first!, 'read');
  await rule('allow', 'user', colleague.userId, 'workspace', small.id, 'write');
  const [playlist] = await db
    .select()
    .from(collections)
    .where(and(eq(collections.ownerType, 'workspace'), inArray(collections.ownerId, [small.id])))
    .orderBy(asc(collections.id));
  await rule('allow', 'organization', home.ownerId, 'collection', playlist!.id);
  const meter = metered();
  const proof = await workspaces.authorize(db, boss, small.id, 'admin');
  expect(await workspaces.planTransfer(meter.db, proof)).toMatchObject({
    resources: 1,
    othersResources: 1,
    collections: 0,
    people: 1,
    endingPermissions: 2,
    partial: { resources: false, collections: false, permissions: false },
  });
  expect(meter.rowsRead()).toBeLessThan(80);
});
