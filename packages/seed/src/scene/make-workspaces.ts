/** Rows of workspaces and of what is published in them. */
import { datesOf, dayOf } from '@vesta-cx/db/query';
import { searchKey } from '@vesta-cx/db/query';
import type { NewResource, OwnerType } from '@vesta-cx/db';
import { day, later, type Scene } from './context.ts';
import { readersOf } from './readers.ts';
import type { AlbumSketch, ResourceSketch, SongSketch, WorkspaceSketch } from './sketch.ts';
import { statuses } from './statuses.ts';

interface Home {
  /** What addresses start with: a workspace's slug or `@handle`. */
  address: string;
  ownerType: OwnerType;
  ownerId: string;
  workspaceId: string | null;
  /** True if what is in it may be read when no row says otherwise. */
  isPublic: boolean;
  since: Date;
}

/** Makes the workspace; its resources come later, since they may credit any workspace. */
export function makeWorkspace(scene: Scene, sketch: WorkspaceSketch): void {
  const { slug, name, description, theme } = sketch;
  const createdAt = scene.at(sketch.joined, slug);
  const id = scene.id(`workspace:${slug}`, createdAt);
  const readers = readersOf([slug], !sketch.private, id);
  scene.register(slug, { type: 'workspace', id, since: createdAt, ...readers });
  scene.rows.workspaces.push({
    id,
    name,
    slug,
    description,
    ...ownerOf(scene, sketch),
    avatarUrl: null,
    bannerUrl: null,
    theme,
    visibility: sketch.private ? 'private' : 'public',
    ...readers,
    searchKey: searchKey(name),
    version: 1,
    createdAt,
    updatedAt: createdAt,
  });
  scene.rows.workspaceSlugs.push({ slug, workspaceId: id, createdAt });
  for (const former of sketch.formerSlugs ?? []) {
    scene.rows.workspaceSlugs.push({
      slug: former,
      workspaceId: id,
      createdAt: later(createdAt, scene.at(100, former)),
    });
  }
}

export async function makeResources(scene: Scene, sketch: WorkspaceSketch): Promise<void> {
  const { slug } = sketch;
  const { id, since } = scene.find(slug);
  const owner = ownerOf(scene, sketch);
  for (const resource of sketch.resources) {
    const isPublic = !sketch.private;
    const home = { address: slug, workspaceId: id, since, isPublic, ...owner };
    await makeResource(scene, home, resource);
  }
}

/** What people published as themselves, outside any workspace. */
export async function makeStatuses(scene: Scene): Promise<void> {
  for (const [handle, theirs] of Object.entries(statuses)) {
    const { id, since } = scene.find(`@${handle}`);
    const home = { address: `@${handle}`, ownerType: 'user', ownerId: id, since } as const;
    for (const status of theirs) {
      await makeResource(scene, { ...home, workspaceId: null, isPublic: true }, status);
    }
  }
}

async function makeResource(scene: Scene, home: Home, sketch: ResourceSketch): Promise<void> {
  const { rows } = scene;
  const address = `${home.address}/${sketch.slug}`;
  const publishedAt = sketch.published === null ? null : scene.at(sketch.published, address);
  const createdAt = later(
    home.since,
    publishedAt && sketch.published! > 0
      ? new Date(publishedAt.getTime() - day / 2)
      : scene.at(2, address),
  );
  const id = scene.id(`resource:${address}`, createdAt);
  const times = { createdAt, updatedAt: createdAt };
  const actor = home.workspaceId ?? home.ownerId;
  const releaseDate = releaseDateOf(sketch, publishedAt);
  const readers = readersOf([address, home.address], home.isPublic, actor);
  const title = sketch.type === 'status' ? null : sketch.title;
  const resource: NewResource = {
    id,
    ownerType: home.ownerType,
    ownerId: home.ownerId,
    workspaceId: home.workspaceId,
    slug: sketch.slug,
    type: sketch.type,
    title,
    excerpt: sketch.excerpt ?? null,
    status: sketch.unlisted ? 'UNLISTED' : 'LISTED',
    publishedAt,
    ...datesOf(publishedAt, releaseDate),
    ...readers,
    searchKey: searchKey(title ?? sketch.excerpt ?? '', 200),
    version: 1,
    ...times,
  };
  rows.resources.push(resource);
  for (const former of sketch.formerSlugs ?? []) {
    rows.formerSlugs.push({
      ...{ objectType: 'resource', objectId: id, slug: former },
      ...{ homeType: 'workspace', homeId: actor },
      createdAt: later(createdAt, scene.at(90, former)),
    });
  }
  const since = later(createdAt, publishedAt ?? createdAt);
  scene.register(address, { type: 'resource', id, since, ...readers });
  makeAuthors(scene, home, sketch, id, createdAt);
  rows.resourceUrls.push(
    ...(sketch.links ?? []).map((link, position) => ({
      resourceId: id,
      position,
      name: link.name,
      url: link.url,
      service: link.service,
      icon: link.icon ?? null,
      countries: link.countries ?? null,
      ...times,
    })),
  );
  if (sketch.type === 'post') {
    rows.posts.push({
      resourceId: id,
      body: sketch.body,
      bodyHtml: await scene.input.renderMarkdown(sketch.body),
      featuredImage: null,
      ...times,
    });
  }
  if (sketch.type === 'song') makeSong(scene, sketch, id, createdAt, releaseDate);
  if (sketch.type === 'album') makeAlbum(scene, home, sketch, id, createdAt, releaseDate);
}

/** The day on which a song or an album came out: that of its publication unless said otherwise. */
function releaseDateOf(sketch: ResourceSketch, publishedAt: Date | null): string | null {
  if (sketch.type !== 'song' && sketch.type !== 'album') return null;
  return sketch.released ?? (publishedAt && dayOf(publishedAt));
}

function makeAuthors(
  scene: Scene,
  home: Home,
  { authors = [[home.address, null]] }: ResourceSketch,
  resourceId: string,
  createdAt: Date,
): void {
  authors.forEach(([address, role], position) => {
    const { type, id } = scene.actor(address);
    scene.rows.resourceAuthors.push({
      resourceId,
      authorType: type,
      authorId: id,
      role,
      position,
      createdAt,
    });
  });
}

function makeSong(
  scene: Scene,
  { length, genre }: SongSketch,
  resourceId: string,
  createdAt: Date,
  releaseDate: string | null,
): void {
  const [minutes = 0, seconds = 0] = length.split(':').map(Number);
  const count = String(scene.rows.songs.length + 1).padStart(5, '0');
  scene.rows.songs.push({
    resourceId,
    durationMs: (minutes * 60 + seconds) * 1000,
    genre,
    releaseDate,
    // ZZ is nobody's country code, so these can't be anybody's recordings.
    isrc: releaseDate ? `ZZVST26${count}` : null,
    audioUrl: null,
    coverArtUrl: null,
    createdAt,
    updatedAt: createdAt,
  });
}

/** An EAN of these twelve digits: weighted 1, 3, 1, 3, … all of them add up to a multiple of ten. */
function withCheckDigit(digits: string): string {
  const weighted = [...digits].map((digit, i) => Number(digit) * (i % 2 === 0 ? 1 : 3));
  return `${digits}${(10 - (weighted.reduce((sum, part) => sum + part, 0) % 10)) % 10}`;
}

function makeAlbum(
  scene: Scene,
  home: Home,
  { tracks, secondDisc = Infinity }: AlbumSketch,
  resourceId: string,
  createdAt: Date,
  releaseDate: string | null,
): void {
  scene.rows.albums.push({
    resourceId,
    releaseDate,
    // Numbers that start with 2 are for use inside a shop and name no product in the world.
    upc: withCheckDigit(`20000000${String(scene.rows.albums.length + 1).padStart(4, '0')}`),
    coverArtUrl: null,
    createdAt,
    updatedAt: createdAt,
  });
  tracks.forEach((slug, index) => {
    const second = index + 1 >= secondDisc;
    scene.rows.albumSongs.push({
      albumResourceId: resourceId,
      songResourceId: scene.find(`${home.address}/${slug}`).id,
      discNumber: second ? 2 : 1,
      trackNumber: second ? index + 2 - secondDisc : index + 1,
      createdAt,
    });
  });
}

function ownerOf(
  scene: Scene,
  { owner }: WorkspaceSketch,
): { ownerType: OwnerType; ownerId: string } {
  return typeof owner === 'string'
    ? { ownerType: 'user', ownerId: scene.find(owner).id }
    : { ownerType: 'organization', ownerId: scene.organizationId(owner.organization) };
}
