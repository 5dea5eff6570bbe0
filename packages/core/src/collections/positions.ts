/** Where an item stands among the others: fractional indexes, kept short and apart. */
import { collectionItems, collections, type Collection, type CollectionItem } from '@vesta-cx/db';
import { after, batch, orderOf, type Database, type Keyset } from '@vesta-cx/db/query';
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';
import {
  changeSeen,
  invalidField,
  nextVersion,
  notFound,
  type Expected,
  slicesOf,
} from '../kernel/index.ts';
import { asSeen, byId } from './manual.ts';
import type { Place } from './schemas.ts';
import type { ItemRef } from './cards.ts';

/** Longer ones come from placing again and again at one spot; the column holds 200. */
export const longestPosition = 60;
/** A CASE of this many items stays under D1's 100 parameters. */
const perStatement = 30;

const key = [collectionItems.position, collectionItems.itemType, collectionItems.itemId] as const;
const forward: Keyset = { columns: key, direction: 'asc' };
const backward: Keyset = { columns: key, direction: 'desc' };

const inCollection = (id: string) => eq(collectionItems.collectionId, id);
export const thisItem = (id: string, { itemType, itemId }: ItemRef): SQL =>
  and(
    inCollection(id),
    eq(collectionItems.itemType, itemType),
    eq(collectionItems.itemId, itemId),
  )!;

/**
 * A position at `place` for an item that isn't `self`'s neighbour to itself; the one that it has where
 * it stands there already. Resolves to null when there is no room there: spread the items and ask
 * again. Throws `invalid` when the item of `before` or `after` is not in the collection.
 */
export async function positionAt(
  db: Database,
  collectionId: string,
  self: ItemRef,
  place: Place,
): Promise<string | null> {
  const field = place.before ? 'before' : 'after';
  const anchorRef = place.before ?? place.after;
  if (!anchorRef) {
    const last = await neighbour(db, collectionId, self, backward);
    return fit(last?.position ?? null, null);
  }
  const [anchor, present] = await Promise.all(
    [anchorRef, self].map(async (ref) => {
      const [row] = await db
        .select()
        .from(collectionItems)
        .where(thisItem(collectionId, ref))
        .limit(1);
      return row;
    }),
  );
  if (!anchor) throw invalidField(field, 'This item is not in the collection');
  const order = field === 'before' ? backward : forward;
  const next = (await neighbour(db, collectionId, self, order, anchor))?.position ?? null;
  const [from, to] = field === 'before' ? [next, anchor.position] : [anchor.position, next];
  const at = present?.position;
  const standsThere = at !== undefined && (from === null || from < at) && (to === null || at < to);
  return standsThere ? at : fit(from, to);
}

/** Returns whether two references name one item. */
export const isSame = (a: ItemRef | undefined, b: ItemRef): boolean =>
  a?.itemType === b.itemType && a.itemId === b.itemId;

/**
 * Gives every item of a collection a short position of its own and keeps their order. Resolves to the
 * version of the collection then. Throws `precondition_failed` when it isn't the expected one before.
 */
export async function spread(
  db: Database,
  collectionId: string,
  expected?: Expected,
): Promise<number> {
  const again = async () => {
    const collection = await byId(db, collectionId);
    if (!collection) throw notFound('collection');
    return collection;
  };
  const change = async (seen: Collection) => {
    const rows = await db
      .select({ itemType: collectionItems.itemType, itemId: collectionItems.itemId })
      .from(collectionItems)
      .where(inCollection(collectionId))
      .orderBy(...orderOf(forward));
    const positions = generateNKeysBetween(null, null, rows.length);
    const placed = rows.map((row, i) => ({ ...row, position: positions[i]! }));
    const next = nextVersion(seen);
    await batch(db, (q) => [
      asSeen(q, seen),
      ...slicesOf(placed, perStatement).map((slice) => {
        const cases = slice.map(
          ({ itemType, itemId, position }) =>
            sql`when ${collectionItems.itemType} = ${sql.raw(`'${itemType}'`)} and ${collectionItems.itemId} = ${itemId} then ${position}`,
        );
        const ids = slice.map(({ itemId }) => itemId);
        return q
          .update(collectionItems)
          .set({
            position: sql`case ${sql.join(cases, sql` `)} else ${collectionItems.position} end`,
            updatedAt: sql`${collectionItems.updatedAt}`,
          })
          .where(and(inCollection(collectionId), sql`${collectionItems.itemId} in ${ids}`));
      }),
      q
        .update(collections)
        .set({ ...next, updatedAt: sql`${collections.updatedAt}` })
        .where(eq(collections.id, collectionId)),
    ]);
    return next.version;
  };
  return changeSeen(await again(), { noun: 'collection', expected, again, change });
}

/** The nearest other item in a direction, from the far end or from `anchor`. */
async function neighbour(
  db: Database,
  collectionId: string,
  self: ItemRef,
  order: Keyset,
  anchor?: CollectionItem,
): Promise<CollectionItem | undefined> {
  const rows = await db
    .select()
    .from(collectionItems)
    .where(
      and(
        inCollection(collectionId),
        anchor && after(order, [anchor.position, anchor.itemType, anchor.itemId]),
      ),
    )
    .orderBy(...orderOf(order))
    .limit(2);
  return rows.find((row) => !isSame(row, self));
}

function fit(from: string | null, to: string | null): string | null {
  if (from !== null && from === to) return null;
  try {
    const position = generateKeyBetween(from, to);
    return position.length > longestPosition ? null : position;
  } catch {
    // A position that isn't one of ours, say of an import: spreading replaces it.
    return null;
  }
}
