/** Lists of the resources of one workspace: what it has published, and what is in the works there. */
import { resources, workspaces, type Resource, type Workspace } from '@vesta-cx/db';
import type { Database, Page } from '@vesta-cx/db/query';
import { and, eq, gt, isNull, lte, sql, type SQL } from 'drizzle-orm';
import { guest, type Principal } from '../kernel/index.ts';
import { mayWithinWorkspace, type Authorized } from '../permissions/index.ts';
import {
  alphabetical,
  eachType,
  forGuests,
  newest,
  newestDated,
  newestPublished,
  oneOfTypes,
  page,
  pageOfRows,
  soonest,
  titled,
  until,
  type ResourceState,
  type Slice,
  type WorkspaceSlice,
} from './list-page.ts';

/**
 * What one workspace has published, newest first, as far as the principal may read it: what is
 * announced stands before what is out. `UNLISTED` is for those who write there: check that before.
 */
export const publishedIn = (
  db: Database,
  principal: Principal,
  workspace: Authorized<'read', Workspace>,
  slice: WorkspaceSlice,
  now: Date,
): Promise<Page<Resource>> => publishedAt(db, principal, workspace, slice, now);

/** A workspace by its id, or by the slug that it has. */
export type HomeAddress = { id: string } | { slug: string };

/**
 * What `publishedIn` lists, asked for before it is known whether the principal may read the workspace:
 * nothing of it may leave a use case before that is proven.
 */
export async function publishedAt(
  db: Database,
  principal: Principal,
  home: HomeAddress,
  slice: WorkspaceSlice,
  now: Date,
): Promise<Page<Resource>> {
  const { type, q, status = 'LISTED', limit, cursor } = slice;
  if (principal.userId === null && !q && !cursor) {
    const values = { rows: limit + 1, now, home: valueOf(home) };
    const form = { type, status, by: keyOf(home) };
    return pageOfRows({ limit, order: newestDated }, await published(db, values, { form }));
  }
  const order = q ? alphabetical : newestDated;
  return page(db, {
    limit,
    cursor,
    order,
    conditions: conditionsOf(db, principal, isHome(keyOf(home), valueOf(home)), slice, now),
    ranges: q ? [oneOfTypes(type)] : datedRanges(slice, now),
  });
}

const published = forGuests(
  (q, { now, home }: Ahead, { by, ...slice }: WorkspaceSliceForm & { by: 'id' | 'slug' }) => ({
    order: newestDated,
    conditions: conditionsOf(q, guest, isHome(by, home), slice, now),
    ranges: datedRanges(slice, now),
  }),
);

/**
 * What one workspace has published in the order of publication, whatever it is dated: news for those
 * who follow it. Asked for ahead as `publishedAt` does.
 */
export async function latestAt(
  db: Database,
  principal: Principal,
  home: HomeAddress,
  { limit, cursor }: Pick<Slice, 'limit' | 'cursor'>,
  now: Date,
): Promise<Page<Resource>> {
  if (principal.userId === null && !cursor) {
    const values = { rows: limit + 1, now, home: valueOf(home) };
    const rows = await latest(db, values, { form: { by: keyOf(home) } });
    return pageOfRows({ limit, order: newestPublished }, rows);
  }
  return page(db, {
    limit,
    cursor,
    ...latestPlan(db, principal, isHome(keyOf(home), valueOf(home)), cursor, now),
  });
}

const latest = forGuests((q, { now, home }: Ahead, { by }: { by: 'id' | 'slug' }) =>
  latestPlan(q, guest, isHome(by, home), undefined, now),
);

const latestPlan = (
  db: Database,
  principal: Principal,
  isThere: SQL,
  cursor: string | undefined,
  now: Date,
) => ({
  order: newestPublished,
  conditions: [
    ...conditionsOf(db, principal, isThere, {}, undefined),
    until(now, cursor, newestPublished),
  ],
  // That index has the type before the date.
  ranges: eachType(undefined, true),
});

interface Ahead {
  rows: number;
  now: Date;
  home: string;
}

type WorkspaceSliceForm = Pick<WorkspaceSlice, 'type' | 'status'>;

export const keyOf = (home: HomeAddress): 'id' | 'slug' => ('id' in home ? 'id' : 'slug');
export const valueOf = (home: HomeAddress): string => ('id' in home ? home.id : home.slug);

const isHome = (by: 'id' | 'slug', home: string): SQL =>
  eq(resources.workspaceId, homeId(by, home));

/** The id of a workspace, by itself or as a subquery. */
export const homeId = (by: 'id' | 'slug', home: string): string | SQL =>
  by === 'id'
    ? home
    : sql`(select ${workspaces.id} from ${workspaces} where ${workspaces.slug} = ${home})`;

/** `now` bounds the publication, where the order does not say it. */
const conditionsOf = (
  db: Database,
  principal: Principal,
  isThere: SQL,
  { q, status = 'LISTED' }: Partial<WorkspaceSlice>,
  now: Date | undefined,
): (SQL | undefined)[] => [
  isThere,
  eq(resources.status, status),
  now && lte(resources.publishedAt, now),
  principal.userId === null
    ? eq(resources.guestReadable, true)
    : mayWithinWorkspace(principal, status === 'LISTED' ? 'read' : 'write'),
  titled(db, q),
];

/** What is to come, and what is out: what is scheduled is dated in the future as well, and not read. */
function datedRanges({ type, cursor }: Partial<WorkspaceSlice>, now: Date): (SQL | undefined)[] {
  const out = until(now, cursor, newestDated);
  const upcoming = and(eq(resources.announced, true), gt(resources.datedAt, now), oneOfTypes(type));
  return [upcoming, ...eachType(type).map((range) => and(range, out))];
}

/**
 * What those who write in a workspace work on: drafts (newest first), scheduled things (soonest
 * first), or everything (newest first).
 */
export async function worksIn(
  db: Database,
  principal: Principal,
  workspace: Authorized<'write', Workspace>,
  state: Exclude<ResourceState, 'published'>,
  { type, q, status, ...slice }: WorkspaceSlice,
  now: Date,
): Promise<Page<Resource>> {
  const own = eq(resources.workspaceId, workspace.id);
  const inState =
    state === 'draft'
      ? isNull(resources.datedAt)
      : state === 'scheduled'
        ? until(now, slice.cursor, soonest)
        : undefined;
  // Everything is read in the order of ids, which no index keeps apart by type or status.
  const together = q !== undefined || state === 'all';
  const ranges = together
    ? [and(oneOfTypes(type), status ? eq(resources.status, status) : undefined)]
    : (status ? [status] : (['LISTED', 'UNLISTED'] as const)).flatMap((value) =>
        // The index of what is scheduled has the type before the date.
        eachType(type, state === 'scheduled').map((range) =>
          and(eq(resources.status, value), range),
        ),
      );
  return page(db, {
    ...slice,
    order: q ? alphabetical : state === 'scheduled' ? soonest : newest,
    conditions: [own, inState, titled(db, q), mayWithinWorkspace(principal, 'write')],
    ranges,
  });
}
