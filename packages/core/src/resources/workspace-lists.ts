/** Lists of the resources of one workspace: what it has published, and what is in the works there. */
import { resources, type Resource, type Workspace } from '@vesta-cx/db';
import type { Database, Page } from '@vesta-cx/db/query';
import { and, eq, gt, isNull, lte } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import { mayWithinWorkspace, type Authorized } from '../permissions/index.ts';
import {
  alphabetical,
  eachType,
  newest,
  newestDated,
  newestPublished,
  oneOfTypes,
  page,
  soonest,
  titled,
  until,
  type Plan,
  type ResourceState,
  type Slice,
  type WorkspaceSlice,
} from './list-page.ts';

/**
 * What one workspace has published, newest first, as far as the principal may read it: what is
 * announced stands before what is out. `UNLISTED` is for those who write there: check that before.
 */
export async function publishedIn(
  db: Database,
  principal: Principal,
  workspace: Authorized<'read', Workspace>,
  slice: WorkspaceSlice,
  now: Date,
): Promise<Page<Resource>> {
  const { type, q } = slice;
  // What is scheduled is dated in the future as well: it must not be read on the way.
  const out = q ? undefined : until(now, slice.cursor, newestDated);
  const announced = and(
    eq(resources.announced, true),
    gt(resources.datedAt, now),
    oneOfTypes(type),
  );
  return published(db, principal, workspace, slice, now, {
    order: q ? alphabetical : newestDated,
    ranges: q ? [oneOfTypes(type)] : [announced, ...eachType(type).map((range) => and(range, out))],
  });
}

/** The same in the order of publication, whatever it is dated: news for those who follow it. */
export const latestIn = (
  db: Database,
  principal: Principal,
  workspace: Authorized<'read', Workspace>,
  slice: Pick<Slice, 'limit' | 'cursor'>,
  now: Date,
): Promise<Page<Resource>> =>
  published(db, principal, workspace, slice, now, {
    order: newestPublished,
    // That index has the type before the date.
    ranges: eachType(undefined, true),
  });

async function published(
  db: Database,
  principal: Principal,
  workspace: Workspace,
  { q, status = 'LISTED', limit, cursor }: WorkspaceSlice,
  now: Date,
  which: Pick<Plan, 'order' | 'ranges'>,
): Promise<Page<Resource>> {
  return page(db, {
    limit,
    cursor,
    ...which,
    conditions: [
      eq(resources.workspaceId, workspace.id),
      eq(resources.status, status),
      which.order === newestPublished
        ? until(now, cursor, which.order)
        : lte(resources.publishedAt, now),
      principal.userId === null
        ? eq(resources.guestReadable, true)
        : mayWithinWorkspace(principal, status === 'LISTED' ? 'read' : 'write'),
      titled(db, q),
    ],
  });
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
