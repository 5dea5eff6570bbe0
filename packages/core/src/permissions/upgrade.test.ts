/** What the migration that added `circle` wrote for rows from before is what is kept since. */
import {
  collections,
  dialect,
  organizations,
  permissions,
  resources,
  workspaces,
  type PermissionObjectType,
} from '@vesta-cx/db';
import { batch, rowsPerInsert, type Statement } from '@vesta-cx/db/query';
import { isNull, sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { db } from '../../test/make.ts';
import { wholeWorld } from '../../test/whole-world.ts';
import { refreshObject } from './index.ts';

const files = import.meta.glob<string>('../../../db/src/migrations/**/0002_circle.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const folder = dialect === 'sqlite' ? 'migrations' : dialect;
const file = Object.entries(files).find(([path]) => path.endsWith(`/${folder}/0002_circle.sql`))!;
const updates = file[1]
  .split('--> statement-breakpoint')
  .filter((statement) => /^\s*(--.*\n)?update /.test(statement.trimStart()));

/** Runs a statement as it is written in a migration. */
const run = (statement: string) =>
  dialect === 'sqlite'
    ? db.run(sql.raw(statement))
    : (db as unknown as { execute: (query: unknown) => Promise<unknown> }).execute(
        sql.raw(statement),
      );

const kept = [workspaces, resources, collections] as const;
const circles = async () => {
  const rows = await Promise.all(
    kept.map((table) =>
      db.select({ id: table.id, circle: table.circle, open: table.guestReadable }).from(table),
    ),
  );
  return rows.flat().toSorted((a, b) => (a.id < b.id ? -1 : 1));
};

/** A rule about audiences on most things, the same for a seed. */
async function ruleEverything(seed: number): Promise<{ type: PermissionObjectType; id: string }[]> {
  const ids = async (table: (typeof kept)[number]) =>
    (await db.select({ id: table.id }).from(table)).map(({ id }) => id).toSorted();
  const of = (type: PermissionObjectType, all: string[]) => all.map((id) => ({ type, id }));
  const labels = await db.select({ id: organizations.workosOrgId }).from(organizations);
  const objects = [
    ...of('organization', labels.map(({ id }) => id).toSorted()),
    ...of('workspace', await ids(workspaces)),
    ...of('resource', await ids(resources)),
    ...of('collection', await ids(collections)),
  ];
  const rule = fc.record({
    value: fc.constantFrom('allow' as const, 'deny' as const),
    subjectId: fc.constantFrom('guest', 'authenticated', 'follower', 'subscriber'),
    action: fc.constantFrom('read', 'read', 'write', 'admin', 'comment'),
  });
  const some = fc.array(rule, {
    maxLength: 2,
  });
  const chosen = fc.sample(some, { numRuns: objects.length, seed });
  const rows = objects.flatMap(({ type, id }, i) =>
    [...new Map(chosen[i]!.map((one) => [one.subjectId + one.action, one])).values()].map(
      (one) => ({ ...one, subjectType: 'static' as const, objectType: type, objectId: id }),
    ),
  );
  await db.delete(permissions);
  const size = rowsPerInsert(permissions);
  await batch(db, (q) =>
    Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
      q.insert(permissions).values(rows.slice(i * size, (i + 1) * size)),
    ),
  );
  return objects;
}

it('whatever the rules about audiences were', async () => {
  await wholeWorld();
  const seen = new Set<string>();
  for (const seed of [1, 2, 3]) {
    const objects = await ruleEverything(seed);
    for (let i = 0; i < objects.length; i += 20) {
      await batch(db, (q) =>
        objects.slice(i, i + 20).flatMap((object): Statement[] => refreshObject(q, object)),
      );
    }
    const refreshed = await circles();
    for (const table of kept) await db.update(table).set({ circle: null });
    for (const table of kept) {
      expect(await db.$count(table)).toBe(await db.$count(table, isNull(table.circle)));
    }
    for (const statement of updates) await run(statement);
    expect(await circles()).toEqual(refreshed);
    for (const { circle } of refreshed) {
      seen.add(circle === null || circle === 'authenticated' ? String(circle) : 'an actor');
    }
  }
  expect(updates).toHaveLength(3);
  expect([...seen].sort()).toEqual(['an actor', 'authenticated', 'null']);
});
