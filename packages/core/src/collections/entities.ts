/** An entity that a collection can hold, by itself: a resource, collection, workspace or person. */
import { collections, resources, users, workspaces } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq, ne, sql } from 'drizzle-orm';
import { deletedUserId, notFound, type Principal } from '../kernel/index.ts';
import { inlineViewer } from '../permissions/index.ts';
import { type ResourceSummary, read as readResource } from '../resources/index.ts';
import { read as readWorkspace } from '../workspaces/index.ts';
import { maySeeResource, maySeeWorkspace, type EntityCard, type ItemRef } from './cards.ts';
import { maySeeCollection, ownerWorkspace } from './chain.ts';
import { readOwned, type Owned } from './queries.ts';

/** Tells whether the principal may see an entity, whatever collections hold it. */
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
        .where(and(eq(users.workosUserId, itemId), ne(users.workosUserId, deletedUserId))),
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
 * Returns a subquery with a row as long as the entity is there: for changes that must not leave an item of
 * what was deleted meanwhile. MySQL changes no table that the same statement reads, except by way
 * of a derived table that it can't merge.
 */
export const entityRow = (q: Database, { itemType, itemId }: ItemRef) => {
  const { table, key } = tables[itemType];
  const found = q
    .select({ id: sql<string>`${key}`.as('entity_id') })
    .from(table)
    .where(eq(key, itemId))
    .limit(1)
    .as('entity');
  return q.select({ one: sql`1` }).from(found);
};

/** Returns the card of an entity that the principal may see. Throws `not_found`. */
export async function card(
  db: Database,
  principal: Principal,
  { itemType, itemId }: ItemRef,
): Promise<EntityCard> {
  switch (itemType) {
    case 'resource':
      return resourceCard(await readResource(db, principal, itemId));
    case 'collection':
      return collectionCard(await readOwned(db, principal, itemId));
    case 'workspace': {
      const found = await readWorkspace(db, principal, itemId);
      const { id, slug, name, description, avatarUrl } = found;
      return { type: 'workspace', id, slug, name, description, avatarUrl };
    }
    case 'user': {
      const [found] = await db
        .select()
        .from(users)
        .where(and(eq(users.workosUserId, itemId), ne(users.workosUserId, deletedUserId)))
        .limit(1);
      if (!found) throw notFound('person');
      const { workosUserId: id, handle: slug, displayName: name, bio, avatarUrl } = found;
      return { type: 'user', id, slug, name, description: bio, avatarUrl };
    }
  }
}

/** Returns the card of a resource that a list gave. */
function resourceCard(resource: ResourceSummary): EntityCard {
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

/** Returns the card of a collection that a list gave. */
function collectionCard({ collection, owner }: Owned): EntityCard {
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
