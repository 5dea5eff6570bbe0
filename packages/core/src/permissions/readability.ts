/**
 * `guest_readable` says what the rules answer when a guest asks to read, `circle` who beyond guests
 * an audience rule lets read (circles.ts). Both are written wherever the answer can change, so that
 * lists are ranges of indexes, and with them the scope of the words by which search finds it.
 * Following somebody changes none of them.
 */
import {
  collections,
  publicScope,
  resources,
  searchEntries,
  workspaces,
  type PermissionObjectType,
} from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { and, eq, inArray, sql, type Column, type SQL } from 'drizzle-orm';
import { guest } from '../kernel/index.ts';
import type { Viewer } from './viewer.ts';
import { everybodySignedIn } from './circles.ts';
import { mayOnCollection, mayOnResource, mayOnWorkspace } from './filter.ts';

/** Refreshes what a permission row about the object can make readable: for whoever changes rows. */
export function refreshObject(
  q: Database,
  { type, id }: { type: PermissionObjectType; id: string },
): Statement[] {
  switch (type) {
    case 'organization':
      return refreshOrganization(q, id);
    case 'workspace':
      return refreshWorkspace(q, id);
    case 'resource':
      return refreshResources(q, eq(resources.id, id));
    case 'collection':
      return refreshCollections(q, eq(collections.id, id));
  }
}

/** Refreshes the workspaces of an organization with what is in them. */
export function refreshOrganization(q: Database, organizationId: string): Statement[] {
  const owned = and(
    eq(workspaces.ownerType, 'organization'),
    eq(workspaces.ownerId, organizationId),
  )!;
  const ids = q.select({ id: workspaces.id }).from(workspaces).where(owned);
  return [
    ...refreshWorkspaces(q, owned),
    ...refreshResources(q, inArray(resources.workspaceId, ids)),
    ...refreshCollections(
      q,
      and(eq(collections.ownerType, 'workspace'), inArray(collections.ownerId, ids))!,
    ),
  ];
}

/** Refreshes a workspace, its resources and its collections. */
export function refreshWorkspace(q: Database, workspaceId: string): Statement[] {
  return [
    ...refreshWorkspaces(q, eq(workspaces.id, workspaceId)),
    ...refreshResources(q, eq(resources.workspaceId, workspaceId)),
    ...refreshCollections(
      q,
      and(eq(collections.ownerType, 'workspace'), eq(collections.ownerId, workspaceId))!,
    ),
  ];
}

function refreshWorkspaces(q: Database, which: SQL): Statement[] {
  return [
    q
      .update(workspaces)
      .set({
        guestReadable: sql`(${mayOnWorkspace(guest, 'read')})`,
        circle: circleBy(mayOnWorkspace, workspaces.id),
        updatedAt: unchanged(workspaces.updatedAt),
      })
      .where(which),
    refreshScopes(q, 'workspace', which),
  ];
}

/** Refreshes the resources that `which` finds. */
export function refreshResources(q: Database, which: SQL): Statement[] {
  const home = eq(workspaces.id, resources.workspaceId);
  const actor = sql`coalesce(${workspaces.id}, ${resources.ownerId})`;
  return [
    q
      .update(resources)
      .set({
        guestReadable: within(home, mayOnResource(guest, 'read')),
        circle: within(home, circleBy(mayOnResource, actor)),
        updatedAt: unchanged(resources.updatedAt),
      })
      .where(which),
    refreshScopes(q, 'resource', which),
  ];
}

/** Refreshes the collections that `which` finds. */
export function refreshCollections(q: Database, which: SQL): Statement[] {
  const owner = and(
    eq(collections.ownerType, 'workspace'),
    eq(workspaces.id, collections.ownerId),
  )!;
  return [
    q
      .update(collections)
      .set({
        guestReadable: within(owner, mayOnCollection(guest, 'read')),
        circle: within(owner, circleBy(mayOnCollection, collections.ownerId)),
        updatedAt: unchanged(collections.updatedAt),
      })
      .where(which),
    refreshScopes(q, 'collection', which),
  ];
}

/** Refreshes whose search finds what `which` finds: after a change of its status or publication too. */
export function refreshScopes(
  q: Database,
  type: 'workspace' | 'resource' | 'collection',
  which: SQL,
): Statement {
  const { table, listed } = scoped[type];
  const scope = sql`(select case when not (${listed}) then '' when ${table.guestReadable} then ${publicScope}
    else coalesce(${table.circle}, '') end from ${table} where ${table.id} = ${searchEntries.objectId})`;
  return q
    .update(searchEntries)
    .set({ scope })
    .where(
      and(
        eq(searchEntries.objectType, type),
        inArray(searchEntries.objectId, q.select({ id: table.id }).from(table).where(which)),
        sql`${searchEntries.scope} <> ${scope}`,
      ),
    );
}

/** What lists show of each, whoever may read it. */
const scoped = {
  workspace: { table: workspaces, listed: sql`true` },
  resource: {
    table: resources,
    listed: sql`${resources.status} = 'LISTED' and ${resources.publishedAt} is not null`,
  },
  collection: {
    table: collections,
    listed: sql`${collections.status} = 'LISTED' and ${collections.type} = 'manual'`,
  },
};

const signedIn: Viewer = { userId: null, audiences: ['authenticated'] };
const follower: Viewer = { userId: null, audiences: ['authenticated', 'follower'] };
const subscriber: Viewer = { userId: null, audiences: ['authenticated', 'subscriber'] };

/**
 * The circle of the row. Somebody who both follows and subscribes needs no question of their own:
 * the row that lets them read lets one of the two read as well.
 */
function circleBy(may: (viewer: Viewer, action: 'read') => SQL, actor: Column | SQL): SQL {
  return sql`case when ${may(guest, 'read')} then null
    when ${may(signedIn, 'read')} then ${sql.raw(`'${everybodySignedIn}'`)}
    when ${may(follower, 'read')} or ${may(subscriber, 'read')} then ${actor} end`;
}

/** A value that speaks of the workspace around the row, if there is one. */
const within = (workspace: SQL, value: SQL): SQL =>
  sql`(select ${value} from (select 1 as present) as place left join ${workspaces} on ${workspace})`;

// Drizzle would stamp the row; nobody has changed it.
const unchanged = (column: Column): SQL => sql`${column}`;
