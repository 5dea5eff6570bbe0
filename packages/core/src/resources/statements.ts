/** The statements that write what belongs to a resource; commands send them in their batch. */
import {
  albums,
  collectionItems,
  collections,
  posts,
  resourceAuthors,
  resources,
  resourceUrls,
  songs,
  workspaces,
  type ActorType,
  type Resource,
} from '@vesta-cx/db';
import {
  rowsPerInsert,
  type AnyTable,
  type Database,
  type Statement,
  type InsertValues,
} from '@vesta-cx/db/query';
import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { idIfExists, slicesOf } from '../kernel/index.ts';
import { linkName, serviceOf } from './services.ts';
import type { AuthorInput, NewResourceInput, UrlInput } from './schemas.ts';

/** The statements for the row that only this type has; `bodyHtml` is a post's rendered text. */
export function insertDetails(
  resourceId: string,
  input: NewResourceInput,
  bodyHtml: string,
): (q: Database) => Statement[] {
  switch (input.type) {
    case 'post': {
      const { body, featuredImage = null } = input.post;
      return (q) => [q.insert(posts).values({ resourceId, body, bodyHtml, featuredImage })];
    }
    case 'song':
      return (q) => [q.insert(songs).values({ resourceId, ...input.song })];
    case 'album':
      return (q) => [q.insert(albums).values({ resourceId, ...input.album })];
    case 'status':
      return () => [];
  }
}

export function insertUrls(q: Database, resourceId: string, urls: readonly UrlInput[]) {
  const rows = urls.map((url, position) => ({
    resourceId: idIfExists(resources.id, resourceId),
    position,
    ...linkOf(url),
  }));
  return inserts(q, resourceUrls, rows);
}

/** Returns what is kept of a link. */
export const linkOf = ({ url, service = serviceOf(url), name, icon, countries }: UrlInput) => ({
  url,
  service,
  name: name ?? linkName(url, service),
  icon: icon ?? null,
  countries: countries ?? null,
});

export function insertAuthors(
  q: Database,
  resourceId: string,
  authors: readonly AuthorInput[],
): Statement[] {
  const rows = authors.map(({ type, id, role }, position) => ({
    resourceId: idIfExists(resources.id, resourceId),
    authorType: type,
    authorId: id,
    role: role ?? null,
    position,
  }));
  const homes = authors.filter(({ type }) => type === 'workspace').map(({ id }) => id);
  if (homes.length === 0) return inserts(q, resourceAuthors, rows);
  const present = q
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(inArray(workspaces.id, homes));
  return [
    ...inserts(q, resourceAuthors, rows),
    // No foreign key holds on to an author: who was deleted since it was looked at goes again.
    q
      .delete(resourceAuthors)
      .where(
        and(
          eq(resourceAuthors.resourceId, resourceId),
          eq(resourceAuthors.authorType, 'workspace'),
          notInArray(resourceAuthors.authorId, present),
        ),
      ),
  ];
}

/** An INSERT for as many rows as fit under the engine's parameter limit, and another, … */
const inserts = <T extends AnyTable>(q: Database, table: T, rows: InsertValues<T>[]): Statement[] =>
  slicesOf(rows, rowsPerInsert(table)).map((slice) => q.insert(table).values(slice));

/** Puts a new resource into its home actor's static `resources` collection. */
export function showAtHome(
  q: Database,
  home: { type: ActorType; id: string },
  resource: Pick<Resource, 'id' | 'publishedAt' | 'datedAt'>,
  now: Date,
): Statement[] {
  const statics = and(
    eq(collections.ownerType, home.type),
    eq(collections.ownerId, home.id),
    eq(collections.kind, 'resources'),
  );
  const time = (column: typeof collectionItems.addedAt, name: string) =>
    sql<Date>`${sql.param(now, column)}`.as(name);
  return [
    q.insert(collectionItems).select(
      q
        .select({
          collectionId: collections.id,
          itemType: sql<'resource'>`'resource'`.as('item_type'),
          itemId: sql<string>`${resource.id}`.as('item_id'),
          position: sql<string>`${homePosition(resource, now)}`.as('position'),
          note: sql<string | null>`null`.as('note'),
          addedAt: time(collectionItems.addedAt, 'added_at'),
          createdAt: time(collectionItems.addedAt, 'created_at'),
          updatedAt: time(collectionItems.addedAt, 'updated_at'),
        })
        .from(collections)
        .where(statics),
    ),
    q
      .update(collections)
      .set({ itemCount: sql`${collections.itemCount} + 1` })
      .where(statics),
  ];
}

/** Moves a resource within the static collection of its home, after its time has changed. */
export const moveAtHome = (
  q: Database,
  { workspaceId, ownerId, ...resource }: Resource,
  now: Date,
): Statement =>
  q
    .update(collectionItems)
    .set({ position: homePosition(resource, now) })
    .where(
      and(
        eq(collectionItems.itemType, 'resource'),
        eq(collectionItems.itemId, resource.id),
        eq(
          collectionItems.collectionId,
          sql`(select ${collections.id} from ${collections}
            where ${collections.ownerType} = ${workspaceId ? 'workspace' : 'user'}
              and ${collections.ownerId} = ${workspaceId ?? ownerId}
              and ${collections.kind} = 'resources')`,
        ),
      ),
    );

/**
 * Static collections are read newest first, so the position is the resource's id with the moment
 * of publication in place of that of its creation (the first 48 bits of a UUIDv7), or with its day
 * of release where that came first: an old record is not new. What is only announced stands where
 * it was published, since guests read from now on down.
 */
export function homePosition(
  { id, publishedAt, datedAt }: Pick<Resource, 'id' | 'publishedAt' | 'datedAt'>,
  now: Date,
): string {
  const moment = Math.min(Number(publishedAt ?? now), Number(datedAt ?? publishedAt ?? now));
  // A minus sorts before every digit, and counting up from the bottom keeps earlier before later.
  const time =
    moment < 0
      ? `-${(2 ** 48 + moment).toString(16)}`
      : moment.toString(16).padStart(12, '0').slice(-12);
  return `${time.slice(0, 8)}-${time.slice(8)}${id.slice(13)}`;
}
