/** The lists of an export: rows as they are kept, of the person and of the workspaces they own. */
import {
  albumSongs,
  apiKeys,
  collectionItemFilters,
  collectionItems,
  collections,
  engagementComments,
  engagementMentions,
  engagements,
  formerSlugs,
  permissions,
  resourceAuthors,
  resources,
  resourceUrls,
  teams,
  workspaces,
  workspaceSlugs,
  type CollectionItem,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
import { creditsOf, eventsOf, mentionsOf } from './others.ts';
import { ownedBy, resourcesOf } from './resources.ts';
import { allPartsOf, allRows, together, exportedColumns } from './rows.ts';

/** One list of an export. */
export interface List {
  name: string;
  rows: AsyncIterable<unknown>;
}

/** The lists of what the person has and did, each by the name of its file. */
export function lists(db: Database, userId: string): List[] {
  const mine = db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(and(eq(workspaces.ownerType, 'user'), eq(workspaces.ownerId, userId)));
  const myResources = db.select({ id: resources.id }).from(resources).where(ownedBy(userId));
  const actedBy = (type: typeof engagements.subjectType, id: typeof engagements.subjectId) =>
    or(and(eq(type, 'user'), eq(id, userId)), and(eq(type, 'workspace'), inArray(id, mine)));
  const myCollections = or(
    and(eq(collections.ownerType, 'user'), eq(collections.ownerId, userId)),
    and(eq(collections.ownerType, 'workspace'), inArray(collections.ownerId, mine)),
  );
  const collectionIds = db.select({ id: collections.id }).from(collections).where(myCollections);
  const byId = ({ id }: { id: string }) => [id];
  // All but the hash, which is of no use to anybody.
  const { id, ownerType, ownerId, parentId, name, hint, scopes } = apiKeys;
  const { expiresAt, lastUsedAt, revokedAt, createdAt } = apiKeys;
  const dates = { expiresAt, lastUsedAt, revokedAt, createdAt };
  const keyColumns = {
    id,
    ownerType,
    ownerId,
    parentId,
    createdBy: apiKeys.createdBy,
    name,
    hint,
    scopes,
    ...dates,
  };
  const { collectionId: filterOf, itemId, engagementAction } = collectionItemFilters;

  return [
    {
      name: 'workspaces.json',
      rows: allRows(
        [workspaces.id],
        inArray(workspaces.id, mine),
        ({ where, orderBy, limit }) =>
          db
            .select(exportedColumns(workspaces))
            .from(workspaces)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
        byId,
      ),
    },
    {
      name: 'addresses.json',
      rows: allRows(
        [workspaceSlugs.slug],
        inArray(workspaceSlugs.workspaceId, mine),
        ({ where, orderBy, limit }) =>
          db
            .select()
            .from(workspaceSlugs)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
        ({ slug }) => [slug],
      ),
    },
    {
      name: 'former-addresses.json',
      rows: allRows(
        [formerSlugs.objectType, formerSlugs.objectId, formerSlugs.slug],
        or(
          and(eq(formerSlugs.objectType, 'resource'), inArray(formerSlugs.objectId, myResources)),
          and(
            eq(formerSlugs.objectType, 'collection'),
            inArray(formerSlugs.objectId, collectionIds),
          ),
        ),
        ({ where, orderBy, limit }) =>
          db
            .select()
            .from(formerSlugs)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
        ({ objectType, objectId, slug }) => [objectType, objectId, slug],
      ),
    },
    {
      name: 'resources.json',
      rows: withParts(db, userId),
    },
    {
      name: 'collections.json',
      rows: allRows(
        [collections.id],
        myCollections,
        ({ where, orderBy, limit }) =>
          db
            .select(exportedColumns(collections))
            .from(collections)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
        byId,
      ),
    },
    { name: 'collection-items.json', rows: itemsOf(db, collectionIds) },
    {
      name: 'collection-filters.json',
      rows: allRows(
        [filterOf, collectionItemFilters.itemType, itemId, engagementAction],
        inArray(filterOf, collectionIds),
        ({ where, orderBy, limit }) =>
          db
            .select()
            .from(collectionItemFilters)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
        (filter) => [filter.collectionId, filter.itemType, filter.itemId, filter.engagementAction],
      ),
    },
    {
      name: 'engagements.json',
      rows: withMentions(db, actedBy(engagements.subjectType, engagements.subjectId)),
    },
    {
      name: 'permissions.json',
      rows: allRows(
        [permissions.id],
        or(
          and(eq(permissions.subjectType, 'user'), eq(permissions.subjectId, userId)),
          and(eq(permissions.objectType, 'workspace'), inArray(permissions.objectId, mine)),
          and(eq(permissions.objectType, 'resource'), inArray(permissions.objectId, myResources)),
          and(
            eq(permissions.objectType, 'collection'),
            inArray(permissions.objectId, collectionIds),
          ),
        ),
        ({ where, orderBy, limit }) =>
          db
            .select()
            .from(permissions)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
        byId,
      ),
    },
    {
      name: 'api-keys.json',
      rows: allRows(
        [apiKeys.id],
        or(
          eq(apiKeys.createdBy, userId),
          and(eq(apiKeys.ownerType, 'user'), eq(apiKeys.ownerId, userId)),
          and(eq(apiKeys.ownerType, 'workspace'), inArray(apiKeys.ownerId, mine)),
        ),
        ({ where, orderBy, limit }) =>
          db
            .select(keyColumns)
            .from(apiKeys)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
        byId,
      ),
    },
    { name: 'audit-log.json', rows: eventsOf(db, userId) },
    { name: 'mentions.json', rows: mentionsOf(db, userId) },
    { name: 'credits.json', rows: creditsOf(db, userId) },
    {
      name: 'teams.json',
      rows: allRows(
        [teams.id],
        eq(teams.ownerId, userId),
        ({ where, orderBy, limit }) =>
          db
            .select(exportedColumns(teams))
            .from(teams)
            .where(where)
            .orderBy(...orderBy)
            .limit(limit),
        byId,
      ),
    },
  ];
}

/** Resources with everything that belongs to one. D1 bounds the statements of a request, so not one by one. */
async function* withParts(db: Database, userId: string): AsyncGenerator<unknown> {
  for await (const rows of together(resourcesOf(db, userId))) {
    const ids = rows.map(({ resource }) => resource.id);
    const [authors, urls, tracks] = await Promise.all([
      db.select().from(resourceAuthors).where(inArray(resourceAuthors.resourceId, ids)),
      db.select().from(resourceUrls).where(inArray(resourceUrls.resourceId, ids)),
      db.select().from(albumSongs).where(inArray(albumSongs.albumResourceId, ids)),
    ]);
    for (const row of rows) {
      const { id } = row.resource;
      const own = (part: { resourceId: string }) => part.resourceId === id;
      yield {
        ...row,
        authors: authors.filter(own),
        urls: urls.filter(own),
        tracks: tracks.filter((track) => track.albumResourceId === id),
      };
    }
  }
}

/** Engagements with their comments and whom they name. */
async function* withMentions(db: Database, mine: SQL | undefined): AsyncGenerator<unknown> {
  const found = allRows(
    [engagements.id],
    mine,
    ({ where, orderBy, limit }) =>
      db
        .select({ engagement: engagements, comment: engagementComments })
        .from(engagements)
        .leftJoin(engagementComments, eq(engagementComments.engagementId, engagements.id))
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
    ({ engagement }) => [engagement.id],
  );
  for await (const rows of together(found)) {
    const ids = rows.map(({ engagement }) => engagement.id);
    const { engagementId } = engagementMentions;
    const named = Map.groupBy(
      await db.select().from(engagementMentions).where(inArray(engagementId, ids)),
      (mention) => mention.engagementId,
    );
    for (const row of rows) yield { ...row, mentions: named.get(row.engagement.id) ?? [] };
  }
}

/** Items collection by collection, in the order of each. */
async function* itemsOf(
  db: Database,
  collectionIds: Parameters<typeof inArray>[1],
): AsyncGenerator<unknown> {
  const found = allRows(
    [collections.id],
    inArray(collections.id, collectionIds as never),
    ({ where, orderBy, limit }) =>
      db
        .select({ id: collections.id })
        .from(collections)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
    ({ id }) => [id],
  );
  const { collectionId, position, itemType, itemId } = collectionItems;
  for await (const some of together(found)) {
    const ids = some.map(({ id }) => id);
    yield* allPartsOf<CollectionItem>(
      ids,
      {
        of: collectionId,
        ofRow: (item) => item.collectionId,
        key: [position, itemType, itemId],
        valuesOf: (item) => [item.position, item.itemType, item.itemId],
      },
      ({ where, orderBy, limit }) =>
        db
          .select()
          .from(collectionItems)
          .where(where)
          .orderBy(...orderBy)
          .limit(limit),
    );
  }
}
