/**
 * What a collection can hold, read together with whether the reader may see it: one query joins
 * an item to its thing, so that permission is part of finding and not of cutting afterwards.
 */
import {
  albumSongs,
  albums,
  collectionItems,
  collections,
  posts,
  resources,
  songs,
  users,
  workspaces,
  type ActorType,
  type CollectionItemType,
  type CollectionType,
  type ListingStatus,
  type ResourceType,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import {
  aliasedTable,
  and,
  eq,
  lte,
  sql,
  type Column,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import { inlineViewer, mayOnResource, mayOnWorkspace, type Viewer } from '../permissions/index.ts';
import { maySeeCollection, shownCount, type Owner, type ShownCollection } from './chain.ts';

/** A reference to an entity: an item's type and id. */
export interface ItemRef {
  itemType: CollectionItemType;
  itemId: string;
}

type ResourceCard = {
  type: 'resource';
  id: string;
  slug: string;
  resourceType: ResourceType;
  title: string | null;
  excerpt: string | null;
  status: ListingStatus;
  publishedAt: Date | null;
  /** The day on which a song or an album came out, or comes out. */
  releaseDate: string | null;
  coverUrl: string | null;
  /** Where it lives: a workspace, or the person whose status it is. */
  home: Owner;
};
export type CollectionCard = {
  type: 'collection';
  id: string;
  slug: string;
  name: string;
  description: string | null;
  collectionType: CollectionType;
  status: ListingStatus;
  /** Null unless the reader may write the collection, and in previews. */
  itemCount: number | null;
  owner: Owner;
};
type ActorCard = {
  type: ActorType;
  id: string;
  /** A person's handle or a workspace's slug. */
  slug: string;
  name: string;
  description: string | null;
  avatarUrl: string | null;
};
/** An item's thing in the words of a card. */
export type EntityCard = ResourceCard | CollectionCard | ActorCard;

// D1 answers a batch's rows as objects, so every column needs a name of its own.
const named = <T extends Column>(column: T, name: string) =>
  sql<T['_']['data']>`${column}`.mapWith(column).as(name);

/**
 * What guests see on a song without a cover of its own: that of the newest album which is out and open
 * to them. Others ask for what they may see afterwards (`withSongCovers`).
 */
export function coverOfAlbum(now: Date) {
  const album = aliasedTable(resources, 'of_song');
  const cover = sql<string>`(select ${albums.coverArtUrl} from ${albumSongs}
    join ${albums} on ${albums.resourceId} = ${albumSongs.albumResourceId}
    join ${resources} ${sql.identifier('of_song')} on ${album.id} = ${albumSongs.albumResourceId}
    where ${albumSongs.songResourceId} = ${resources.id} and ${albums.coverArtUrl} is not null
      and ${album.guestReadable} and ${lte(album.publishedAt, now)}
    order by ${albumSongs.albumResourceId} desc limit 1)`;
  return sql<string | null>`case when ${resources.type} = 'song' and ${songs.coverArtUrl} is null
    then ${cover} end`.as('r_cover_of_album');
}

/** In its place where it is not asked for. */
export const noCover = sql<string | null>`null`.as('r_cover_of_album');

/** What a card shows of a thing, in a query with `thingJoins`. */
export const cardColumns = (
  itemCount: ReturnType<typeof shownCount>,
  coverOfItsAlbum: typeof noCover,
) => ({
  coverOfItsAlbum,
  resourceSlug: named(resources.slug, 'r_slug'),
  resourceType: named(resources.type, 'r_type'),
  title: named(resources.title, 'r_title'),
  excerpt: named(resources.excerpt, 'r_excerpt'),
  resourceStatus: named(resources.status, 'r_status'),
  publishedAt: named(resources.publishedAt, 'r_published_at'),
  albumRelease: named(albums.releaseDate, 'r_album_release'),
  songRelease: named(songs.releaseDate, 'r_song_release'),
  albumCover: named(albums.coverArtUrl, 'r_album_cover'),
  songCover: named(songs.coverArtUrl, 'r_song_cover'),
  postCover: named(posts.featuredImage, 'r_post_cover'),
  collectionSlug: named(collections.slug, 'c_slug'),
  collectionName: named(collections.name, 'c_name'),
  collectionDescription: named(collections.description, 'c_description'),
  collectionType: named(collections.type, 'c_type'),
  collectionStatus: named(collections.status, 'c_status'),
  workspaceId: named(workspaces.id, 'w_id'),
  workspaceSlug: named(workspaces.slug, 'w_slug'),
  workspaceName: named(workspaces.name, 'w_name'),
  workspaceDescription: named(workspaces.description, 'w_description'),
  workspaceAvatar: named(workspaces.avatarUrl, 'w_avatar'),
  userId: named(users.workosUserId, 'u_id'),
  handle: named(users.handle, 'u_handle'),
  displayName: named(users.displayName, 'u_name'),
  bio: named(users.bio, 'u_bio'),
  userAvatar: named(users.avatarUrl, 'u_avatar'),
  itemCount,
});

/**
 * The items of one collection with their things, hidden ones included and marked. The caller adds
 * conditions, order and limit; each row costs about three reads, more for somebody signed in.
 */
export function itemsWithCards(
  db: Database,
  principal: Principal,
  origin: Pick<ShownCollection, 'type' | 'kind'>,
  itemCount = shownCount(principal),
  now = new Date(),
  cover = noCover,
) {
  const to = cardJoins(collectionItems.itemType, collectionItems.itemId);
  return db
    .select({
      collectionId: collectionItems.collectionId,
      itemType: collectionItems.itemType,
      itemId: collectionItems.itemId,
      position: collectionItems.position,
      note: collectionItems.note,
      addedAt: collectionItems.addedAt,
      ...cardColumns(itemCount, cover),
      visible: visibleIn(inlineViewer(principal), origin, now).mapWith(Boolean).as('visible'),
    })
    .from(collectionItems)
    .leftJoin(resources, to.resource)
    .leftJoin(collections, to.collection)
    .leftJoin(albums, to.album)
    .leftJoin(songs, to.song)
    .leftJoin(posts, to.post)
    .leftJoin(workspaces, to.workspace)
    .leftJoin(users, to.user);
}

/** How a query joins the thing that its columns `type` and `id` name: to all these tables, in their order. */
export function cardJoins(type: SQLWrapper, id: SQLWrapper) {
  const is = (kind: CollectionItemType, key: Column) => sql`${type} = ${kind} and ${key} = ${id}`;
  return {
    resource: is('resource', resources.id),
    collection: is('collection', collections.id),
    album: and(eq(resources.type, 'album'), eq(albums.resourceId, resources.id)),
    song: and(eq(resources.type, 'song'), eq(songs.resourceId, resources.id)),
    post: and(eq(resources.type, 'post'), eq(posts.resourceId, resources.id)),
    /** Its own workspace, its resource's home, or its collection's owner. */
    workspace: sql`${workspaces.id} = case ${type} when 'workspace' then ${id}
      when 'resource' then ${resources.workspaceId}
      else case when ${collections.ownerType} = 'workspace' then ${collections.ownerId} end end`,
    user: sql`${users.workosUserId} = case ${type} when 'user' then ${id}
      when 'resource' then case when ${resources.workspaceId} is null
        and ${resources.ownerType} = 'user' then ${resources.ownerId} end
      else case when ${collections.ownerType} = 'user' then ${collections.ownerId} end end`,
  };
}

type Row = Pick<
  Awaited<ReturnType<typeof itemsWithCards>>[number],
  'itemType' | 'itemId' | keyof ReturnType<typeof cardColumns>
>;

/** Whether an item of `origin` shows to the principal: listing, drafts and permission. */
function visibleIn(
  principal: Viewer,
  origin: Pick<ShownCollection, 'type' | 'kind'>,
  now: Date,
): SQL {
  // Only an actor's own catalogue hides what is unlisted; elsewhere whoever added it decided.
  const listed =
    origin.type === 'static' && origin.kind === 'resources'
      ? sql`${resources.status} = 'LISTED' and`
      : sql``;
  return sql`coalesce(case ${collectionItems.itemType}
    when 'resource' then ${listed} ${maySeeResource(principal, now)}
    when 'collection' then ${maySeeCollection(principal)}
    when 'workspace' then ${maySeeWorkspace(principal)}
    else ${users.workosUserId} is not null end, false)`;
}

/** That the principal may see the resource of the row: drafts and scheduled ones only as a writer. */
export function maySeeResource(principal: Viewer, now = new Date()): SQL {
  // A NULL date is not `<=` anything, so that a draft falls to the second branch.
  const isOut = lte(resources.publishedAt, now);
  if (principal.userId === null) return and(eq(resources.guestReadable, true), isOut)!;
  return sql`case when ${isOut} then ${mayOnResource(principal, 'read')}
    when ${resources.id} is not null then ${mayOnResource(principal, 'write')} end`;
}

/** That the principal may see the workspace of the row. */
export const maySeeWorkspace = (principal: Viewer): SQL =>
  principal.userId === null
    ? eq(workspaces.guestReadable, true)
    : sql`case when ${workspaces.id} is not null then ${mayOnWorkspace(principal, 'read')} end`;

/** The thing of a row in the words of a card. */
export function cardOf(row: Row): EntityCard {
  const { itemId: id } = row;
  switch (row.itemType) {
    case 'resource':
      return {
        type: 'resource',
        id,
        slug: row.resourceSlug,
        resourceType: row.resourceType,
        title: row.title,
        excerpt: row.excerpt,
        status: row.resourceStatus,
        publishedAt: row.publishedAt,
        releaseDate: row.albumRelease ?? row.songRelease,
        coverUrl: row.albumCover ?? row.songCover ?? row.postCover ?? row.coverOfItsAlbum,
        home: actorOf(row),
      };
    case 'collection':
      return {
        type: 'collection',
        id,
        slug: row.collectionSlug,
        name: row.collectionName,
        description: row.collectionDescription,
        collectionType: row.collectionType,
        status: row.collectionStatus,
        itemCount: row.itemCount,
        owner: actorOf(row),
      };
    case 'workspace':
      return { ...actorOf(row), type: 'workspace', description: row.workspaceDescription };
    case 'user':
      return { ...actorOf(row), type: 'user', description: row.bio };
  }
}

function actorOf(row: Row): Owner {
  return row.workspaceId
    ? {
        type: 'workspace',
        id: row.workspaceId,
        slug: row.workspaceSlug,
        name: row.workspaceName,
        avatarUrl: row.workspaceAvatar,
      }
    : {
        type: 'user',
        id: row.userId,
        slug: row.handle,
        name: row.displayName,
        avatarUrl: row.userAvatar,
      };
}
