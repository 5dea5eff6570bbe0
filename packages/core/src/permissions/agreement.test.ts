/**
 * Lists ask for permission in SQL, single things ask the pure merger: both must say the same of
 * everybody in every world.
 */
import {
  dialect,
  collections,
  engagements,
  newId,
  organizationMembers,
  organizations,
  permissions,
  resources,
  teams,
  teamUsers,
  users,
  workspaces,
} from '@vesta-cx/db';
import { batch, type Database, type Statement } from '@vesta-cx/db/query';
import { decide, ladder, type PermissionRow, type Subject } from '@vesta-cx/utils/permissions';
import { and, eq, type SQL } from 'drizzle-orm';
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { db } from '../../test/make.ts';
import { literalAsker } from '../collections/chain.ts';
import type { Principal } from '../kernel/index.ts';
import { rightsOn } from './authorize.ts';
import type { Chain } from './facts.ts';
import { mayOnCollection, mayOnResource, mayOnWorkspace, mayWithinWorkspace } from './filter.ts';
import type { Asker } from './index.ts';

const people = ['user_a', 'user_b', 'user_c'];
const orgs = ['org_a', 'org_b'];
const crews = ['team_a', 'team_b'];
const actions = [...ladder, 'comment'] as const;
const thing = ['workspace', 'post', 'status', 'theirs', 'crate'] as const;
type ThingName = (typeof thing)[number];

const somebody = fc.constantFrom(...people);
const owner = fc.oneof(
  fc.record({ type: fc.constant('user' as const), id: somebody }),
  fc.record({ type: fc.constant('organization' as const), id: fc.constantFrom(...orgs) }),
);
const subject = fc.oneof(
  fc.record({ subjectType: fc.constant('user' as const), subjectId: somebody }),
  fc.record({ subjectType: fc.constant('team' as const), subjectId: fc.constantFrom(...crews) }),
  fc.record({
    subjectType: fc.constant('organization' as const),
    subjectId: fc.constantFrom(...orgs),
  }),
  fc.record({
    subjectType: fc.constant('static' as const),
    subjectId: fc.constantFrom('guest', 'authenticated', 'follower', 'subscriber'),
  }),
);
const world = fc.record({
  workspaceOwner: owner,
  postOwner: owner,
  writer: somebody,
  visibility: fc.constantFrom('public' as const, 'private' as const),
  members: fc.uniqueArray(
    fc.record({
      userId: somebody,
      organizationId: fc.constantFrom(...orgs),
      role: fc.constantFrom('admin' as const, 'member' as const),
    }),
    { selector: ({ userId, organizationId }) => userId + organizationId, maxLength: 4 },
  ),
  crew: fc.uniqueArray(fc.record({ userId: somebody, teamId: fc.constantFrom(...crews) }), {
    selector: ({ userId, teamId }) => userId + teamId,
    maxLength: 4,
  }),
  relations: fc.uniqueArray(
    fc.record({
      subjectId: somebody,
      action: fc.constantFrom('follow' as const, 'subscribe' as const),
      object: fc.constantFrom('workspace' as const, ...people),
    }),
    { selector: (relation) => Object.values(relation).join(), maxLength: 5 },
  ),
  rules: fc.uniqueArray(
    fc.record({
      subject,
      about: fc.constantFrom(...thing, 'owner' as const),
      action: fc.constantFrom(...actions),
      value: fc.constantFrom('allow' as const, 'deny' as const, 'unset' as const),
    }),
    {
      selector: (rule) => JSON.stringify([rule.subject, rule.about, rule.action]),
      maxLength: 12,
    },
  ),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
type Ids = Record<ThingName, string>;

beforeAll(async () => {
  await batch(db, (q) => [
    ...orgs.map((id) => q.insert(organizations).values({ workosOrgId: id, name: id })),
    ...people.map((id) =>
      q.insert(users).values({
        workosUserId: id,
        handle: id.replace('_', '-'),
        email: `${id}@example.com`,
        displayName: id,
        searchKey: id,
        organizationId: orgs[0]!,
      }),
    ),
    ...crews.map((id) =>
      q.insert(teams).values({ id, name: id, organizationId: orgs[0]!, ownerId: people[0]! }),
    ),
  ]);
});

/** Makes the world, with things of its own and instead of what was there about people. */
async function build(one: World): Promise<{ ids: Ids; rows: PermissionRow[] }> {
  const ids = Object.fromEntries(thing.map((name) => [name, newId()])) as Ids;
  const { workspaceOwner, writer } = one;
  const rows = one.rules.flatMap(({ subject: who, about, action, value }): PermissionRow[] => {
    const row = { ...who, action, value };
    if (about === 'owner') {
      const { type, id: objectId } = workspaceOwner;
      return type === 'organization' ? [{ ...row, objectType: type, objectId }] : [];
    }
    const objectType =
      about === 'workspace'
        ? 'workspace'
        : about === 'post' || about === 'status'
          ? 'resource'
          : 'collection';
    return [{ ...row, objectType, objectId: ids[about] }];
  });
  const placed = (name: 'post' | 'status') => ({ id: ids[name], slug: ids[name], searchKey: '' });
  const kept = (name: 'theirs' | 'crate') => ({
    id: ids[name],
    slug: ids[name],
    name,
    type: 'manual' as const,
    searchKey: '',
  });
  await batch(db, (q): Statement[] => [
    q.delete(permissions),
    q.delete(engagements),
    q.delete(teamUsers),
    q.delete(organizationMembers),
    q.insert(workspaces).values({
      id: ids.workspace,
      name: 'W',
      slug: ids.workspace,
      searchKey: 'w',
      ownerType: workspaceOwner.type,
      ownerId: workspaceOwner.id,
      visibility: one.visibility,
    }),
    q.insert(resources).values({
      ...placed('post'),
      ownerType: one.postOwner.type,
      ownerId: one.postOwner.id,
      workspaceId: ids.workspace,
      type: 'post',
      title: 'P',
    }),
    q.insert(resources).values({
      ...placed('status'),
      ownerType: 'user',
      ownerId: writer,
      type: 'status',
      excerpt: 'S',
    }),
    q.insert(collections).values({ ...kept('theirs'), ownerType: 'user', ownerId: writer }),
    q.insert(collections).values({
      ...kept('crate'),
      ownerType: 'workspace',
      ownerId: ids.workspace,
    }),
    ...one.members.map((row) => q.insert(organizationMembers).values(row)),
    ...one.crew.map((row) => q.insert(teamUsers).values(row)),
    ...one.relations.map(({ object, ...row }) =>
      q.insert(engagements).values({
        ...row,
        subjectType: 'user',
        objectType: object === 'workspace' ? 'workspace' : 'user',
        objectId: object === 'workspace' ? ids.workspace : object,
      }),
    ),
    ...rows.map((row) => q.insert(permissions).values(row)),
  ]);
  return { ids, rows };
}

/** The chain of each thing, and whose followers count there. */
function chainsOf(one: World, ids: Ids): Record<ThingName, { chain: Chain; actor: string }> {
  const { workspaceOwner, postOwner, writer, visibility } = one;
  const home: Chain = [
    { type: 'workspace', id: ids.workspace, owner: workspaceOwner, visibility },
    ...(workspaceOwner.type === 'organization'
      ? [{ type: 'organization' as const, id: workspaceOwner.id, owner: null }]
      : []),
  ];
  const person = { type: 'user' as const, id: writer };
  const here = { type: 'workspace' as const, id: ids.workspace };
  return {
    workspace: { chain: home, actor: 'workspace' },
    post: {
      chain: [{ type: 'resource', id: ids.post, owner: postOwner }, ...home],
      actor: 'workspace',
    },
    status: { chain: [{ type: 'resource', id: ids.status, owner: person }], actor: writer },
    theirs: { chain: [{ type: 'collection', id: ids.theirs, owner: person }], actor: writer },
    crate: {
      chain: [{ type: 'collection', id: ids.crate, owner: here }, ...home],
      actor: 'workspace',
    },
  };
}

function subjectOf(one: World, userId: string | null, actor: string): Subject {
  const follow = (action: string) =>
    one.relations.some(
      (it) => it.subjectId === userId && it.action === action && it.object === actor,
    );
  return {
    userId,
    teamIds: one.crew.filter((it) => it.userId === userId).map(({ teamId }) => teamId),
    organizations: one.members
      .filter((it) => it.userId === userId)
      .map(({ organizationId, role }) => ({ id: organizationId, role })),
    follows: follow('follow'),
    subscribes: follow('subscribe'),
  };
}

/** What SQL says of each action on one thing. */
function answers(q: Database, asker: Asker, name: ThingName, id: string) {
  const each = (may: (who: Asker, action: string) => SQL) =>
    Object.fromEntries(
      actions.map((action) => [action, may(asker, action).mapWith(Boolean).as(`may_${action}`)]),
    );
  switch (name) {
    case 'workspace':
      return q.select(each(mayOnWorkspace)).from(workspaces).where(eq(workspaces.id, id));
    case 'post':
    case 'status':
      return q
        .select(each(mayOnResource))
        .from(resources)
        .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
        .where(eq(resources.id, id));
    case 'theirs':
    case 'crate':
      return q
        .select(each(mayOnCollection))
        .from(collections)
        .leftJoin(
          workspaces,
          and(eq(collections.ownerType, 'workspace'), eq(workspaces.id, collections.ownerId)),
        )
        .where(eq(collections.id, id));
  }
}

const withinHome = (q: Database, asker: Asker, id: string) =>
  q
    .select(
      Object.fromEntries(
        actions.map((action) => [
          action,
          mayWithinWorkspace(asker, action).mapWith(Boolean).as(`may_${action}`),
        ]),
      ),
    )
    .from(resources)
    .where(eq(resources.id, id));

it('the SQL filters say of everybody what the pure merger says', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.nat(), async (one, pick) => {
      const { ids, rows } = await build(one);
      const chains = chainsOf(one, ids);
      const askers: Principal[] = [{ userId: null }, ...people.map((userId) => ({ userId }))];
      const found = await batch(db, (q) =>
        askers.flatMap((who) => [
          ...thing.map((name) => answers(q, literalAsker(who), name, ids[name])),
          withinHome(q, literalAsker(who), ids.post),
        ]),
      );
      const next = found.values();
      for (const { userId } of askers) {
        const rule = (name: ThingName, action: string) => {
          const { chain, actor } = chains[name];
          return decide({ subject: subjectOf(one, userId, actor), action, chain, rows }).allowed;
        };
        const rulesOf = (name: ThingName) =>
          Object.fromEntries(actions.map((action) => [action, rule(name, action)]));
        for (const name of thing) {
          expect({ userId, name, ...next.next().value![0] }).toEqual({
            userId,
            name,
            ...rulesOf(name),
          });
        }
        const [within] = next.next().value!;
        for (const action of actions) {
          if (rule('workspace', action)) expect(within![action]).toBe(rule('post', action));
        }
      }

      // And of one of them by parameters and by the facts that single decisions fetch.
      const who = askers[pick % askers.length]!;
      const name = thing[pick % thing.length]!;
      const [bound] = await answers(db, who, name, ids[name]);
      const rights = await rightsOn(db, who, chains[name].chain);
      expect(bound).toMatchObject(rights);
    }),
    // A server is asked over the network, one statement after the other.
    { numRuns: dialect === 'sqlite' ? 300 : 60 },
  );
}, 240_000);
