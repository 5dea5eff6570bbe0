/** Reads: which resources (list.ts), what lists show of them (hydrate.ts), and the permission to. */
import type { ListingStatus, User, Workspace } from '@vesta-cx/db';
import type { Database, Page } from '@vesta-cx/db/query';
import { invalidField, requirePerson, type Principal } from '../kernel/index.ts';
import { authorize as authorizeRow, workspaceChain } from '../permissions/index.ts';
import * as lists from './list.ts';
import { summaries, type ResourceSummary } from './hydrate.ts';

/** Which resources a list has. */
export interface ListResources extends lists.PublicSlice {
  /** Only this workspace's; with it, those who write there may ask for more than is public. */
  workspace?: Workspace | undefined;
  /** `LISTED` unless `state` asks for works in progress; `UNLISTED` for those who write. */
  status?: ListingStatus | undefined;
  /** `published` unless given; the others for those who write in the workspace. */
  state?: lists.ResourceState | undefined;
}

/**
 * Resources as lists show them. Published ones are newest first, drafts and `all` in the order of
 * creation, scheduled ones soonest first, a search is alphabetical. Throws `invalid` for what
 * doesn't go together, `not_found`, `unauthenticated` or `forbidden` by the workspace.
 */
export async function list(
  db: Database,
  principal: Principal,
  { workspace, state = 'published', status, author, owner, ...slice }: ListResources,
  now = new Date(),
): Promise<Page<ResourceSummary>> {
  const inProgress = state !== 'published';
  if (!workspace) {
    if (inProgress) throw invalidField('state', 'Say in which workspace');
    if (status === 'UNLISTED') throw invalidField('status', 'Say in which workspace');
    const which = { ...slice, author, owner };
    return present(db, await lists.publicResources(db, principal, which, now), now);
  }
  if (author) throw invalidField('author', 'Leave out the workspace to list by author');
  if (owner) throw invalidField('owner', 'Leave out the workspace to list by owner');
  const needs = inProgress || status === 'UNLISTED' ? 'write' : 'read';
  const subject = { row: workspace, chain: workspaceChain(workspace), noun: 'workspace' };
  const which = { ...slice, status };
  if (!inProgress) {
    const home = await authorizeRow(db, principal, needs, subject);
    return present(db, await lists.publishedIn(db, principal, home, which, now), now);
  }
  const home = await authorizeRow(db, principal, 'write', subject);
  return present(db, await lists.worksIn(db, principal, home, state, which, now), now);
}

/** A person's public statuses, newest first, for their page. */
export const statusesOf = async (
  db: Database,
  principal: Principal,
  { workosUserId }: Pick<User, 'workosUserId'>,
  slice: { limit: number; cursor?: string | undefined },
  now = new Date(),
): Promise<Page<ResourceSummary>> =>
  present(db, await lists.publicStatuses(db, principal, workosUserId, slice, now), now);

/** The signed-in person's own statuses with drafts and scheduled ones, newest first. */
export async function ownStatuses(
  db: Database,
  principal: Principal,
  slice: { limit: number; cursor?: string | undefined },
  now = new Date(),
): Promise<Page<ResourceSummary>> {
  requirePerson(principal);
  return present(db, await lists.ownStatuses(db, principal, slice), now);
}

async function present(
  db: Database,
  { items, next }: Awaited<ReturnType<typeof lists.publicResources>>,
  now: Date,
): Promise<Page<ResourceSummary>> {
  return { items: await summaries(db, items, now), next };
}
