/** Makes many worlds at once in the database, in place of those that were there. */
import {
  collectionItems,
  collections,
  engagements,
  newId,
  organizationMembers,
  organizations as organizationTable,
  permissions,
  resources,
  teams as teamTable,
  teamUsers,
  users,
  workspaces,
  searchEntries,
  type SearchObjectType,
} from '@vesta-cx/db';
import {
  batch,
  rowsPerInsert,
  type AnyTable,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import type { PermissionRow, Subject } from '@vesta-cx/utils/permissions';
import { insertSearchEntries } from '../../src/kernel/search-entries.ts';
import { refreshObject } from '../../src/permissions/index.ts';
import type { Chain } from '../../src/permissions/facts.ts';
import { db } from '../make.ts';
import {
  organizations,
  people,
  teams,
  objects,
  typeOf,
  type ObjectName,
  type World,
} from './world.ts';

/** A world with the ids of its objects. People are the same in all worlds; the rest is its own. */
export interface Made {
  one: World;
  nth: number;
  ids: Record<ObjectName, string>;
  rows: PermissionRow[];
}

/** Returns what something of the n-th world is called in the database. */
export const real = (nth: number, name: string): string =>
  (people as readonly string[]).includes(name) ? name : `${name}_${nth}`;

const before = new Date('2026-01-01T00:00:00Z');
const yetToCome = new Date('2100-01-01T00:00:00Z');
const publishedAt = { published: before, draft: null, scheduled: yetToCome };

/** What the worlds are made of: people, and for each world organizations, teams and a writer. */
export async function population(worlds: number): Promise<void> {
  const numbers = Array.from({ length: worlds }, (_, n) => n);
  const user = (id: string) => ({
    workosUserId: id,
    handle: id.replaceAll('_', '-'),
    email: `${id}@example.com`,
    displayName: id,
    searchKey: id,
    organizationId: real(0, organizations[0]),
  });
  await batch(db, (q) => [
    ...insert(
      q,
      organizationTable,
      numbers
        .flatMap((n) => organizations.map((id) => real(n, id)))
        .map((id) => ({ workosOrgId: id, name: id })),
    ),
    ...insert(q, users, [...people.map(user), ...numbers.map((n) => user(real(n, 'writer')))]),
    ...insert(
      q,
      teamTable,
      numbers.flatMap((n) =>
        teams.map((id) => ({
          id: real(n, id),
          name: id,
          organizationId: real(n, organizations[0]),
          ownerId: people[0],
        })),
      ),
    ),
  ]);
}

export async function build(worlds: readonly World[]): Promise<Made[]> {
  const made = worlds.map((one, nth): Made => {
    const ids = Object.fromEntries(objects.map((name) => [name, newId()])) as Made['ids'];
    return { one, nth, ids, rows: rowsOf(one, nth, ids) };
  });
  await batch(db, (q) => [
    ...[permissions, engagements, teamUsers, organizationMembers, collectionItems].map((table) =>
      q.delete(table),
    ),
    ...[searchEntries, collections, resources, workspaces].map((table) => q.delete(table)),
    ...insert(q, workspaces, made.map(workspaceOf)),
    ...insert(q, resources, made.flatMap(resourcesOf)),
    ...insert(q, collections, made.flatMap(collectionsOf)),
    ...insert(q, collectionItems, made.flatMap(itemsOf)),
    ...insert(
      q,
      organizationMembers,
      made.flatMap(({ one, nth }) =>
        one.members.map(({ user, organization, role }) => ({
          userId: user,
          organizationId: real(nth, organization),
          role,
        })),
      ),
    ),
    ...insert(
      q,
      teamUsers,
      made.flatMap(({ one, nth }) =>
        one.teamMembers.map(({ user, team }) => ({ userId: user, teamId: real(nth, team) })),
      ),
    ),
    ...insert(q, engagements, made.flatMap(relationsOf)),
    ...insert(
      q,
      permissions,
      made.flatMap(({ rows }) => rows),
    ),
    ...made.flatMap(({ ids }) =>
      (['workspace', 'post', 'status', 'theirs', 'collection'] as const).flatMap((name) =>
        insertSearchEntries(q, {
          type: typeOf[name] as SearchObjectType,
          ...{ id: ids[name], scope: '', names: ['World'] },
        }),
      ),
    ),
    // What a change of the rows keeps up to date.
    ...made.flatMap(({ ids }) =>
      (['workspace', 'status', 'theirs'] as const).flatMap((name) =>
        refreshObject(q, { type: typeOf[name], id: ids[name] }),
      ),
    ),
  ]);
  return made;
}

function insert<T extends AnyTable>(q: Database, table: T, rows: object[]): Statement[] {
  const size = rowsPerInsert(table);
  const statements: Statement[] = [];
  for (let i = 0; i < rows.length; i += size) {
    statements.push(q.insert(table).values(rows.slice(i, i + size) as never));
  }
  return statements;
}

function rowsOf(one: World, nth: number, ids: Made['ids']): PermissionRow[] {
  return one.rules.flatMap(({ subject, about, action, value }): PermissionRow[] => {
    const { type, id } = subject;
    const who = { subjectType: type, subjectId: type === 'static' ? id : real(nth, id) };
    if (about !== 'owner') {
      return [{ ...who, objectType: typeOf[about], objectId: ids[about], action, value }];
    }
    const { workspaceOwner } = one;
    if (workspaceOwner.type === 'user') return [];
    const objectId = real(nth, workspaceOwner.id);
    return [{ ...who, objectType: 'organization', objectId, action, value }];
  });
}

const ownerOf = ({ nth }: Made, { type, id }: World['postOwner']) => ({
  ownerType: type,
  ownerId: real(nth, id),
});
const writerOf = ({ nth }: Made) => ({ ownerType: 'user', ownerId: real(nth, 'writer') }) as const;

const workspaceOf = (made: Made) => ({
  ...ownerOf(made, made.one.workspaceOwner),
  id: made.ids.workspace,
  slug: made.ids.workspace,
  name: 'World',
  searchKey: 'world',
  visibility: made.one.visibility,
});

function resourcesOf(made: Made) {
  const { one, ids } = made;
  const common = (name: 'post' | 'status') => ({
    id: ids[name],
    slug: ids[name],
    type: name,
    searchKey: 'world',
    status: one.listing[name],
    publishedAt: publishedAt[one[name]],
    datedAt: publishedAt[one[name]],
  });
  return [
    {
      ...common('post'),
      ...ownerOf(made, one.postOwner),
      workspaceId: ids.workspace,
      title: 'World',
    },
    { ...common('status'), ...writerOf(made), excerpt: 'World' },
  ];
}

function collectionsOf(made: Made) {
  const { one, ids } = made;
  const common = (name: 'theirs' | 'collection') => ({
    id: ids[name],
    slug: ids[name],
    name: 'World',
    type: 'manual',
    searchKey: 'world',
    status: one.listing[name],
  });
  return [
    { ...common('theirs'), ...writerOf(made) },
    { ...common('collection'), ownerType: 'workspace', ownerId: ids.workspace },
  ];
}

/** The collection holds everything else. */
const itemsOf = ({ ids }: Made) =>
  objects
    .filter((name) => name !== 'collection')
    .map((name, at) => ({
      collectionId: ids.collection,
      itemType: typeOf[name],
      itemId: ids[name],
      position: `a${at}`,
    }));

const relationsOf = ({ one, nth, ids }: Made) =>
  one.relations.map(({ user, action, object }) => ({
    subjectType: 'user',
    subjectId: user,
    action,
    objectType: object === 'workspace' ? 'workspace' : 'user',
    objectId: object === 'workspace' ? ids.workspace : real(nth, 'writer'),
  }));

/** Returns what the pure merger asks for about an object, and whose followers count there. */
export function chainOf(made: Made, name: ObjectName): Chain {
  const { one, nth, ids } = made;
  const owner = ({ type, id }: World['postOwner']) => ({ type, id: real(nth, id) });
  const home: Chain = [
    {
      type: 'workspace',
      id: ids.workspace,
      owner: owner(one.workspaceOwner),
      visibility: one.visibility,
    },
    ...(one.workspaceOwner.type === 'organization'
      ? [{ type: 'organization' as const, id: real(nth, one.workspaceOwner.id), owner: null }]
      : []),
  ];
  const writer = { type: 'user' as const, id: real(nth, 'writer') };
  const here = { type: 'workspace' as const, id: ids.workspace };
  switch (name) {
    case 'workspace':
      return home;
    case 'post':
      return [{ type: 'resource', id: ids.post, owner: owner(one.postOwner) }, ...home];
    case 'collection':
      return [{ type: 'collection', id: ids.collection, owner: here }, ...home];
    default:
      return [{ type: typeOf[name], id: ids[name], owner: writer }];
  }
}

export function subjectOf({ one, nth }: Made, userId: string | null, name: ObjectName): Subject {
  const actor = name === 'status' || name === 'theirs' ? 'writer' : 'workspace';
  const does = (action: string) =>
    one.relations.some((it) => it.user === userId && it.action === action && it.object === actor);
  return {
    userId,
    teamIds: one.teamMembers.filter((it) => it.user === userId).map(({ team }) => real(nth, team)),
    organizations: one.members
      .filter((it) => it.user === userId)
      .map(({ organization, role }) => ({ id: real(nth, organization), role })),
    follows: does('follow'),
    subscribes: does('subscribe'),
  };
}
