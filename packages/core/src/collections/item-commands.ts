/** Changes of what is in a collection. The count and the version change in the same batch. */
import { collectionItems, collections, type Collection, type CollectionItem } from '@vesta-cx/db';
import {
  batch,
  changedRows,
  insertIgnore,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import { and, eq, exists, notExists, sql, type SQL } from 'drizzle-orm';
import {
  AppError,
  invalidField,
  isAppError,
  notFound,
  stale,
  type Principal,
} from '../kernel/index.ts';
import { idIfExists } from '../kernel/parents.ts';
import { provenBy, type Authorized } from '../permissions/index.ts';
import { byId, guard, guarded, requireManual } from './changes.ts';
import { logged } from './logged.ts';
import { maySee, thingRow } from './places.ts';
import { isSame, positionAt, spread, thisItem } from './positions.ts';
import type { AddItem, Place, UpdateItem } from './schemas.ts';
import type { ItemRef } from './things.ts';

/** An item as it stands after a change, and the version of its collection then. */
export interface ItemChange {
  item: CollectionItem;
  version: number;
  /** Whether the change was one. */
  changed: boolean;
}

/** How many items a manual collection may hold: its order can be spread in one batch. */
export const mostItems = 10_000;
const attempts = 5;

/**
 * Puts a thing at the end, or before or after another item. What is there already stays as it is,
 * note and place included. Throws `forbidden` for a static collection, `invalid` when the adder
 * may not see the thing or `before`/`after` isn't in the collection, `too_large` when it is full.
 */
export async function addItem(
  db: Database,
  principal: Principal,
  collection: Authorized<'write', Collection>,
  { itemType, itemId, note, ...place }: AddItem,
): Promise<ItemChange> {
  requireManual(collection);
  const ref = { itemType, itemId };
  const requireSight = async () => {
    if (!(await maySee(db, principal, ref))) {
      throw invalidField('itemId', 'There is no such thing, or you may not see it');
    }
  };
  await requireSight();
  if (collection.itemCount >= mostItems) {
    throw new AppError('too_large', `A collection holds at most ${mostItems} things`);
  }
  const { id } = collection;
  const changed = await atPosition(db, id, ref, place, async (position) => {
    const results = await batch(db, (q) => {
      const added = and(notExists(itemIn(q, id, ref)), exists(thingRow(q, ref)))!;
      return [
        ...logged(q, principal, 'collection.item.add', collection, {
          detail: { ...ref },
          when: added,
        }),
        bump(q, id, added, 1),
        insertIgnore(q, collectionItems, {
          collectionId: idIfExists(collections.id, id),
          ...ref,
          position,
          note: note || null,
        }),
        // No foreign key holds on to a thing: what was deleted since it was looked at goes again.
        q.delete(collectionItems).where(and(thisItem(id, ref), notExists(thingRow(q, ref)))),
      ];
    });
    return changedRows(results.at(-3)) > 0;
  });
  if (!changed) await requireSight();
  return answer(db, id, ref, changed);
}

/**
 * Moves an item before or after another and changes its note, whichever is named. Throws
 * `not_found` when it isn't there, `precondition_failed` when `version` is given and not the
 * present one, else like `addItem`.
 */
export async function updateItem(
  db: Database,
  collection: Authorized<'write', Collection>,
  ref: ItemRef,
  { note, ...place }: UpdateItem,
  version?: number,
): Promise<ItemChange> {
  requireManual(collection);
  const { id } = collection;
  const write = (values: { note?: string | null; position?: string }, expected = version) =>
    guarded(db, id, expected, async () => {
      const results = await batch(db, (q) => [
        ...guard(q, id, expected),
        ...logged(q, provenBy(collection), 'collection.item.update', collection, {
          detail: { ...ref, changed: Object.keys(values) },
          when: exists(itemIn(q, id, ref)),
        }),
        bump(q, id, exists(itemIn(q, id, ref))),
        q.update(collectionItems).set(values).where(thisItem(id, ref)),
      ]);
      return changedRows(results.at(-1)) > 0;
    });
  const noted = note === undefined ? {} : { note: note || null };
  const moves =
    (place.before && !isSame(place.before, ref)) || (place.after && !isSame(place.after, ref));
  if (!moves && note === undefined) return answer(db, id, ref, false, version);
  const changed = moves
    ? await atPosition(
        db,
        id,
        ref,
        place,
        (position, expected) => write({ ...noted, position }, expected),
        version,
      )
    : await write(noted);
  return answer(db, id, ref, changed);
}

/** Moves an item before or after another: one row is written. See `updateItem`. */
export const moveItem = (
  db: Database,
  collection: Authorized<'write', Collection>,
  ref: ItemRef,
  place: Place,
  version?: number,
): Promise<ItemChange> => updateItem(db, collection, ref, place, version);

/** Changes what is said about an item here. See `updateItem`. */
export const annotate = (
  db: Database,
  collection: Authorized<'write', Collection>,
  ref: ItemRef,
  note: string | null,
  version?: number,
): Promise<ItemChange> => updateItem(db, collection, ref, { note }, version);

/**
 * Takes a thing out. Resolves to whether it was there. Throws `forbidden` for a static
 * collection, `precondition_failed` when `version` is given and not the present one.
 */
export async function removeItem(
  db: Database,
  collection: Authorized<'write', Collection>,
  ref: ItemRef,
  version?: number,
): Promise<boolean> {
  requireManual(collection);
  const { id } = collection;
  const results = await guarded(db, id, version, () =>
    batch(db, (q) => [
      ...guard(q, id, version),
      ...logged(q, provenBy(collection), 'collection.item.remove', collection, {
        detail: { ...ref },
        when: exists(itemIn(q, id, ref)),
      }),
      bump(q, id, exists(itemIn(q, id, ref)), -1),
      q.delete(collectionItems).where(thisItem(id, ref)),
    ]),
  );
  return changedRows(results.at(-1)) > 0;
}

/** The next version, and the count with it, if `when` holds in the same moment. */
function bump(q: Database, id: string, when: SQL, more: -1 | 0 | 1 = 0): Statement {
  return q
    .update(collections)
    .set({
      version: sql`${collections.version} + 1`,
      ...(more === 0 ? {} : { itemCount: sql`${collections.itemCount} + ${more}` }),
    })
    .where(and(eq(collections.id, id), eq(collections.type, 'manual'), when));
}

const itemIn = (q: Database, id: string, ref: ItemRef) =>
  q
    .select({ one: sql`1` })
    .from(collectionItems)
    .where(thisItem(id, ref));

/**
 * Finds a position and writes with it. When there is no room the items are spread first, which
 * makes a version of its own: a version that was asked for goes up with it.
 */
async function atPosition<T>(
  db: Database,
  id: string,
  ref: ItemRef,
  place: Place,
  write: (position: string, version: number | undefined) => Promise<T>,
  version?: number,
): Promise<T> {
  let expected = version;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const position = await positionAt(db, id, ref, place);
    if (position !== null) {
      try {
        return await write(position, expected);
      } catch (error) {
        if (isAppError(error) || (await byId(db, id))) throw error;
        throw notFound('collection');
      }
    }
    try {
      if (expected !== undefined) {
        if ((await byId(db, id))?.version !== expected) throw stale('collection');
        expected += 1;
      }
      await spread(db, id);
    } catch (error) {
      if (version !== undefined || !isAppError(error)) throw error;
    }
  }
  throw new AppError('conflict', 'This collection is being changed a lot right now; try again');
}

async function answer(
  db: Database,
  id: string,
  ref: ItemRef,
  changed: boolean,
  version?: number,
): Promise<ItemChange> {
  const [row] = await db
    .select({ item: collectionItems, version: collections.version })
    .from(collectionItems)
    .innerJoin(collections, eq(collections.id, collectionItems.collectionId))
    .where(thisItem(id, ref))
    .limit(1);
  if (!row) throw notFound('item');
  if (version !== undefined && row.version !== version) throw stale('collection');
  return { ...row, changed };
}
