/** What a feed says: the newest that a workspace has published, whole, as far as the reader may read it. */
import { auditEvents, resourceUrls, type ResourceUrl, type Workspace } from '@vesta-cx/db';
import { compiled, type Database } from '@vesta-cx/db/query';
import { and, asc, eq, inArray, max } from 'drizzle-orm';
import type { AuditKind } from '../audit/index.ts';
import type { Principal } from '../kernel/index.ts';
import type { Authorized } from '../permissions/index.ts';
import {
  homeId,
  keyOf,
  latestAt,
  summaries,
  valueOf,
  type HomeAddress,
  type ResourceSummary,
} from '../resources/index.ts';

/** One thing that was published, with what there is to read of it. */
export interface FeedEntry extends ResourceSummary {
  publishedAt: Date;
  /** Where it can be heard, in the order of its page. */
  urls: ResourceUrl[];
}

export interface Feed {
  workspace: Workspace;
  /** In the order of publication, newest first: an old record that was just added is news. */
  entries: FeedEntry[];
  /** When it last changed. Never earlier than it said before, also when something has left it. */
  updatedAt: Date;
}

/** What can take an entry out of a feed, which then shows no trace of it: the log does. */
const departures = [
  'resource.delete',
  'resource.update',
  'permission.set',
  'permission.clear',
] as const satisfies AuditKind[];

/** Entries that programs fetch at once; who comes by less often than that misses nothing on the pages. */
const entriesPerFeed = 20;

/** What of a feed can be read before it is known whether its reader may see the workspace. */
export type Ahead = Awaited<ReturnType<typeof entriesAhead>>;

/**
 * Reads the entries of a feed in two rounds, by the slug of its address: together with the workspace
 * rather than after it. Nothing of them is shown but by `ofWorkspace`, which takes the proof.
 */
export async function entriesAhead(
  db: Database,
  principal: Principal,
  home: HomeAddress,
  now = new Date(),
) {
  const [{ items }, logged] = await Promise.all([
    latestAt(db, principal, home, { limit: entriesPerFeed }, now),
    lastDepartures(db, { home: valueOf(home) }, { by: keyOf(home) }),
  ]);
  const ids = items.map(({ id }) => id);
  const [shown, links] = await Promise.all([
    summaries(db, principal, items, now, { credits: false, bodies: true }),
    urlsOf(db, { ids }),
  ]);
  return { shown, links, logged };
}

/** The feed of a workspace for the principal; `ahead` is what was read before the proof. */
export async function ofWorkspace(
  db: Database,
  principal: Principal,
  workspace: Authorized<'read', Workspace>,
  now = new Date(),
  ahead?: Ahead,
): Promise<Feed> {
  // The slug may have gone to another workspace between the two questions.
  const isOfThis = ahead?.shown.every(({ workspaceId }) => workspaceId === workspace.id);
  const { shown, links, logged } =
    ahead && isOfThis ? ahead : await entriesAhead(db, principal, { id: workspace.id }, now);
  const linksOf = Map.groupBy(links, ({ resourceId }) => resourceId);
  const entries = shown.map((resource) => ({
    ...resource,
    publishedAt: resource.publishedAt!,
    urls: linksOf.get(resource.id) ?? [],
  }));
  const left = logged.flatMap(({ id }) => (id ? [momentOf(id)] : []));
  const changes = [workspace.updatedAt, ...entries.map(changedAt)].map(Number);
  return { workspace, entries, updatedAt: new Date(Math.max(...changes, ...left)) };
}

const urlsOf = compiled((q, { ids }: { ids: string[] }) =>
  q
    .select()
    .from(resourceUrls)
    .where(inArray(resourceUrls.resourceId, ids))
    .orderBy(asc(resourceUrls.resourceId), asc(resourceUrls.position)),
);

/** The newest log line of each kind of departure: one row each, the end of a range of the log's index. */
const lastDepartures = compiled((q, { home }: { home: string }, { by }: { by: 'id' | 'slug' }) => {
  const [first, ...others] = departures.map((action) =>
    q
      .select({ id: max(auditEvents.id) })
      .from(auditEvents)
      .where(and(eq(auditEvents.workspaceId, homeId(by, home)), eq(auditEvents.action, action))),
  );
  return others.reduce((union, other) => union.unionAll(other) as never, first!);
});

/** Returns when an entry changed: on the day on which it came out, where it was written before that. */
export const changedAt = ({ publishedAt, updatedAt }: FeedEntry): Date =>
  publishedAt > updatedAt ? publishedAt : updatedAt;

/** A UUIDv7 begins with its milliseconds. */
const momentOf = (id: string): number => Number.parseInt(id.slice(0, 13).replace('-', ''), 16);
