/** What the page of a workspace shows. */
import { resourceUrls, type Resource, type ResourceUrl, type Workspace } from '@vesta-cx/db';
import { compiled, type Database } from '@vesta-cx/db/query';
import { asc, eq } from 'drizzle-orm';
import { previews, type Item, list as listCollections, type Owned } from '../collections/index.ts';
import type { Principal } from '../kernel/index.ts';
import type { Authorized } from '../permissions/index.ts';
import {
  publishedAt,
  summaries,
  type HomeAddress,
  type ResourceSummary,
} from '../resources/index.ts';

/** Some of a kind, newest first, and whether there is more. */
interface Section<T> {
  items: T[];
  more: boolean;
}

/** A collection with the first things in it. */
type CollectionPreview = Owned & { items: Item[] };

/** The newest of everything that a workspace has published and listed. */
export interface Profile {
  releases: Section<ResourceSummary>;
  posts: Section<ResourceSummary>;
  statuses: Section<ResourceSummary>;
  collections: Section<CollectionPreview>;
  /** Where the newest release can be heard. */
  links: ResourceUrl[];
}

const sections = { releases: 9, posts: 4, statuses: 3, collections: 3 } as const;
const day = 24 * 60 * 60 * 1000;
/** How many links of the newest release are looked at; its own page has all. */
const maxLinks = 4;

/** A profile that was read before it was known whether its reader may see the workspace. */
export interface Ahead {
  /** Whose workspace it turned out to be; null where there is nothing in it. */
  workspaceIds: (string | null)[];
  /** For `profile` to hand out. */
  profile: Profile;
}

/**
 * Reads a profile in two rounds, by the slug of an address: together with the workspace rather than
 * after it. Nothing of it is shown but by `profile`, which takes the proof.
 */
export async function profileAhead(
  db: Database,
  principal: Principal,
  home: HomeAddress,
  now = new Date(),
): Promise<Ahead> {
  const section = (type: Resource['type'][], limit: number) =>
    publishedAt(db, principal, home, { type, limit }, now);
  const [releases, posts, statuses, made] = await Promise.all([
    section(['song', 'album'], sections.releases),
    section(['post'], sections.posts),
    section(['status'], sections.statuses),
    listCollections(db, principal, {
      owner: { type: 'workspace', ...home },
      limit: sections.collections,
    }),
  ]);
  leadWithAlbum(releases.items);
  const newest = releases.items[0];
  const listed = [...releases.items, ...posts.items, ...statuses.items];
  const collections = made.items.map(({ collection }) => collection);
  const [hydrated, links, inside] = await Promise.all([
    summaries(db, principal, listed, now, { credits: false }),
    newest ? linksOf(db, { id: newest.id, limit: maxLinks }) : [],
    previews(db, principal, collections, 3),
  ]);
  const byId = new Map(hydrated.map((summary) => [summary.id, summary]));
  const shown = ({ items, next }: typeof releases): Section<ResourceSummary> => ({
    items: items.map(({ id }) => byId.get(id)!),
    more: next !== null,
  });
  const profile = {
    releases: shown(releases),
    posts: shown(posts),
    statuses: shown(statuses),
    collections: {
      items: made.items.map((one) => ({ ...one, items: inside.get(one.collection.id) ?? [] })),
      more: made.next !== null,
    },
    links,
  };
  return {
    workspaceIds: [
      ...listed.map(({ workspaceId }) => workspaceId),
      ...collections.map(({ ownerId }) => ownerId),
    ],
    profile,
  };
}

/** What the page of a workspace shows to the principal; `ahead` is what was read before the proof. */
export async function profile(
  db: Database,
  principal: Principal,
  workspace: Authorized<'read', Workspace>,
  now = new Date(),
  ahead?: Ahead,
): Promise<Profile> {
  // The slug may have gone to another workspace between the two questions.
  const isOfThis = ahead?.workspaceIds.every((id) => id === workspace.id);
  if (ahead && isOfThis) return ahead.profile;
  return (await profileAhead(db, principal, { id: workspace.id }, now)).profile;
}

/** A record comes out with its songs: of those of one day the album stands first. */
function leadWithAlbum(releases: Resource[]): void {
  const latest = releases[0]?.datedAt?.getTime() ?? 0;
  const at = releases.findIndex(
    ({ type, datedAt }) => type === 'album' && latest - datedAt!.getTime() < day,
  );
  if (at > 0) releases.unshift(...releases.splice(at, 1));
}

const linksOf = compiled((q, { id, limit }: { id: string; limit: number }) =>
  q
    .select()
    .from(resourceUrls)
    .where(eq(resourceUrls.resourceId, id))
    .orderBy(asc(resourceUrls.position))
    .limit(limit),
);
