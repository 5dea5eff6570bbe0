/** Deleting in a world with something of everything: nothing refers to what isn't there any more. */
import {
  auditEvents,
  collectionItems,
  collections,
  newId,
  organizations,
  permissions,
  resources,
  teams,
  users,
  workspaces,
} from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { count, eq, getTableName, ne, notInArray, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { logOf, record } from '../src/audit/index.ts';
import * as cabinet from '../src/collections/index.ts';
import { pairs, references, withoutRows } from '../src/kernel/references.ts';
import { remove } from '../src/kernel/removal.ts';
import * as works from '../src/resources/index.ts';
import * as homes from '../src/workspaces/index.ts';
import { dangling, nameOf } from './dangling.ts';
import { db } from './make.ts';
import { ownerOf, wholeWorld } from './whole-world.ts';

beforeAll(wholeWorld);

describe('the map of references', () => {
  it('knows what every type of every pair means', () => {
    for (const { table, type } of pairs) {
      const known = references.flatMap((one) => (one.type?.column === type ? one.type.value : []));
      const all = type.enumValues!.filter((value) => !withoutRows.has(value));
      expect(known, `${getTableName(table)}.${type.name}`).toEqual(all);
    }
  });

  it('is put to the test: the world refers in every way to what can be deleted', async () => {
    const counts = await batch(db, (q) =>
      references.map(({ table, column, type }) =>
        q
          .select({ n: count(column) })
          .from(table)
          .where(type && eq(type.column, type.value)),
      ),
    );
    expect(references.filter((_, i) => counts[i]![0]!.n === 0).map(nameOf)).toEqual([]);
  });

  it('sees what dangles', async () => {
    const lost = newId();
    await db.insert(permissions).values({
      subjectType: 'user',
      subjectId: lost,
      objectType: 'workspace',
      objectId: lost,
      action: 'read',
      value: 'allow',
    });
    expect(await dangling(db)).toEqual([
      'permissions.subject_id → users',
      'permissions.object_id → workspaces',
    ]);
    await db.delete(permissions).where(eq(permissions.objectId, lost));
    expect(await dangling(db)).toEqual([]);
  });
});

describe('nothing dangles and every count is right after deleting', () => {
  const holds = async () => {
    expect(await dangling(db)).toEqual([]);
    expect(await miscounted()).toEqual([]);
  };

  it.each(['post', 'status', 'song', 'album'] as const)('a %s', async (type) => {
    const some = await db.select().from(resources).where(eq(resources.type, type)).limit(3);
    expect(some).toHaveLength(3);
    for (const one of some) {
      const owner = await ownerOf(one);
      await works.remove(db, await works.authorize(db, owner, one.id, 'delete'));
    }
    await holds();
  });

  it('a collection that other collections hold', async () => {
    const held = await db
      .select()
      .from(collections)
      .innerJoin(collectionItems, eq(collectionItems.itemId, collections.id))
      .where(eq(collections.type, 'manual'));
    expect(held.length).toBeGreaterThan(0);
    const one = held[0]!.collections;
    const owner = await ownerOf(one);
    await cabinet.remove(db, await cabinet.authorize(db, owner, one.id, 'delete'));
    await holds();
  });

  it('every workspace; of what was written down only what an organization may read stays', async () => {
    const all = await db.select().from(workspaces);
    await batch(db, (q) =>
      all.map(({ id, name, ...owner }) =>
        record(q, 'system', {
          log: logOf({ id, ...owner }),
          action: 'workspace.update',
          object: { type: 'workspace', id, name },
        }),
      ),
    );
    for (const home of all) {
      const owner = await ownerOf(home);
      await homes.remove(db, await homes.authorize(db, owner, home.id, 'delete'));
    }
    await holds();
    const left = await db.select().from(collections).where(eq(collections.ownerType, 'workspace'));
    expect(left).toEqual([]);
    const log = await db.select().from(auditEvents);
    expect(log.every(({ organizationId }) => organizationId !== null)).toBe(true);
    const told = all.filter(({ ownerType }) => ownerType === 'organization').map(({ id }) => id);
    expect(told.length).toBeGreaterThan(0);
    const deleted = log.filter(({ action }) => action === 'workspace.delete');
    expect(deleted.map(({ objectId }) => objectId).sort()).toEqual(told.sort());
  });

  it('a person', async () => {
    const [someone] = await db
      .select()
      .from(users)
      .where(notInArray(users.workosUserId, db.select({ id: teams.ownerId }).from(teams)));
    await batch(db, (q) => remove(q, users, eq(users.workosUserId, someone!.workosUserId)));
    await holds();
  });
});

it("what others can't be without is not deleted, nor anything else in that batch", async () => {
  const [person] = await db.select().from(users).limit(1);
  const here = eq(organizations.workosOrgId, person!.organizationId);
  await expect(batch(db, (q) => remove(q, organizations, here))).rejects.toThrow();
  expect(await dangling(db)).toEqual([]);
  expect(await db.select().from(organizations).where(here)).toHaveLength(1);
});

/** Collections whose count isn't that of their items. */
const miscounted = () =>
  db
    .select({ id: collections.id })
    .from(collections)
    .where(
      ne(
        collections.itemCount,
        sql`(select count(*) from ${collectionItems}
          where ${collectionItems.collectionId} = ${collections.id})`,
      ),
    );
