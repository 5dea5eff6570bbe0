/** What the page of a workspace shows. */
import { resourceUrls, type Resource, type ResourceUrl, type Workspace } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { asc, eq } from 'drizzle-orm';
import { previews, type Item, list as listCollections, type Owned } from '../collections/index.ts';
import type { Principal } from '../kernel/index.ts';
import type { Authorized } from '../permissions/index.ts';
import { summaries, type ResourceSummary, publishedIn } from '../resources/index.ts';

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

const shelves = { releases: 9, posts: 4, statuses: 3, collections: 3 } as const;
const day = 24 * 60 * 60 * 1000;
/** How many links of the newest release are looked at; its own page has all. */
const maxLinks = 4;

/** What the page of a workspace shows to the principal, in two rounds of reads. */
export async function profile(
  db: Database,
  principal: Principal,
  workspace: Authorized<'read', Workspace>,
  now = new Date(),
): Promise<Profile> {
  const shelf = (type: Resource['type'][], limit: number) =>
    publishedIn(db, principal, workspace, { type, limit }, now);
  const owner = { type: 'workspace', id: workspace.id } as const;
  const [releases, posts, statuses, made] = await Promise.all([
    shelf(['song', 'album'], shelves.releases),
    shelf(['post'], shelves.posts),
    shelf(['status'], shelves.statuses),
    listCollections(db, principal, { owner, limit: shelves.collections }),
  ]);
  leadWithAlbum(releases.items);
  const newest = releases.items[0];
  const [hydrated, links, inside] = await Promise.all([
    summaries(db, principal, [...releases.items, ...posts.items, ...statuses.items], now, {
      credits: false,
    }),
    newest ? linksOf(db, newest.id) : [],
    previews(
      db,
      principal,
      made.items.map(({ collection }) => collection),
      3,
    ),
  ]);
  const byId = new Map(hydrated.map((summary) => [summary.id, summary]));
  const shown = ({ items, next }: typeof releases): Section<ResourceSummary> => ({
    items: items.map(({ id }) => byId.get(id)!),
    more: next !== null,
  });
  return {
    releases: shown(releases),
    posts: shown(posts),
    statuses: shown(statuses),
    collections: {
      items: made.items.map((one) => ({ ...one, items: inside.get(one.collection.id) ?? [] })),
      more: made.next !== null,
    },
    links,
  };
}

/** A record comes out with its songs: of those of one day the album stands first. */
function leadWithAlbum(releases: Resource[]): void {
  const latest = releases[0]?.datedAt?.getTime() ?? 0;
  const at = releases.findIndex(
    ({ type, datedAt }) => type === 'album' && latest - datedAt!.getTime() < day,
  );
  if (at > 0) releases.unshift(...releases.splice(at, 1));
}

const linksOf = (db: Database, resourceId: string): Promise<ResourceUrl[]> =>
  db
    .select()
    .from(resourceUrls)
    .where(eq(resourceUrls.resourceId, resourceId))
    .orderBy(asc(resourceUrls.position))
    .limit(maxLinks);
