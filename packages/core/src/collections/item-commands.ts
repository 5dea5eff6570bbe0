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
import { changesOf } from '../audit/index.ts';
import {
  AppError,
  crowded,
  invalidField,
  isAppError,
  notFound,
  requireUnchanged,
  type Expected,
  type Principal,
  idIfExists,
} from '../kernel/index.ts';
import { principalOf, type Authorized } from '../permissions/index.ts';
import { asSeen, byId, changeManual, requireManual } from './manual.ts';
import { logged } from './logged.ts';
import { entityRow, maySee } from './entities.ts';
import { isSame, positionAt, spread, thisItem } from './positions.ts';
import type { AddItem, Place, UpdateItem } from './schemas.ts';
import type { ItemRef } from './cards.ts';

/** An item as it stands after a change, and the version of its collection then. */
export interface ItemChange {
  item: CollectionItem;
  version: number;
  /** True if the change was one. */
  changed: boolean;
}

/** Maximum of items in a manual collection: its order can be spread in one batch. */
const mostItems = 10_000;
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
      throw invalidField('itemId', 'There is no such item, or you may not see it');
    }
  };
  await requireSight();
  if (collection.itemCount >= mostItems) {
    throw new AppError('too_large', `A collection holds at most ${mostItems} items`);
  }
  const { id } = collection;
  const changed = await atPosition(db, collection, ref, place, undefined, async (position) => {
    const results = await batch(db, (q) => {
      const added = and(notExists(itemIn(q, id, ref)), exists(entityRow(q, ref)))!;
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
        q.delete(collectionItems).where(and(thisItem(id, ref), notExists(entityRow(q, ref)))),
      ];
    });
    return changedRows(results.at(-3)) > 0;
  }).catch(async (error: unknown) => {
    if (isAppError(error) || (await byId(db, id))) throw error;
    throw notFound('collection');
  });
  if (!changed) await requireSight();
  return answer(db, id, ref, changed);
}

/**
 * Moves an item before or after another and changes its note, whichever is named; where it stands and
 * says so already nothing is changed. Throws `not_found` when it isn't there, `precondition_failed`
 * when the version of the collection isn't the expected one, else like `addItem`.
 */
export function updateItem(
  db: Database,
  collection: Authorized<'write', Collection>,
  ref: ItemRef,
  { note, ...place }: UpdateItem,
  expected?: Expected,
): Promise<ItemChange> {
  const noted = note === undefined ? {} : { note: note || null };
  const moves =
    (place.before && !isSame(place.before, ref)) || (place.after && !isSame(place.after, ref));
  return changeManual(db, collection, { expected, action: 'write' }, async (seen) => {
    const { id } = seen;
    const [before] = await db.select().from(collectionItems).where(thisItem(id, ref)).limit(1);
    const write = async (values: { note?: string | null; position?: string }, version: number) => {
      const { changed } = changesOf(values, before ?? {});
      if (changed.length === 0) return false;
      const results = await batch(db, (q) => [
        // Who demands no version minds no change of something else in it.
        ...(expected === undefined ? [] : [asSeen(q, { id, version })]),
        ...logged(q, principalOf(seen), 'collection.item.update', seen, {
          detail: { ...ref, changed },
          when: exists(itemIn(q, id, ref)),
        }),
        bump(q, id, exists(itemIn(q, id, ref))),
        q.update(collectionItems).set(values).where(thisItem(id, ref)),
      ]);
      return changedRows(results.at(-1)) > 0;
    };
    const changed = moves
      ? await atPosition(db, seen, ref, place, expected, (position, version) =>
          write({ ...noted, position }, version),
        )
      : await write(noted, seen.version);
    const now = await answer(db, id, ref, changed);
    if (!changed && expected !== undefined) requireUnchanged(seen, now);
    return now;
  });
}

/** Moves an item before or after another: one row is written. See `updateItem`. */
export const moveItem = (
  db: Database,
  collection: Authorized<'write', Collection>,
  ref: ItemRef,
  place: Place,
  expected?: Expected,
): Promise<ItemChange> => updateItem(db, collection, ref, place, expected);

/** Changes what is said about an item here. See `updateItem`. */
export const annotate = (
  db: Database,
  collection: Authorized<'write', Collection>,
  ref: ItemRef,
  note: string | null,
  expected?: Expected,
): Promise<ItemChange> => updateItem(db, collection, ref, { note }, expected);

/**
 * Takes a thing out. Resolves to whether it was there. Throws `forbidden` for a static
 * collection, `precondition_failed` when its version isn't the expected one.
 */
export const removeItem = (
  db: Database,
  collection: Authorized<'write', Collection>,
  ref: ItemRef,
  expected?: Expected,
): Promise<boolean> =>
  changeManual(db, collection, { expected, action: 'write' }, async (seen) => {
    const { id } = seen;
    const results = await batch(db, (q) => [
      ...(expected === undefined ? [] : [asSeen(q, seen)]),
      ...logged(q, principalOf(seen), 'collection.item.remove', seen, {
        detail: { ...ref },
        when: exists(itemIn(q, id, ref)),
      }),
      bump(q, id, exists(itemIn(q, id, ref)), -1),
      q.delete(collectionItems).where(thisItem(id, ref)),
    ]);
    return changedRows(results.at(-1)) > 0;
  });

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
 * makes a version of its own: the one that is written at goes up with it.
 */
async function atPosition<T>(
  db: Database,
  seen: Pick<Collection, 'id' | 'version'>,
  ref: ItemRef,
  place: Place,
  expected: Expected,
  write: (position: string, version: number) => Promise<T>,
): Promise<T> {
  let { version } = seen;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const position = await positionAt(db, seen.id, ref, place);
    if (position !== null) return write(position, version);
    version = await spread(db, seen.id, expected === undefined ? undefined : version);
  }
  throw crowded('collection');
}

async function answer(
  db: Database,
  id: string,
  ref: ItemRef,
  changed: boolean,
): Promise<ItemChange> {
  const [row] = await db
    .select({ item: collectionItems, version: collections.version })
    .from(collectionItems)
    .innerJoin(collections, eq(collections.id, collectionItems.collectionId))
    .where(thisItem(id, ref))
    .limit(1);
  if (!row) throw notFound('item');
  return { ...row, changed };
}
