/** Where a thing is, and whether somebody may see it at all. */
import {
  collectionItems,
  collectionItemTypes,
  collections,
  resources,
  users,
  workspaces,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import { notFound, readerSelect, type Principal } from '../kernel/index.ts';
import { inlineViewer, mayNameCollection, type Authorized } from '../permissions/index.ts';
import type { ResourceSummary } from '../resources/hydrate.ts';
import { read as readResource } from '../resources/view.ts';
import { nobodyId } from '../users/tombstone.ts';
import { read as readWorkspace } from '../workspaces/queries.ts';
import {
  maySeeCollection,
  ownerColumns,
  ownerUser,
  ownerWorkspace,
  shownColumns,
  type ShownCollection,
} from './chain.ts';
import { owned, readOwned, type Owned } from './queries.ts';
import { maySeeResource, maySeeWorkspace, type ItemRef, type Thing } from './things.ts';

/**
 * The listed manual collections that hold a thing and that the principal may see, newest first, at
 * most `limit`. `count` is exact unless `more`: of a thing in very many collections, static ones
 * included, only the newest `look` places are looked at, each for about three rows.
 */
export async function containing(
  db: Database,
  principal: Principal,
  { itemType, itemId }: ItemRef,
  { limit = 6, look = 200 }: { limit?: number; look?: number } = {},
): Promise<{ items: Owned[]; count: number; more: boolean }> {
  const rows = await placesOf(db, principal, { itemId, look }, { itemType });
  const found = rows.flatMap(({ collection, shown, ...owner }) =>
    collection && shown ? (owned({ collection, ...owner }) ?? []) : [],
  );
  return { items: found.slice(0, limit), count: found.length, more: rows.length === look };
}

const placesOf = readerSelect(
  (
    q,
    principal,
    { itemId, look }: { itemId: string; look: number },
    { itemType }: Pick<ItemRef, 'itemType'>,
  ) => {
    const places = q
      .select({ id: collectionItems.collectionId })
      .from(collectionItems)
      .where(and(eq(collectionItems.itemType, itemType), eq(collectionItems.itemId, itemId)))
      .orderBy(desc(collectionItems.collectionId))
      .limit(look)
      .as('places');
    const isListed = and(
      eq(collections.id, places.id),
      eq(collections.status, 'LISTED'),
      eq(collections.type, 'manual'),
    );
    return q
      .select({
        collection: shownColumns(principal),
        shown: mayNameCollection(principal),
        ...ownerColumns,
      })
      .from(places)
      .leftJoin(collections, isListed)
      .leftJoin(workspaces, ownerWorkspace)
      .leftJoin(users, ownerUser)
      .orderBy(desc(places.id));
  },
);

/** Which of these collections hold the thing. */
export async function holding(
  db: Database,
  ids: readonly string[],
  { itemType, itemId }: ItemRef,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: collectionItems.collectionId })
    .from(collectionItems)
    .where(
      and(
        inArray(collectionItems.collectionId, ids.slice(0, 90)),
        eq(collectionItems.itemType, itemType),
        eq(collectionItems.itemId, itemId),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Whether the principal may see a thing, whatever collections hold it. */
export async function maySee(
  db: Database,
  principal: Principal,
  { itemType, itemId }: ItemRef,
): Promise<boolean> {
  const found = sql`1`.as('found');
  const me = inlineViewer(principal);
  const rows = await {
    resource: () =>
      db
        .select({ found })
        .from(resources)
        .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
        .where(and(eq(resources.id, itemId), maySeeResource(me))),
    collection: () =>
      db
        .select({ found })
        .from(collections)
        .leftJoin(workspaces, ownerWorkspace)
        .where(and(eq(collections.id, itemId), maySeeCollection(me))),
    workspace: () =>
      db
        .select({ found })
        .from(workspaces)
        .where(and(eq(workspaces.id, itemId), maySeeWorkspace(me))),
    user: () =>
      db
        .select({ found })
        .from(users)
        .where(and(eq(users.workosUserId, itemId), ne(users.workosUserId, nobodyId))),
  }[itemType]();
  return rows.length > 0;
}

const tables = {
  resource: { table: resources, key: resources.id },
  collection: { table: collections, key: collections.id },
  workspace: { table: workspaces, key: workspaces.id },
  user: { table: users, key: users.workosUserId },
} as const;

/**
 * A subquery with a row as long as the thing is there: for changes that must not leave an item of
 * what was deleted meanwhile. MySQL changes no table that the same statement reads, except by way
 * of a derived table that it can't merge.
 */
export const thingRow = (q: Database, { itemType, itemId }: ItemRef) => {
  const { table, key } = tables[itemType];
  const found = q
    .select({ id: sql<string>`${key}`.as('thing_id') })
    .from(table)
    .where(eq(key, itemId))
    .limit(1)
    .as('thing');
  return q.select({ one: sql`1` }).from(found);
};

/** Tells of each of these things whether the collection holds it; at most 90 are looked up. */
export async function heldBy(
  db: Database,
  collection: Authorized<'read', ShownCollection>,
  refs: readonly ItemRef[],
): Promise<(ref: ItemRef) => boolean> {
  const ids = refs.map(({ itemId }) => itemId).slice(0, 90);
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ itemType: collectionItems.itemType, itemId: collectionItems.itemId })
          .from(collectionItems)
          .where(
            and(
              eq(collectionItems.collectionId, collection.id),
              inArray(collectionItems.itemType, [...collectionItemTypes]),
              inArray(collectionItems.itemId, ids),
            ),
          );
  const held = new Set(rows.map(({ itemType, itemId }) => `${itemType} ${itemId}`));
  return ({ itemType, itemId }) => held.has(`${itemType} ${itemId}`);
}

/** A thing by itself, as a collection would show it. Throws `not_found`. */
export async function thing(
  db: Database,
  principal: Principal,
  { itemType, itemId }: ItemRef,
): Promise<Thing> {
  switch (itemType) {
    case 'resource':
      return resourceThing(await readResource(db, principal, itemId));
    case 'collection':
      return collectionThing(await readOwned(db, principal, itemId));
    case 'workspace': {
      const found = await readWorkspace(db, principal, itemId);
      const { id, slug, name, description, avatarUrl } = found;
      return { type: 'workspace', id, slug, name, description, avatarUrl };
    }
    case 'user': {
      const [found] = await db
        .select()
        .from(users)
        .where(and(eq(users.workosUserId, itemId), ne(users.workosUserId, nobodyId)))
        .limit(1);
      if (!found) throw notFound('person');
      const { workosUserId: id, handle: slug, displayName: name, bio, avatarUrl } = found;
      return { type: 'user', id, slug, name, description: bio, avatarUrl };
    }
  }
}

/** A resource that a list gave, as a collection would show it. */
export function resourceThing(resource: ResourceSummary): Thing {
  const { id, slug, title, excerpt, status, publishedAt, releaseDate, cover, workspace, path } =
    resource;
  const [author] = resource.authors;
  // Only a status has no workspace; its address begins with that of the person.
  const handle = path.split(/[/#]/)[2] ?? '';
  return {
    type: 'resource',
    id,
    slug,
    resourceType: resource.type,
    title,
    excerpt,
    status,
    publishedAt,
    releaseDate,
    coverUrl: cover,
    home: workspace
      ? { ...workspace, type: 'workspace' }
      : {
          type: 'user',
          id: resource.ownerId,
          slug: handle,
          name: author?.name ?? handle,
          avatarUrl: null,
        },
  };
}

/** A collection that a list gave, as another one would show it. */
export function collectionThing({ collection, owner }: Owned): Thing {
  const { id, slug, name, description, type, status, itemCount } = collection;
  return {
    type: 'collection',
    id,
    slug,
    name,
    description,
    collectionType: type,
    status,
    itemCount,
    owner,
  };
}
