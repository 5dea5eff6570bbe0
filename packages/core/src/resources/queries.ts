/** Reads: which resources (list.ts), what lists show of them (hydrate.ts), and the permission to. */
import {
  collectionItems,
  collections,
  engagements,
  resourceUrls,
  type ListingStatus,
  type Resource,
  type User,
  type Workspace,
} from '@vesta-cx/db';
import { batch, type Database, type Page } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { invalidField, notFound, requirePerson, type Principal } from '../kernel/index.ts';
import {
  authorize as authorizeRow,
  workspaceChain,
  type Authorized,
} from '../permissions/index.ts';
import * as lists from './list.ts';
import type { PublicSlice, ResourceState } from './list-page.ts';
import * as workspaceLists from './workspace-lists.ts';
import { summaries, type Details, type ResourceSummary } from './hydrate.ts';
import { newestDrafts } from './unfinished.ts';

/** Which resources a list has. */
export interface ListResources extends PublicSlice, Details {
  /** Only this workspace's; with it, those who write there may ask for more than is public. */
  workspace?: Workspace | undefined;
  /** `LISTED` unless `state` asks for works in progress; `UNLISTED` for those who write. */
  status?: ListingStatus | undefined;
  /** `published` unless given; the others for those who write in the workspace. */
  state?: ResourceState | undefined;
}

/**
 * Resources as lists show them. Published ones are newest first by the date that they show, of a
 * release its day: anywhere what is out, in a workspace what is announced too. Drafts and `all` are in the order of
 * creation, scheduled ones soonest first, a search is alphabetical. Throws `invalid` for what
 * doesn't go together, `not_found`, `unauthenticated` or `forbidden` by the workspace.
 */
export async function list(
  db: Database,
  principal: Principal,
  { workspace, state = 'published', status, author, owner, credits, ...slice }: ListResources,
  now = new Date(),
): Promise<Page<ResourceSummary>> {
  const inProgress = state !== 'published';
  if (!workspace) {
    if (inProgress) throw invalidField('state', 'Say in which workspace');
    if (status === 'UNLISTED') throw invalidField('status', 'Say in which workspace');
    const which = { ...slice, author, owner };
    return present(db, principal, await lists.publicResources(db, principal, which, now), now, {
      credits,
    });
  }
  if (author) throw invalidField('author', 'Leave out the workspace to list by author');
  if (owner) throw invalidField('owner', 'Leave out the workspace to list by owner');
  const needs = inProgress || status === 'UNLISTED' ? 'write' : 'read';
  const subject = {
    row: workspace,
    chain: workspaceChain(workspace),
    noun: 'workspace',
    guestReadable: workspace.guestReadable,
  };
  const which = { ...slice, status };
  if (!inProgress) {
    const home = await authorizeRow(db, principal, needs, subject);
    return present(
      db,
      principal,
      await workspaceLists.publishedIn(db, principal, home, which, now),
      now,
      {
        credits,
      },
    );
  }
  const home = await authorizeRow(db, principal, 'write', subject);
  return present(
    db,
    principal,
    await workspaceLists.worksIn(db, principal, home, state, which, now),
    now,
    {
      credits,
    },
  );
}

/**
 * What `list` has of a workspace's published resources, by the slug of an address: it may be asked for
 * together with the workspace. Nothing of it is shown but by `shown`, which takes the proof.
 */
export const listedAt = (
  db: Database,
  principal: Principal,
  home: workspaceLists.HomeAddress,
  slice: Pick<ListResources, 'type' | 'limit' | 'cursor'>,
  now = new Date(),
): Promise<Page<Resource>> => workspaceLists.publishedAt(db, principal, home, slice, now);

/** Returns what `listedAt` found of the workspace, as lists show it. */
export async function shown(
  db: Database,
  principal: Principal,
  workspace: Authorized<'read', Workspace>,
  { items, next }: Page<Resource>,
  now = new Date(),
): Promise<Page<ResourceSummary>> {
  // The slug may have gone to another workspace between the two questions.
  if (items.some(({ workspaceId }) => workspaceId !== workspace.id)) throw notFound('workspace');
  return present(db, principal, { items, next }, now, { credits: false });
}

/** A person's public statuses, newest first, for their page. */
export const statusesOf = async (
  db: Database,
  principal: Principal,
  person: Pick<User, 'workosUserId'> | Pick<User, 'handle'>,
  slice: { limit: number; cursor?: string | undefined },
  now = new Date(),
): Promise<Page<ResourceSummary>> =>
  present(db, principal, await lists.publicStatuses(db, principal, person, slice, now), now);

/** The signed-in person's own statuses with drafts and scheduled ones, newest first. */
export async function ownStatuses(
  db: Database,
  principal: Principal,
  slice: { limit: number; cursor?: string | undefined },
  now = new Date(),
): Promise<Page<ResourceSummary>> {
  requirePerson(principal);
  return present(db, principal, await lists.ownStatuses(db, principal, slice), now);
}

/** The newest drafts, wherever the signed-in person may write, and their own statuses among them. */
export async function unfinished(
  db: Database,
  principal: Principal,
  limit: number,
  now = new Date(),
): Promise<ResourceSummary[]> {
  requirePerson(principal);
  return summaries(db, principal, await newestDrafts(db, principal, limit), now, {
    credits: false,
  });
}

/** Returns what goes with a resource when it is deleted; each count stops at 100. */
export async function contents(
  db: Database,
  { id }: Pick<Resource, 'id'>,
): Promise<{ urls: number; reactions: number; places: number }> {
  const [urls, reactions, places] = await batch(db, (q) => [
    q
      .select({ position: resourceUrls.position })
      .from(resourceUrls)
      .where(eq(resourceUrls.resourceId, id))
      .limit(100),
    q
      .select({ id: engagements.id })
      .from(engagements)
      .where(and(eq(engagements.objectType, 'resource'), eq(engagements.objectId, id)))
      .limit(100),
    q
      .select({ id: collections.id })
      .from(collectionItems)
      .innerJoin(collections, eq(collections.id, collectionItems.collectionId))
      .where(
        and(
          eq(collectionItems.itemType, 'resource'),
          eq(collectionItems.itemId, id),
          eq(collections.type, 'manual'),
        ),
      )
      .limit(100),
  ]);
  return { urls: urls.length, reactions: reactions.length, places: places.length };
}

async function present(
  db: Database,
  principal: Principal,
  { items, next }: Awaited<ReturnType<typeof lists.publicResources>>,
  now: Date,
  details?: Details,
): Promise<Page<ResourceSummary>> {
  return { items: await summaries(db, principal, items, now, details), next };
}
