/** Which collections hold an entity, and which entities a collection holds. */
import { collectionItems, collectionItemTypes, collections, users, workspaces } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, desc, eq, inArray } from 'drizzle-orm';
import { readerSelect, type Principal } from '../kernel/index.ts';
import { mayShowCollection, type Authorized } from '../permissions/index.ts';
import type { ItemRef } from './cards.ts';
import {
  ownerColumns,
  ownerUser,
  ownerWorkspace,
  shownColumns,
  type ShownCollection,
} from './chain.ts';
import { owned, type Owned } from './queries.ts';

/**
 * Returns the listed manual collections that hold an entity and that the principal may see, newest
 * first, at most `limit`. `count` is exact unless `more`: of an entity in very many collections,
 * static ones included, only the newest `look` items are looked at, each for about three rows.
 */
export async function collectionsContaining(
  db: Database,
  principal: Principal,
  { itemType, itemId }: ItemRef,
  { limit = 6, look = 200 }: { limit?: number; look?: number } = {},
): Promise<{ items: Owned[]; count: number; more: boolean }> {
  const rows = await holdersOf(db, principal, { itemId, look }, { itemType });
  const found = rows.flatMap(({ collection, shown, ...owner }) =>
    collection && shown ? (owned({ collection, ...owner }) ?? []) : [],
  );
  return { items: found.slice(0, limit), count: found.length, more: rows.length === look };
}

const holdersOf = readerSelect(
  (
    q,
    principal,
    { itemId, look }: { itemId: string; look: number },
    { itemType }: Pick<ItemRef, 'itemType'>,
  ) => {
    const holders = q
      .select({ id: collectionItems.collectionId })
      .from(collectionItems)
      .where(and(eq(collectionItems.itemType, itemType), eq(collectionItems.itemId, itemId)))
      .orderBy(desc(collectionItems.collectionId))
      .limit(look)
      .as('holders');
    const isListed = and(
      eq(collections.id, holders.id),
      eq(collections.status, 'LISTED'),
      eq(collections.type, 'manual'),
    );
    return q
      .select({
        collection: shownColumns(principal),
        shown: mayShowCollection(principal),
        ...ownerColumns,
      })
      .from(holders)
      .leftJoin(collections, isListed)
      .leftJoin(workspaces, ownerWorkspace)
      .leftJoin(users, ownerUser)
      .orderBy(desc(holders.id));
  },
);

/** Returns those of these collections that hold the entity; at most 90 are looked at. */
export async function holdersAmong(
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

/** Tells of each of these entities whether the collection holds it; at most 90 are looked up. */
export async function itemsHeldBy(
  db: Database,
  collection: Authorized<'read', ShownCollection>,
  refs: readonly ItemRef[],
): Promise<(ref: ItemRef) => boolean> {
  const ids = refs.map(({ itemId }) => itemId).slice(0, 90);
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({ itemType: collectionItems.itemType, itemId: collectionItems.itemId })
          .from(collectionItems)
          .where(
            and(
              eq(collectionItems.collectionId, collection.id),
              inArray(collectionItems.itemType, [...collectionItemTypes]),
              inArray(collectionItems.itemId, ids),
            ),
          );
  const held = new Set(rows.map(({ itemType, itemId }) => `${itemType} ${itemId}`));
  return ({ itemType, itemId }) => held.has(`${itemType} ${itemId}`);
}
