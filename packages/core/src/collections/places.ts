/** Where a thing is, and whether somebody may see it at all. */
import { collectionItems, collections, resources, users, workspaces } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import { literalAsker, maySeeCollection, ownerWorkspace } from './chain.ts';
import { owned, select, type Owned } from './queries.ts';
import { maySeeResource, maySeeWorkspace, type ItemRef } from './things.ts';

/** How many places of a thing `containing` looks at, counting those in static collections. */
const placesLimit = 200;

/**
 * The public manual collections that hold a thing, newest first. `count` is exact unless `more`:
 * of a thing in very many collections only the newest places are looked at.
 */
export async function containing(
  db: Database,
  { itemType, itemId }: ItemRef,
  limit = 6,
): Promise<{ items: Owned[]; count: number; more: boolean }> {
  const places = db
    .select({ id: collectionItems.collectionId })
    .from(collectionItems)
    .where(and(eq(collectionItems.itemType, itemType), eq(collectionItems.itemId, itemId)))
    .orderBy(desc(collectionItems.collectionId))
    .limit(placesLimit)
    .as('places');
  const publicOnes = and(
    eq(collections.guestReadable, true),
    eq(collections.status, 'LISTED'),
    eq(collections.type, 'manual'),
  );
  const [rows, [total]] = await Promise.all([
    select(db)
      .innerJoin(places, eq(places.id, collections.id))
      .where(publicOnes)
      .orderBy(desc(collections.id))
      .limit(limit),
    db
      .select({
        looked: sql`count(*)`.mapWith(Number),
        count: sql`count(${collections.id})`.mapWith(Number),
      })
      .from(places)
      .leftJoin(collections, and(eq(collections.id, places.id), publicOnes)),
  ]);
  return {
    items: rows.flatMap((row) => owned(row) ?? []),
    count: total?.count ?? 0,
    more: (total?.looked ?? 0) >= placesLimit,
  };
}

/** Which of these collections hold the thing. */
export async function holding(
  db: Database,
  ids: readonly string[],
  { itemType, itemId }: ItemRef,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: collectionItems.collectionId })
    .from(collectionItems)
    .where(
      and(
        inArray(collectionItems.collectionId, ids.slice(0, 90)),
        eq(collectionItems.itemType, itemType),
        eq(collectionItems.itemId, itemId),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/** Whether the principal may see a thing, whatever collections hold it. */
export async function maySee(
  db: Database,
  principal: Principal,
  { itemType, itemId }: ItemRef,
): Promise<boolean> {
  const found = sql`1`.as('found');
  const me = literalAsker(principal);
  const rows = await {
    resource: () =>
      db
        .select({ found })
        .from(resources)
        .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
        .where(and(eq(resources.id, itemId), maySeeResource(me))),
    collection: () =>
      db
        .select({ found })
        .from(collections)
        .leftJoin(workspaces, ownerWorkspace)
        .where(and(eq(collections.id, itemId), maySeeCollection(me))),
    workspace: () =>
      db
        .select({ found })
        .from(workspaces)
        .where(and(eq(workspaces.id, itemId), maySeeWorkspace(me))),
    user: () => db.select({ found }).from(users).where(eq(users.workosUserId, itemId)),
  }[itemType]();
  return rows.length > 0;
}
