/**
 * Lists ask for permission in SQL, single objects ask the pure merger: both must say the same of
 * everybody in every world, and an oracle that knows neither must agree.
 */
import { collections, dialect, resources, workspaces } from '@vesta-cx/db';
import { batch, type Database, type Page } from '@vesta-cx/db/query';
import { decide } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, type SQL } from 'drizzle-orm';
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { db } from '../../test/make.ts';
import {
  build,
  chainOf,
  population,
  real,
  subjectOf,
  type Made,
} from '../../test/permission-fixtures/build.ts';
import { brokenRules } from '../../test/rules.ts';
import * as oracle from '../../test/permission-fixtures/oracle.ts';
import {
  actions,
  people,
  tell,
  objects,
  world,
  type ObjectName,
} from '../../test/permission-fixtures/world.ts';
import * as cabinet from '../collections/index.ts';
import type { Confinement, Person, Principal } from '../kernel/index.ts';
import * as works from '../resources/index.ts';
import * as homes from '../workspaces/index.ts';
import { rightsOn } from './authorize.ts';
import {
  inlineViewer,
  mayOnCollection,
  mayOnResource,
  mayOnWorkspace,
  mayWithinWorkspace,
  type Viewer,
} from './index.ts';

/** A server is asked over the network, one statement after the other. */
const worldsInAll = dialect === 'sqlite' ? 2000 : 80;
const worldsAtOnce = 40;
const everybody: Principal[] = [{ userId: null }, ...people.map((userId) => ({ userId }))];

beforeAll(() => population(worldsAtOnce));

it('SQL, the pure merger and the oracle say the same of everybody', async () => {
  let worlds = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(world, { minLength: worldsAtOnce, maxLength: worldsAtOnce }),
      fc.nat(),
      async (some, pick) => {
        const made = await build(some);
        const userId = people[pick % people.length]!;
        const holder: Person = { userId, key: { id: 'key', confinedTo: placeIn(made, pick) } };
        // One of them comes with a key that is for one place only.
        const askers = everybody.map((one) => (one.userId === userId ? holder : one));
        for (const [i, viewer] of askers.entries()) {
          await filtersAgree(made, viewer);
          await listsAgree(made, viewer, 2 + ((pick + i) % 7) ** 2);
        }
        await ownListsAgree(made, pick % 2 ? holder : { userId }, 1 + (pick % 5) ** 2);
        await Promise.all(
          made.map((one) => pointsAgree(one, askers[(pick + one.nth) % askers.length]!)),
        );
        expect(await brokenRules(/keeps what the rules answer/)).toEqual({});
        worlds += some.length;
      },
    ),
    // A disagreement names its world: to look for a smaller one among 40 takes minutes.
    { numRuns: worldsInAll / worldsAtOnce, endOnFailure: true },
  );
  expect(worlds).toBeGreaterThanOrEqual(worldsInAll);
}, 1_200_000);

/** Returns what a key can be for in one of the worlds: its workspace or the organization that has it. */
function placeIn(made: Made[], pick: number): Confinement {
  const some = [...made.slice(pick % made.length), ...made];
  const inOrganization = some.find(({ one }) => one.workspaceOwner.type === 'organization');
  if (pick % 4 < 2 || !inOrganization) return { type: 'workspace', id: some[0]!.ids.workspace };
  return {
    type: 'organization',
    id: real(inOrganization.nth, inOrganization.one.workspaceOwner.id),
  };
}

/** Returns who a person is to an object: with a key for a place that it is not in, a guest. */
function whoAt({ one, nth, ids }: Made, { userId, key }: Principal, name: ObjectName) {
  const place = key?.confinedTo;
  const outside = name === 'status' || name === 'theirs';
  const around = [ids.workspace, real(nth, one.workspaceOwner.id)];
  return place && (outside || !around.includes(place.id)) ? null : userId;
}

const oracleOf = (made: Made, viewer: Principal, name: ObjectName) => {
  const userId = whoAt(made, viewer, name);
  return userId === null ? oracle.guest : oracle.person(made.one, userId, name);
};

/** A disagreement, told with the world that it is in. */
function agree(made: Made, viewer: Principal, what: string, said: unknown, right: unknown) {
  const place = viewer.key?.confinedTo;
  const world = [
    `${what}, asked by ${viewer.userId ?? 'a guest'}`,
    ...(place ? [`with a key for the ${place.type} ${place.id}`] : []),
    `in a world of\n  ${tell(made.one)}`,
  ].join(', ');
  expect(said, world).toEqual(right);
}

/** The conditions of lists, for every action on every object. */
async function filtersAgree(made: Made[], viewer: Principal): Promise<void> {
  const me = inlineViewer(viewer);
  const ids = (...names: ObjectName[]) => made.flatMap((one) => names.map((name) => one.ids[name]));
  const each = (may: (who: Viewer, action: string) => SQL) =>
    Object.fromEntries(
      actions.map((action) => [action, may(me, action).mapWith(Boolean).as(`may_${action}`)]),
    );
  const found = await batch(db, (q: Database) => [
    q
      .select({ id: workspaces.id, ...each(mayOnWorkspace) })
      .from(workspaces)
      .where(inArray(workspaces.id, ids('workspace'))),
    q
      .select({ resourceId: resources.id, ...each(mayOnResource) })
      .from(resources)
      .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
      .where(inArray(resources.id, ids('post', 'status'))),
    q
      .select({ collectionId: collections.id, ...each(mayOnCollection) })
      .from(collections)
      .leftJoin(
        workspaces,
        and(eq(collections.ownerType, 'workspace'), eq(workspaces.id, collections.ownerId)),
      )
      .where(inArray(collections.id, ids('theirs', 'collection'))),
    q
      .select({ within: resources.id, ...each(mayWithinWorkspace) })
      .from(resources)
      .where(inArray(resources.id, ids('post'))),
  ]);
  const answers = new Map<string, Record<string, unknown>>();
  for (const rows of found as unknown as Record<string, unknown>[][]) {
    for (const { id, resourceId, collectionId, within, ...row } of rows) {
      answers.set(String(id ?? resourceId ?? collectionId ?? `within ${String(within)}`), row);
    }
  }
  for (const one of made) {
    const rule = (name: ObjectName, action: string) =>
      decide({
        subject: subjectOf(one, whoAt(one, viewer, name), name),
        action,
        chain: chainOf(one, name),
        rows: one.rows,
      }).allowed;
    for (const name of objects) {
      const said = answers.get(one.ids[name])!;
      const who = oracleOf(one, viewer, name);
      for (const action of actions) {
        const right = oracle.may(one.one, who, action, name);
        agree(one, viewer, `the merger about ${action} on the ${name}`, rule(name, action), right);
        agree(one, viewer, `SQL about ${action} on the ${name}`, said[action], right);
      }
    }
    const within = answers.get(`within ${one.ids.post}`)!;
    for (const action of actions) {
      if (!rule('workspace', action)) continue;
      const right = oracle.may(one.one, oracleOf(one, viewer, 'post'), action, 'post');
      agree(one, viewer, `SQL about ${action} on the post within`, within[action], right);
    }
  }
}

/** Everything that lists across workspaces have, walked in pages of this length. */
async function listsAgree(made: Made[], viewer: Principal, limit: number): Promise<void> {
  const now = new Date();
  const search = limit % 2 === 0 ? { q: 'Wor' } : {};
  const type = limit % 3 === 0 ? (['post', 'status', 'song'] as const) : undefined;
  const found = await Promise.all([
    walk((cursor) => homes.list(db, viewer, { limit, cursor, ...search }), limit),
    walk((cursor) => works.list(db, viewer, { limit, cursor, type, ...search }, now), limit),
    walk(async (cursor) => {
      const { items, next } = await cabinet.list(db, viewer, { limit, cursor, ...search });
      return { items: items.map(({ collection }) => collection), next };
    }, limit),
  ]);
  const [inLists, seen] = [found.flat(), new Set(found.flat())];
  expect(inLists.length, 'nothing is listed twice').toBe(seen.size);
  for (const one of made) {
    for (const name of objects) {
      const right = oracle.listed(one.one, whoAt(one, viewer, name), name);
      agree(one, viewer, `lists with the ${name}`, seen.has(one.ids[name]), right);
    }
  }
}

/**
 * What somebody has, or was given by name, is in their lists of it; nothing is that they may not do.
 * What an audience may do is not theirs by name: it may be there or not.
 */
async function ownListsAgree(made: Made[], viewer: Person, limit: number): Promise<void> {
  const search = limit % 2 === 0 ? { q: 'Wor' } : {};
  const workspacesWith = (access: 'read' | 'write', except?: 'write') =>
    walk((cursor) => homes.list(db, viewer, { limit, cursor, access, except, ...search }), limit);
  const [read, write, readOnly, collections] = await Promise.all([
    workspacesWith('read'),
    workspacesWith('write'),
    workspacesWith('read', 'write'),
    walk(async (cursor) => {
      const { items, next } = await cabinet.list(db, viewer, { limit, cursor, access: 'write' });
      return { items: items.map(({ collection }) => collection), next };
    }, limit),
  ]);
  const all = [read, write, readOnly, collections].map((ids) => {
    expect(ids.length, 'nothing is listed twice').toBe(new Set(ids).size);
    return new Set(ids);
  });
  for (const one of made) {
    const rule = (name: ObjectName, action: string) => {
      const subject = subjectOf(one, whoAt(one, viewer, name), name);
      const { allowed, reason } = decide({
        ...{ subject, action, chain: chainOf(one, name), rows: one.rows },
      });
      const byName =
        reason.rule === 'owner' || (reason.rule === 'row' && reason.level !== 'static');
      return { allowed, byName };
    };
    const [may, mayWrite] = [rule('workspace', 'read'), rule('workspace', 'write')];
    const cases = [
      ['workspace', all[0]!, may.allowed, may.byName],
      ['workspace', all[1]!, mayWrite.allowed, mayWrite.byName],
      ['workspace', all[2]!, may.allowed && !mayWrite.allowed, may.byName],
      ...(['theirs', 'collection'] as const).map((name) => {
        const { allowed, byName } = rule(name, 'write');
        return [name, all[3]!, allowed, byName] as const;
      }),
    ] as const;
    for (const [n, [name, found, allowed, byName]] of cases.entries()) {
      if (allowed && !byName) continue;
      agree(one, viewer, `own list ${n} with the ${name}`, found.has(one.ids[name]), allowed);
    }
  }
}

/** All ids of a list. Every page but the last is full. */
async function walk(
  pageAfter: (cursor: string | undefined) => Promise<Page<{ id: string }>>,
  limit: number,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await pageAfter(cursor);
    if (next !== null) expect(items).toHaveLength(limit);
    ids.push(...items.map(({ id }) => id));
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

/** What somebody meets at addresses: rights, single objects, and what is in the collection. */
async function pointsAgree(made: Made, viewer: Principal): Promise<void> {
  const { one, ids } = made;
  const name = objects[made.nth % objects.length]!;
  const rights = await rightsOn(db, viewer, chainOf(made, name));
  for (const [action, said] of Object.entries(rights)) {
    const right = oracle.may(one, oracleOf(made, viewer, name), action, name);
    agree(made, viewer, `the point decision about ${action} on the ${name}`, said, right);
  }
  const collection = await cabinet.read(db, viewer, ids.collection).catch(() => null);
  const mayReadCollection = oracle.shows(one, oracleOf(made, viewer, 'collection'), 'collection');
  agree(made, viewer, 'reading the collection', collection !== null, mayReadCollection);
  if (!collection) return;
  const { items } = await cabinet.items(db, viewer, collection, { limit: 10 });
  const inside = new Set(items.map(({ itemId }) => itemId));
  for (const item of objects.filter((it) => it !== 'collection')) {
    const right = oracle.shows(one, oracleOf(made, viewer, item), item);
    agree(made, viewer, `the collection with the ${item}`, inside.has(ids[item]), right);
  }
}
