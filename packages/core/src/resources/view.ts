/** The full view of one resource: what its page and its editor show. */
import {
  albums,
  albumSongs,
  posts,
  resources,
  resourceUrls,
  songs,
  users,
  workspaces,
  type Album,
  type Post,
  type Resource,
  type ResourceUrl,
  type Song,
} from '@vesta-cx/db';
import { batch, compiled, type Database } from '@vesta-cx/db/query';
import type { LadderAction } from '@vesta-cx/utils/permissions';
import { and, asc, eq, lte, sql, type SQL } from 'drizzle-orm';
import { readerSelect, type Principal } from '../kernel/index.ts';
import { inlineViewer, mayOnResource } from '../permissions/index.ts';
import { creditRows, presentCredits, shownCredits } from './credits.ts';
import { pathOf, shownCovers, songCovers, type ResourceSummary } from './hydrate.ts';
import type { Located } from './address.ts';
import { isPublished, place, rightsToSee, type Placed } from './rights.ts';

/** One song of an album that the reader may see. */
interface Track extends Pick<Resource, 'id' | 'status' | 'publishedAt'> {
  title: string;
  path: string;
  discNumber: number;
  trackNumber: number;
  durationMs: number | null;
}

/** A resource with its parts; `post`, `song` and `album` are null where it is none. */
export interface ResourceView extends ResourceSummary {
  post: Post | null;
  song: Song | null;
  album: Album | null;
  urls: ResourceUrl[];
  /** The songs of an album in playing order; unlisted ones and drafts for who may write it. */
  tracks: Track[];
  /** For who may write it: how many credits name a workspace that they may not see. */
  hiddenCredits: number;
  /** What the principal may do with it. */
  rights: Record<LadderAction, boolean>;
}

/** How many tracks a page shows at most; box sets fit. */
const maxTracks = 300;

/** The resource with this id. Throws `not_found`, also for drafts that are not the principal's. */
export const read = async (
  db: Database,
  principal: Principal,
  id: string,
  now = new Date(),
): Promise<ResourceView> => view(db, principal, await place(db, id), now);

/** The resource that `locate` found, as `read` gives it. */
export const readLocated = async (
  db: Database,
  principal: Principal,
  { id, placed }: Located,
  now = new Date(),
): Promise<ResourceView> => view(db, principal, placed ?? (await place(db, id)), now);

async function view(
  db: Database,
  principal: Principal,
  placed: Placed,
  now: Date,
): Promise<ResourceView> {
  const { resource, workspace } = placed;
  const [rights, parts] = await Promise.all([
    rightsToSee(db, principal, placed, now),
    partsOf(db, principal, resource, now),
  ]);
  const { handles, credits, post, song, album, songCover, urls } = parts;
  const authors = await shownCredits(db, principal, credits, () => resource.workspaceId);
  const tracks = rights.write
    ? parts.tracks
    : parts.tracks.filter((track) => track.status === 'LISTED' && isPublished(track, now));
  return {
    ...resource,
    workspace: workspace && {
      id: workspace.id,
      slug: workspace.slug,
      name: workspace.name,
      avatarUrl: workspace.avatarUrl,
    },
    path: pathOf(resource, workspace, handles[0]?.handle),
    authors: presentCredits(authors),
    hiddenCredits: rights.write ? credits.length - authors.length : 0,
    cover: post?.featuredImage ?? album?.coverArtUrl ?? songCover?.cover ?? null,
    releaseDate: song?.releaseDate ?? album?.releaseDate ?? null,
    post,
    song,
    album,
    urls,
    tracks: tracks.map(({ slug, home, title, ...track }) => ({
      ...track,
      title: title ?? '',
      path: `/${home}/${slug}`,
    })),
    rights,
  };
}

async function partsOf(db: Database, principal: Principal, { id, ownerId }: Resource, now: Date) {
  const [handles, credits, [post], [song], [album], covers, urls, tracks] = await batch(db, (q) => [
    handleOf(q, { ownerId }),
    creditRows(q, { ids: [id] }),
    postOf(q, { id }),
    songOf(q, { id }),
    albumOf(q, { id }),
    songCovers(q, { ids: [id] }),
    urlsOf(q, { id }),
    tracksOf(q, principal, { id, now, limit: maxTracks }, undefined),
  ]);
  const [songCover] = await shownCovers(db, principal, covers, now);
  return {
    handles,
    credits,
    post: post ?? null,
    song: song ?? null,
    album: album ?? null,
    songCover,
    urls,
    tracks,
  };
}

interface ById {
  id: string;
}

const handleOf = compiled((q, { ownerId }: { ownerId: string }) =>
  q.select({ handle: users.handle }).from(users).where(eq(users.workosUserId, ownerId)),
);

const postOf = compiled((q, { id }: ById) =>
  q.select().from(posts).where(eq(posts.resourceId, id)),
);

const songOf = compiled((q, { id }: ById) =>
  q.select().from(songs).where(eq(songs.resourceId, id)),
);

const albumOf = compiled((q, { id }: ById) =>
  q.select().from(albums).where(eq(albums.resourceId, id)),
);

const urlsOf = compiled((q, { id }: ById) =>
  q
    .select()
    .from(resourceUrls)
    .where(eq(resourceUrls.resourceId, id))
    .orderBy(asc(resourceUrls.position)),
);

interface TracksOf extends ById {
  now: Date;
  limit: number;
}

const tracksOf = readerSelect((q, principal, { id, now, limit }: TracksOf, _: undefined) =>
  q
    .select({
      id: resources.id,
      slug: resources.slug,
      title: resources.title,
      status: resources.status,
      publishedAt: resources.publishedAt,
      home: sql<string>`${workspaces.slug}`.as('home'),
      discNumber: albumSongs.discNumber,
      trackNumber: albumSongs.trackNumber,
      durationMs: songs.durationMs,
    })
    .from(albumSongs)
    .innerJoin(resources, eq(resources.id, albumSongs.songResourceId))
    .innerJoin(workspaces, eq(workspaces.id, resources.workspaceId))
    .innerJoin(songs, eq(songs.resourceId, albumSongs.songResourceId))
    .where(and(eq(albumSongs.albumResourceId, id), maySeeTrack(principal, now)))
    .orderBy(asc(albumSongs.discNumber), asc(albumSongs.trackNumber))
    .limit(limit),
);

/** That the principal may see the song of the row: what is not out yet only as a writer. */
function maySeeTrack(principal: Principal, now: Date): SQL {
  const me = inlineViewer(principal);
  const isOut = lte(resources.publishedAt, now);
  return principal.userId === null
    ? and(isOut, mayOnResource(me, 'read'))!
    : sql`case when ${isOut} then ${mayOnResource(me, 'read')} else ${mayOnResource(me, 'write')} end`;
}
