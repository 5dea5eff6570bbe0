/** Reading what is in a collection: pages that are full of what the reader may see. */
import { collectionItems } from '@vesta-cx/db';
import {
  after,
  batch,
  decodeCursor,
  encodeCursor,
  orderOf,
  type Database,
  type Keyset,
  type KeysetValue,
  type Page,
} from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { invalidField, readerSelect, type Principal } from '../kernel/index.ts';
import type { Authorized } from '../permissions/index.ts';
import { shownCovers, songCovers, homePosition } from '../resources/index.ts';
import { noCount, shownCount, type ShownCollection } from './chain.ts';
import {
  cardOf,
  coverOfAlbum,
  itemsWithCards,
  noCover,
  type EntityCard,
  type ItemRef,
} from './cards.ts';

/** One thing in a collection, as whoever added it left it. */
export interface Item extends ItemRef {
  position: string;
  note: string | null;
  addedAt: Date;
  thing: EntityCard;
}

interface Slice {
  limit: number;
  cursor?: string | undefined;
}

/**
 * How many items one request looks at. A run of more hidden ones than this gives a page that is
 * shorter than asked, or empty, with a cursor to go on: a bounded cost is worth the odd short page.
 */
export const scanLimit = 400;

const key = [collectionItems.position, collectionItems.itemType, collectionItems.itemId] as const;
const byHand: Keyset = { columns: key, direction: 'asc' };
const newestFirst: Keyset = { columns: key, direction: 'desc' };

/** Manual collections are read in their order, static ones newest first. */
export const orderIn = (collection: Pick<ShownCollection, 'type'>): Keyset =>
  collection.type === 'static' ? newestFirst : byHand;

const keyOf = (row: ItemRef & { position: string }) => [row.position, row.itemType, row.itemId];

/**
 * A page of what the principal may see in the collection. An item the reader may not read does
 * not show, a draft or scheduled resource only to those who may write it, and an unlisted one
 * never in a static `resources` collection. Throws `invalid` for a cursor of another list.
 */
export async function items(
  db: Database,
  principal: Principal,
  collection: Authorized<'read', ShownCollection>,
  slice: Slice,
): Promise<Page<Item>> {
  const { items: found, next } = await find(db, principal, collection, slice);
  return { items: await withSongCovers(db, principal, found), next };
}

async function find(
  db: Database,
  principal: Principal,
  collection: ShownCollection,
  { limit, cursor }: Slice,
): Promise<Page<Item>> {
  let from = cursor === undefined ? beginning(principal, collection) : startOf(cursor);
  const found: Item[] = [];
  let seen = 0;
  // Mostly one round, of the page and one more to know whether there is a next. Where some were
  // hidden, a few more make up for them; only a long run of hidden ones is worth long strides.
  // Guests see nothing unlisted of what somebody published: those are made up for at once.
  const spare = beginning(principal, collection) ? Math.ceil(limit / 2) : 0;
  for (let window = limit + 1 + spare, stride = Math.ceil(limit / 2); ; stride *= 2) {
    const rows = await windowOf(
      db,
      principal,
      { id: collection.id, from: from as string[] | undefined, rows: window, now: new Date() },
      kindOf(collection),
    );
    for (const row of rows) {
      if (!row.visible) continue;
      if (found.length === limit) {
        return { items: found, next: encodeCursor(keyOf(found.at(-1)!)) };
      }
      found.push(itemOf(row));
    }
    seen += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < window) return { items: found, next: null };
    from = keyOf(last);
    if (seen >= scanLimit) return { items: found, next: encodeCursor(from) };
    window = Math.min(stride, scanLimit - seen);
  }
}

interface Window {
  id: string;
  /** The position, type and id of the item before it. */
  from: string[] | undefined;
  rows: number;
  now: Date;
}

/** The next items, hidden ones included and marked; for guests songs have the covers of albums. */
const windowOf = readerSelect(
  (q, principal, { id, from, rows, now }: Window, origin: Pick<ShownCollection, 'type' | 'kind'>) =>
    itemsWithCards(
      q,
      principal,
      origin,
      principal.userId === null ? noCount : shownCount(principal),
      now,
      principal.userId === null ? coverOfAlbum(now) : noCover,
    )
      .where(and(eq(collectionItems.collectionId, id), from && after(orderIn(origin), from)))
      .orderBy(...orderOf(orderIn(origin)))
      .limit(rows),
);

type ItemRow = Awaited<ReturnType<typeof itemsWithCards>>[number];

/**
 * Where reading begins, if not at the top: in what somebody published, newest first, all that is
 * scheduled stands before what is out. Guests never see it, so they start behind it.
 */
function beginning({ userId }: Principal, { type, kind }: ShownCollection): string[] | undefined {
  if (userId !== null || type !== 'static' || kind !== 'resources') return undefined;
  const now = new Date();
  return [
    homePosition(
      { id: 'ffffffff-ffff-ffff-ffff-ffffffffffff', publishedAt: now, datedAt: now },
      now,
    ),
    '',
    '',
  ];
}

/** A song wears the cover of the album it is on, where the principal may see that album. */
export async function withSongCovers<One extends { thing: EntityCard }>(
  db: Database,
  principal: Principal,
  found: One[],
): Promise<One[]> {
  // Guests' came with them.
  if (principal.userId === null) return found;
  const bare = found.filter(
    ({ thing }) => thing.type === 'resource' && thing.resourceType === 'song' && !thing.coverUrl,
  );
  // As many ids as one statement of D1 takes.
  const ids = bare.map(({ thing }) => thing.id).slice(0, 90);
  if (ids.length === 0) return found;
  const shown = await shownCovers(db, principal, await songCovers(db, { ids }), new Date());
  const covers = new Map(shown.map(({ id, cover }) => [id, cover]));
  return found.map((one) =>
    one.thing.type === 'resource' && covers.has(one.thing.id)
      ? { ...one, thing: { ...one.thing, coverUrl: covers.get(one.thing.id)! } }
      : one,
  );
}

/** One item of the collection, or undefined when it isn't there or not for this reader. */
export async function item(
  db: Database,
  principal: Principal,
  collection: Authorized<'read', ShownCollection>,
  { itemType, itemId }: ItemRef,
): Promise<Item | undefined> {
  const [row] = await itemsWithCards(db, principal, collection)
    .where(
      and(
        eq(collectionItems.collectionId, collection.id),
        eq(collectionItems.itemType, itemType),
        eq(collectionItems.itemId, itemId),
      ),
    )
    .limit(1);
  return row?.visible ? itemOf(row) : undefined;
}

/**
 * The first few visible items of each collection, for the sleeves on its card: one round trip,
 * `count` candidates each. The rows must be ones the principal was given by a query here.
 */
export async function previews(
  db: Database,
  principal: Principal,
  shown: readonly ShownCollection[],
  count = 4,
): Promise<Map<string, Item[]>> {
  const now = new Date();
  const pages = await batch(db, (q) =>
    shown.map((collection) =>
      firstItems(q, principal, { id: collection.id, rows: count, now }, kindOf(collection)),
    ),
  );
  return new Map(
    shown.map(({ id }, i) => [id, (pages[i] ?? []).filter((row) => row.visible).map(itemOf)]),
  );
}

const kindOf = ({ type, kind }: ShownCollection) => ({ type, kind });

const firstItems = readerSelect(
  (
    q,
    principal,
    { id, rows, now }: { id: string; rows: number; now: Date },
    origin: Pick<ShownCollection, 'type' | 'kind'>,
  ) =>
    itemsWithCards(q, principal, origin, noCount, now)
      .where(eq(collectionItems.collectionId, id))
      .orderBy(...orderOf(orderIn(origin)))
      .limit(rows),
);

export function itemOf(row: ItemRow): Item {
  const { itemType, itemId, position, note, addedAt } = row;
  return { itemType, itemId, position, note, addedAt, thing: cardOf(row) };
}

function startOf(cursor: string): KeysetValue[] {
  const values = decodeCursor(cursor, key);
  if (!values) throw invalidField('cursor', 'This cursor does not belong to this list');
  return values;
}
