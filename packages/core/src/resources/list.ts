/** Lists of resources: which ones and in which order. Each reads ranges of an index, nothing else. */
import {
  collectionItems,
  collections,
  resources,
  resourceTypes,
  workspaces,
  type ActorType,
  type ListingStatus,
  type OwnerType,
  type Resource,
  type ResourceType,
  type Workspace,
} from '@vesta-cx/db';
import {
  after,
  decodeCursor,
  orderOf,
  pageOf,
  type Database,
  type Keyset,
  type KeysetValue,
  type Page,
} from '@vesta-cx/db/query';
import { and, eq, gt, inArray, isNull, lte, type SQL } from 'drizzle-orm';
import {
  candidateColumns,
  invalidField,
  isNamed,
  pageByName,
  visibleIf,
  type NamedCandidate,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import {
  inlineViewer,
  mayOnResource,
  mayWithinWorkspace,
  openTo,
  openToAll,
  searchScopes,
  type Authorized,
} from '../permissions/index.ts';
import { unionPage, propertyOf } from './union-page.ts';
import { circleRanges } from './circles.ts';
import { credited } from './credited.ts';

export const resourceStates = ['published', 'draft', 'scheduled', 'all'] as const;
export type ResourceState = (typeof resourceStates)[number];

/** Which resources a list has, and how many of them at once. */
export interface Slice {
  limit: number;
  cursor?: string | undefined;
  type?: readonly ResourceType[] | undefined;
  /**
   * Titles with these words, folded. Anywhere those that begin with them come first; the others, and
   * lists of one workspace, author or owner, are alphabetical.
   */
  q?: string | undefined;
}

/** What everybody may find. */
export interface PublicSlice extends Slice {
  /** Credited to this actor; the list is then in the order of creation. */
  author?: { type: ActorType; id: string } | undefined;
  /** Accounted for by this owner; the list is then in the order of creation. */
  owner?: { type: OwnerType; id: string } | undefined;
}

/** What one workspace has. */
export interface WorkspaceSlice extends Slice {
  status?: ListingStatus | undefined;
}

/** By the date that readers are shown: of a release its day, of everything else its publication. */
const newestDated: Keyset = { columns: [resources.datedAt, resources.id], direction: 'desc' };
const newestPublished: Keyset = {
  columns: [resources.publishedAt, resources.id],
  direction: 'desc',
};
const soonest: Keyset = { ...newestPublished, direction: 'asc' };
const newest: Keyset = { columns: [resources.id], direction: 'desc' };
const alphabetical: Keyset = { columns: [resources.searchKey, resources.id], direction: 'asc' };

/**
 * What is published, listed and open to the principal anywhere, newest first. What is announced
 * comes with the day of its release.
 */
export async function publicResources(
  db: Database,
  principal: Principal,
  { type, q, author, owner, ...slice }: PublicSlice,
  now: Date,
): Promise<Page<Resource>> {
  if (q && !owner && !author) return named(db, principal, { type, q, ...slice }, now);
  const order = q ? alphabetical : owner || author ? newest : newestDated;
  const conditions = [
    eq(resources.status, 'LISTED'),
    lte(resources.publishedAt, now),
    order === newestDated ? until(now, slice.cursor, order) : undefined,
    // A guest's answer is in `guest_readable`.
    principal.userId === null ? undefined : mayOnResource(inlineViewer(principal), 'read'),
    titled(db, q),
    owner ? and(eq(resources.ownerType, owner.type), eq(resources.ownerId, owner.id)) : undefined,
    author ? credited(db, principal, author) : undefined,
  ];
  const plan = { ...slice, order, conditions, joined: principal.userId !== null };
  // The works of somebody are found by that, in no order that an index has.
  if (owner || author) {
    const ranges = [and(openTo(db, principal, resources), oneOfTypes(type))];
    return page(db, { ...plan, ranges });
  }
  // One range of the index a type.
  const ranges = eachType(type);
  if (principal.userId === null) {
    conditions.push(eq(resources.guestReadable, true));
    return page(db, { ...plan, ranges });
  }
  const circles = await circleRanges(db, principal as Person, {
    order,
    shown: and(...conditions, startOf(plan))!,
    ranges,
    limit: slice.limit + 1,
  });
  const open = openToAll(resources).flatMap((each) => ranges.map((range) => and(each, range)));
  return page(db, { ...plan, ranges: [...open, ...circles] });
}

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

/** The person's own statuses with drafts and scheduled ones, newest first. */
export const ownStatuses = (
  db: Database,
  { userId }: Person,
  { limit, cursor }: Pick<Slice, 'limit' | 'cursor'>,
): Promise<Page<Resource>> =>
  page(db, {
    limit,
    cursor,
    order: newest,
    conditions: [
      eq(resources.ownerType, 'user'),
      eq(resources.ownerId, userId),
      isNull(resources.workspaceId),
    ],
    ranges: [undefined],
  });

const byPosition: Keyset = {
  columns: [collectionItems.position, collectionItems.itemId],
  direction: 'desc',
};

/**
 * What a person has posted as themself for everybody to see, newest first. Read by way of their
 * static collection: the index by owner holds all that is in their workspaces as well.
 */
export async function publicStatuses(
  db: Database,
  principal: Principal,
  userId: string,
  { limit, cursor }: Pick<Slice, 'limit' | 'cursor'>,
  now: Date,
): Promise<Page<Resource>> {
  const rows = await db
    .select({ resource: resources, position: collectionItems.position })
    .from(collections)
    .innerJoin(collectionItems, eq(collectionItems.collectionId, collections.id))
    .innerJoin(resources, eq(resources.id, collectionItems.itemId))
    .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
    .where(
      and(
        eq(collections.ownerType, 'user'),
        eq(collections.ownerId, userId),
        eq(collections.kind, 'resources'),
        eq(collectionItems.itemType, 'resource'),
        eq(resources.status, 'LISTED'),
        lte(resources.publishedAt, now),
        principal.userId === null
          ? eq(resources.guestReadable, true)
          : mayOnResource(principal, 'read'),
        cursor ? after(byPosition, valuesOf(cursor, byPosition)) : undefined,
      ),
    )
    .orderBy(...orderOf(byPosition))
    .limit(limit + 1);
  const { items, next } = pageOf(rows, limit, ({ position, resource }) => [position, resource.id]);
  return { items: items.map(({ resource }) => resource), next };
}

interface Plan {
  limit: number;
  cursor?: string | undefined;
  order: Keyset;
  conditions: (SQL | undefined)[];
  /** The list is the union of these; each is one range of one index in the order of the list. */
  ranges: (SQL | undefined)[];
  /** Whether the conditions speak of the home workspace. */
  joined?: boolean;
}

async function page(db: Database, plan: Plan): Promise<Page<Resource>> {
  const { limit, order, conditions, ranges, joined = false } = plan;
  const start = startOf(plan);
  const rows = await unionPage(db, {
    ranges: ranges.map((range) => and(...conditions, range, start)),
    order,
    joined,
    limit: limit + 1,
  });
  const properties = order.columns.map(propertyOf);
  return pageOf(rows, limit, (row) => properties.map((name) => row[name] as KeysetValue));
}

/** That the title has the words of `q`. */
const titled = (db: Database, q: string | undefined): SQL | undefined =>
  q ? isNamed(db, 'resource', resources.id, q) : undefined;

/** What is published, listed and open with the words of `q` in its title. */
async function named(
  db: Database,
  principal: Principal,
  { q, type, ...slice }: Slice & { q: string },
  now: Date,
): Promise<Page<Resource>> {
  const { items, next } = await pageByName<NamedCandidate & { resource: Resource }>(
    db,
    { q, types: ['resource'], ...searchScopes(principal), ...slice },
    (b, found, fits) =>
      b
        .select({
          resource: resources,
          ...candidateColumns(found),
          visible: visibleIf(
            fits,
            oneOfTypes(type),
            eq(resources.status, 'LISTED'),
            lte(resources.publishedAt, now),
            principal.userId === null
              ? eq(resources.guestReadable, true)
              : mayOnResource(inlineViewer(principal), 'read'),
          ),
        })
        .from(found)
        .leftJoin(resources, eq(resources.id, found.objectId))
        .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId)),
  );
  return { items: items.map(({ resource }) => resource), next };
}

/** Where a page begins. */
const startOf = ({ cursor, order }: Pick<Plan, 'cursor' | 'order'>): SQL | undefined =>
  cursor ? after(order, valuesOf(cursor, order)) : undefined;

/**
 * That the date by which a list is ordered is before `now` or, in the order of what comes, after it.
 * Past that the cursor says so already. Of two bounds SQLite goes by one, and would read all that
 * stands before the page.
 */
function until(now: Date, cursor: string | undefined, order: Keyset): SQL | undefined {
  const [date] = order.columns;
  const [from] = cursor ? valuesOf(cursor, order) : [];
  const [isPast, bound] = order.direction === 'desc' ? [from! <= now, lte] : [from! >= now, gt];
  return isPast ? undefined : bound(date as typeof resources.datedAt, now);
}

/** The values of a cursor, when they are of the kinds that the order's columns have. */
function valuesOf(cursor: string, { columns }: Keyset): KeysetValue[] {
  const values = decodeCursor(cursor, columns);
  if (!values) throw invalidField('cursor', 'This cursor does not belong to this list');
  return values;
}

/** One range a type; a single range when all types are meant, unless `apart`. */
function eachType(types: readonly ResourceType[] | undefined, apart = false): (SQL | undefined)[] {
  const some = new Set(types?.length ? types : resourceTypes);
  if (some.size === resourceTypes.length && !apart) return [undefined];
  return [...some].map((type) => eq(resources.type, type));
}

const oneOfTypes = (types: readonly ResourceType[] | undefined): SQL | undefined =>
  types && types.length > 0 ? inArray(resources.type, [...types]) : undefined;
