/** Lists of resources of everybody: which ones and in which order. Each reads ranges of an index, nothing else. */
import {
  collectionItems,
  collections,
  resources,
  userHandles,
  workspaces,
  type Resource,
  type User,
} from '@vesta-cx/db';
import { after, orderOf, pageOf, type Database, type Keyset, type Page } from '@vesta-cx/db/query';
import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import {
  candidateColumns,
  pageByName,
  visibleIf,
  type NamedCandidate,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import {
  inlineViewer,
  mayOnResource,
  openTo,
  openToAll,
  searchScopes,
} from '../permissions/index.ts';
import { circleRanges } from './circles.ts';
import { credited } from './credited.ts';
import {
  alphabetical,
  eachType,
  forGuests,
  newest,
  newestDated,
  oneOfTypes,
  page,
  pageOfRows,
  startOf,
  titled,
  until,
  valuesOf,
  type PublicSlice,
  type Slice,
} from './list-page.ts';

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
  if (principal.userId === null && !q && !owner && !author && !slice.cursor) {
    const { limit } = slice;
    const rows = await newestForGuests(db, { rows: limit + 1, now }, { form: { type } });
    return pageOfRows({ limit, order: newestDated }, rows);
  }
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

const newestForGuests = forGuests(
  (_, { now }: { rows: number; now: Date }, { type }: Pick<Slice, 'type'>) => ({
    order: newestDated,
    conditions: [
      eq(resources.status, 'LISTED'),
      lte(resources.publishedAt, now),
      lte(resources.datedAt, now),
      eq(resources.guestReadable, true),
    ],
    ranges: eachType(type),
  }),
);

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
  person: Pick<User, 'workosUserId'> | Pick<User, 'handle'>,
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
        'handle' in person
          ? sql`${collections.ownerId} = (select ${userHandles.userId} from ${userHandles} where ${userHandles.handle} = ${person.handle})`
          : eq(collections.ownerId, person.workosUserId),
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
