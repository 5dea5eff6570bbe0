/** Everything that a list of resources shows of each, in one round trip of queries by id. */
import {
  albums,
  albumSongs,
  posts,
  resources,
  songs,
  users,
  workspaces,
  type Resource,
} from '@vesta-cx/db';
import { batch, compiled, type Database } from '@vesta-cx/db/query';
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import { visibleReferences } from '../permissions/index.ts';
import { creditRows, presentCredits, shownCredits, type Credit } from './credits.ts';

/** The home of a resource as lists show it. */
export interface Home {
  id: string;
  slug: string;
  name: string;
  avatarUrl: string | null;
}

/** A resource as lists show it. */
export interface ResourceSummary extends Resource {
  /** The address of its page. */
  path: string;
  workspace: Home | null;
  /** Empty where `credits: false` left them out. */
  authors: Credit[];
  /** The address of its picture. */
  cover: string | null;
  /** The day on which a song or an album came out, or comes out. */
  releaseDate: string | null;
  /** The text of a post, where `bodies` asked for it. */
  bodyHtml?: string | null;
}

const idsPerStatement = 90;

/** What of each resource is read. */
export interface Details {
  /** Everybody who is credited, the dearest part; without it only who posted as themself. */
  credits?: boolean | undefined;
  /** The rendered texts of posts. */
  bodies?: boolean | undefined;
}

/** Hydrates what a skeleton found, as the principal may see it; the order stays. */
export async function summaries(
  db: Database,
  principal: Principal,
  found: readonly Resource[],
  now: Date,
  details: Details = {},
): Promise<ResourceSummary[]> {
  const parts: Promise<ResourceSummary[]>[] = [];
  for (let i = 0; i < found.length; i += idsPerStatement) {
    parts.push(hydrate(db, principal, found.slice(i, i + idsPerStatement), now, details));
  }
  return (await Promise.all(parts)).flat();
}

async function hydrate(
  db: Database,
  principal: Principal,
  found: readonly Resource[],
  now: Date,
  { credits: withCredits = true, bodies = false }: Details,
): Promise<ResourceSummary[]> {
  const idsOf = (type: Resource['type']) =>
    found.filter((row) => row.type === type).map(({ id }) => id);
  const homeless = found.filter(({ workspaceId }) => workspaceId === null);
  const [homes, people, credits, ofPosts, ofAlbums, ofSongs] = await batch(db, (q) => [
    homesById(q, { ids: unique(found.map(({ workspaceId }) => workspaceId ?? '')) }),
    handlesById(q, { ids: unique(homeless.map(({ ownerId }) => ownerId)) }),
    creditRows(q, { ids: (withCredits ? found : homeless).map(({ id }) => id) }),
    postParts(q, { ids: idsOf('post') }, { bodies }),
    albumParts(q, { ids: idsOf('album') }),
    songCovers(q, { ids: idsOf('song') }),
  ]);

  const homeById = new Map(homes.map((home) => [home.id, home]));
  const handleById = new Map(people.map(({ id, handle }) => [id, handle]));
  const placeById = new Map(found.map(({ id, workspaceId }) => [id, workspaceId]));
  const [covering, crediting] = await Promise.all([
    shownCovers(db, principal, ofSongs, now),
    shownCredits(db, principal, credits, (id) => placeById.get(id)),
  ]);
  const covers = new Map(
    [...covering, ...ofPosts, ...ofAlbums].map(({ id, cover }) => [id, cover]),
  );
  const days = new Map([...ofAlbums, ...ofSongs].map(({ id, releaseDate }) => [id, releaseDate]));
  const textById = new Map(ofPosts.map(({ id, bodyHtml }) => [id, bodyHtml]));
  const creditsById = Map.groupBy(crediting, ({ resourceId }) => resourceId);
  return found.map((resource) => {
    const workspace = homeById.get(resource.workspaceId ?? '') ?? null;
    return {
      ...resource,
      workspace,
      path: pathOf(resource, workspace, handleById.get(resource.ownerId)),
      authors: presentCredits(creditsById.get(resource.id) ?? []),
      cover: covers.get(resource.id) ?? null,
      releaseDate: days.get(resource.id) ?? null,
      ...(bodies && { bodyHtml: textById.get(resource.id) ?? null }),
    };
  });
}

interface ByIds {
  ids: string[];
}

const homesById = compiled((q, { ids }: ByIds) =>
  q
    .select({
      id: workspaces.id,
      slug: workspaces.slug,
      name: workspaces.name,
      avatarUrl: workspaces.avatarUrl,
    })
    .from(workspaces)
    .where(inArray(workspaces.id, ids)),
);

const handlesById = compiled((q, { ids }: ByIds) =>
  q
    .select({ id: users.workosUserId, handle: users.handle })
    .from(users)
    .where(inArray(users.workosUserId, ids)),
);

const postParts = compiled((q, { ids }: ByIds, { bodies }: { bodies: boolean }) =>
  q
    .select({
      id: posts.resourceId,
      cover: posts.featuredImage,
      bodyHtml: bodies
        ? sql<string>`${posts.bodyHtml}`.as('post_html')
        : sql<null>`null`.as('post_html'),
    })
    .from(posts)
    .where(inArray(posts.resourceId, ids)),
);

const albumParts = compiled((q, { ids }: ByIds) =>
  q
    .select({ id: albums.resourceId, cover: albums.coverArtUrl, releaseDate: albums.releaseDate })
    .from(albums)
    .where(inArray(albums.resourceId, ids)),
);

type SongCover = Awaited<ReturnType<typeof songCovers>>[number];

/**
 * The days of songs, and their covers: their own, else those of the albums that they are on. Nothing
 * of an album is read that is not needed. Left joins, and whether somebody may see the album is for
 * `shownCovers`: otherwise SQLite may start from all albums, or from all that is public.
 */
export const songCovers = compiled((q, { ids }: ByIds) =>
  q
    .select({
      id: songs.resourceId,
      releaseDate: songs.releaseDate,
      // Named apart from the album's: D1 answers a batch's rows as objects.
      own: sql<string | null>`${songs.coverArtUrl}`.as('own_cover'),
      albumId: albumSongs.albumResourceId,
      cover: albums.coverArtUrl,
      guestReadable: resources.guestReadable,
      publishedAt: resources.publishedAt,
    })
    .from(songs)
    .leftJoin(
      albumSongs,
      and(eq(albumSongs.songResourceId, songs.resourceId), isNull(songs.coverArtUrl)),
    )
    .leftJoin(albums, eq(albums.resourceId, albumSongs.albumResourceId))
    .leftJoin(
      resources,
      and(eq(resources.id, albumSongs.albumResourceId), isNotNull(albums.coverArtUrl)),
    )
    .where(inArray(songs.resourceId, ids)),
);

/** The cover of each song: its own, or that of an album that is out and that the principal may see. */
export async function shownCovers(
  db: Database,
  principal: Principal,
  rows: readonly SongCover[],
  now: Date,
): Promise<{ id: string; cover: string | null }[]> {
  const own = rows.flatMap(({ id, own: cover }) => (cover === null ? [] : [{ id, cover }]));
  const out = rows.flatMap(({ albumId, publishedAt, ...row }) =>
    row.own === null && row.cover !== null && publishedAt !== null && publishedAt <= now
      ? [{ ...row, albumId: albumId! }]
      : [],
  );
  return [
    ...own,
    ...(await visibleReferences(db, principal, 'resource', out, ({ albumId }) => albumId)),
  ];
}

/** Where the page of a resource is. A person's status stands on their page. */
export function pathOf(
  { id, slug }: Pick<Resource, 'id' | 'slug'>,
  workspace: Pick<Home, 'slug'> | null,
  handle: string | undefined,
): string {
  return workspace ? `/${workspace.slug}/${slug}` : `/user/${handle ?? ''}#${id}`;
}

const unique = (ids: string[]): string[] => [...new Set(ids.filter(Boolean))];
