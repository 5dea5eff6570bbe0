/** Search over everything that has a name: hits of all kinds together. */
import {
  albums,
  collections,
  posts,
  resources,
  songs,
  users,
  workspaces,
  type CollectionItemType,
} from '@vesta-cx/db';
import type { Database, Page } from '@vesta-cx/db/query';
import { beginningOf } from '@vesta-cx/utils/text';
import { and, eq, lte, sql, type SQL } from 'drizzle-orm';
import {
  maySeeCollection,
  shownCount,
  withSongCovers,
  cardColumns,
  cardJoins,
  cardOf,
  coverOfAlbum,
  noCover,
  type EntityCard,
} from '../collections/index.ts';
import {
  candidateColumns,
  pageByName,
  visibleIf,
  type NamedCandidate,
  type Principal,
} from '../kernel/index.ts';
import { inlineViewer, mayOnResource, mayOnWorkspace, searchScopes } from '../permissions/index.ts';

/** What search finds. */
export const searchTypes = ['workspace', 'resource', 'collection', 'user'] as const;
type SearchType = (typeof searchTypes)[number];

/** The longest text that is looked for; names are no longer. */
export const maxQueryLength = 120;

/** What a search is asked. */
export interface Search {
  /** Words, each of which begins some word of a name, without regard to case or accents. */
  q: string;
  /** Only these kinds; without it all. */
  type?: readonly SearchType[] | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * A page of what everybody may find under those words: what is published, listed and open to the
 * principal. Names that begin with the words' longest or rarest come first, then those that have it
 * inside; either alphabetically from that word on. After a run of things that are not for the
 * principal a page may be shorter than asked, or empty, with a cursor to go on. Throws `invalid` for
 * a cursor that isn't of this search.
 */
export async function find(
  db: Database,
  principal: Principal,
  { q, type, ...slice }: Search,
  now = new Date(),
): Promise<Page<EntityCard>> {
  const types = type && new Set(type).size < searchTypes.length ? type : undefined;
  const { items, next } = await pageByName<Row>(
    db,
    { q: beginningOf(q, maxQueryLength), types, ...searchScopes(principal), eager: true, ...slice },
    (b, named, fits) => {
      const to = cardJoins(named.objectType, named.objectId);
      return b
        .select({
          ...candidateColumns(named),
          ...cardColumns(
            shownCount(principal),
            principal.userId === null ? coverOfAlbum(now) : noCover,
          ),
          visible: visibleIf(fits, isShown(principal, now, sql`${named.objectType}`)),
        })
        .from(named)
        .leftJoin(resources, to.resource)
        .leftJoin(collections, to.collection)
        .leftJoin(albums, to.album)
        .leftJoin(songs, to.song)
        .leftJoin(posts, to.post)
        .leftJoin(workspaces, to.workspace)
        .leftJoin(users, to.user);
    },
  );
  const found = items.map((row) => ({
    thing: cardOf({
      ...row,
      itemType: row.objectType as CollectionItemType,
      itemId: row.objectId,
    }),
  }));
  const covered = await withSongCovers(db, principal, found);
  return { items: covered.map(({ thing }) => thing), next };
}

type Row = NamedCandidate & Omit<Parameters<typeof cardOf>[0], 'itemType' | 'itemId'>;

/** SQL condition: the thing of a candidate is for lists that everybody browses, and open to the principal. */
function isShown(principal: Principal, now: Date, type: SQL): SQL {
  const me = inlineViewer(principal);
  const isGuest = principal.userId === null;
  const resource = and(
    eq(resources.status, 'LISTED'),
    lte(resources.publishedAt, now),
    isGuest ? eq(resources.guestReadable, true) : mayOnResource(me, 'read'),
  );
  const collection = maySeeCollection(me);
  const workspace = and(isGuest ? eq(workspaces.guestReadable, true) : mayOnWorkspace(me, 'read'));
  return sql`case ${type} when 'resource' then ${resource} when 'collection' then ${collection}
    when 'workspace' then ${workspace} else ${users.workosUserId} is not null end`;
}
