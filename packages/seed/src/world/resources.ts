/** Resources of a large world, with everything that hangs on them. */
import { datesOf, dayOf } from '@vesta-cx/db/query';
import { searchKey } from '@vesta-cx/db/query';
import type { SeedBatch, SeedRow } from '../rows.ts';
import { listen } from '../scene/sketch.ts';
import { workspaceSlug } from './people.ts';
import { flag, resourceKinds, type Plan } from './plan.ts';
import { article, genres, pick, sentence, slugOf, title } from './generated-text.ts';

const services = ['spotify', 'apple-music', 'bandcamp', 'youtube', 'tidal', 'deezer'] as const;
const perAlbum = 8;

/** Tables that are filled together, in the order in which they are written. */
const order = [
  'resources',
  'resourceAuthors',
  'posts',
  'songs',
  'albums',
  'albumSongs',
  'resourceUrls',
] as const;
type Part = (typeof order)[number];
type Parts = { [Name in Part]: SeedRow<Name>[] };

export function* resources(plan: Plan): Generator<SeedBatch> {
  let parts = empty();
  for (let w = 0; w < plan.scale; w++) {
    const slug = workspaceSlug(plan, w);
    const albums: number[] = [];
    const songs: number[] = [];
    for (let r = plan.home[w]!; r < plan.home[w + 1]!; r++) {
      addResource(plan, parts, r, w, slug);
      const kind = resourceKinds[plan.kind[r]!];
      if (kind === 'album') albums.push(r);
      if (kind === 'song') songs.push(r);
      if (parts.resources.length >= 1000) {
        yield* flush(parts);
        parts = empty();
      }
    }
    addTracks(plan, parts, albums, songs);
  }
  for (let u = 0; u < plan.users; u++) {
    addStatus(plan, parts, u);
    if (parts.resources.length >= 1000) {
      yield* flush(parts);
      parts = empty();
    }
  }
  yield* flush(parts);
}

function addResource(plan: Plan, parts: Parts, r: number, w: number, workspace: string): void {
  const chance = plan.chance('text', r);
  const type = resourceKinds[plan.kind[r]!]!;
  const flags = plan.flags[r]!;
  const name = type === 'status' ? null : title(chance);
  const excerpt = sentence(chance);
  const slug = `${name ? slugOf(name) : 'status'}-${(r - plan.home[w]!).toString(36)}`;
  const resourceId = plan.resourceId(r);
  const createdAt = new Date(plan.resourceSince(r));
  const times = { createdAt, updatedAt: createdAt };
  const { publishedAt, releaseDate } = datesIn(plan, r);
  parts.resources.push({
    id: resourceId,
    ...plan.ownerOf(w),
    workspaceId: plan.workspaceId(w),
    slug,
    type,
    title: name,
    excerpt,
    status: flags & flag.unlisted ? 'UNLISTED' : 'LISTED',
    publishedAt,
    ...datesOf(publishedAt, releaseDate),
    guestReadable: plan.guestReadable(r),
    circle: plan.circle(r),
    searchKey: searchKey(name ?? excerpt, 200),
    version: 1,
    ...times,
  });
  parts.resourceAuthors.push({
    resourceId,
    authorType: 'workspace',
    authorId: plan.workspaceId(w),
    role: null,
    position: 0,
    createdAt,
  });
  if (chance() < 0.15) {
    parts.resourceAuthors.push({
      resourceId,
      authorType: 'user',
      authorId: plan.userId(Math.floor(chance() * plan.users)),
      role: pick(chance, ['composer', 'producer', 'remixer', 'writer']),
      position: 1,
      createdAt,
    });
  }
  if (type === 'post') {
    parts.posts.push({ resourceId, ...article(chance), featuredImage: null, ...times });
  } else if (type === 'song') {
    parts.songs.push({
      resourceId,
      durationMs: 90_000 + Math.floor(chance() * 420_000),
      genre: pick(chance, genres),
      releaseDate,
      isrc: null,
      audioUrl: null,
      coverArtUrl: null,
      ...times,
    });
  } else if (type === 'album') {
    parts.albums.push({
      resourceId,
      releaseDate,
      upc: null,
      coverArtUrl: null,
      ...times,
    });
  }
  if ((type === 'song' || type === 'album') && chance() < 0.6) {
    const some = services.slice(0, 2 + Math.floor(chance() * 5));
    const links = listen(workspace, type === 'song' ? 'track' : 'album', slug, some);
    links.forEach((link, position) =>
      parts.resourceUrls.push({
        ...{ resourceId, position, ...link },
        icon: null,
        countries: null,
        ...times,
      }),
    );
  }
}

/** When a resource is published; a song or an album is released on that day. */
export function datesIn(
  plan: Plan,
  r: number,
): { publishedAt: Date | null; releaseDate: string | null } {
  const publishedAt = plan.flags[r]! & flag.draft ? null : new Date(plan.published[r]!);
  const type = resourceKinds[plan.kind[r]!];
  const isRelease = type === 'song' || type === 'album';
  return { publishedAt, releaseDate: isRelease && publishedAt ? dayOf(publishedAt) : null };
}

function addTracks(plan: Plan, parts: Parts, albums: number[], songs: number[]): void {
  albums.forEach((album, i) => {
    songs.slice(i * perAlbum, (i + 1) * perAlbum).forEach((song, track) =>
      parts.albumSongs.push({
        albumResourceId: plan.resourceId(album),
        songResourceId: plan.resourceId(song),
        discNumber: 1,
        trackNumber: track + 1,
        createdAt: new Date(plan.resourceSince(album)),
      }),
    );
  });
}

function addStatus(plan: Plan, parts: Parts, u: number): void {
  const r = plan.firstStatus + u;
  const id = plan.resourceId(r);
  const excerpt = sentence(plan.chance('text', r));
  const createdAt = new Date(plan.resourceSince(r));
  parts.resources.push({
    id,
    ownerType: 'user',
    ownerId: plan.userId(u),
    workspaceId: null,
    slug: id.slice(-12),
    type: 'status',
    title: null,
    excerpt,
    status: 'LISTED',
    publishedAt: new Date(plan.published[r]!),
    datedAt: new Date(plan.published[r]!),
    announced: false,
    guestReadable: true,
    circle: null,
    searchKey: searchKey(excerpt, 200),
    version: 1,
    createdAt,
    updatedAt: createdAt,
  });
  parts.resourceAuthors.push({
    resourceId: id,
    authorType: 'user',
    authorId: plan.userId(u),
    role: null,
    position: 0,
    createdAt,
  });
}

function empty(): Parts {
  return Object.fromEntries(order.map((table) => [table, []])) as unknown as Parts;
}

function* flush(parts: Parts): Generator<SeedBatch> {
  for (const table of order) {
    if (parts[table].length > 0) yield { table, rows: parts[table] } as SeedBatch;
  }
}
