/** Expansion of a collection: its items, through the collections inside it. */
import { collectionItems, collections, type Collection } from '@vesta-cx/db';
import { batch, orderOf, type Database } from '@vesta-cx/db/query';
import { eq, inArray } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import type { Authorized } from '../permissions/index.ts';
import type { ShownCollection } from './chain.ts';
import { itemOf, orderIn, type Item } from './items.ts';
import { itemsWithCards } from './cards.ts';

/** A thing, and the collection that directly holds it. */
export interface Expanded extends Item {
  origin: Pick<Collection, 'id' | 'slug' | 'name'>;
  /** 0 in the collection itself, 1 in one that it holds, … */
  depth: number;
}

/** Limits of one expansion, whatever is asked. */
const bounds = { depth: 5, limit: 200, collections: 40, rows: 1000 } as const;

/**
 * The resources, workspaces and people in a collection and in those it holds, breadth first, each
 * thing once, at most `limit`. What shows is decided by the collection that directly holds it, and
 * only collections that the principal may see are entered, each once, so that a circle ends.
 */
export async function expand(
  db: Database,
  principal: Principal,
  collection: Authorized<'read', ShownCollection>,
  { depth = 3, limit = 100 }: { depth?: number; limit?: number } = {},
): Promise<Expanded[]> {
  const most = Math.min(limit, bounds.limit);
  const deepest = Math.min(depth, bounds.depth);
  const found = new Map<string, Expanded>();
  const entered = new Set([collection.id]);
  let level: ShownCollection[] = [collection];
  let rowsLeft: number = bounds.rows;

  for (let at = 0; level.length > 0 && at <= deepest && rowsLeft > 0; at += 1) {
    const origins = level.slice(0, rowsLeft);
    const each = Math.max(1, Math.floor(rowsLeft / origins.length));
    const pages = await batch(db, (q) =>
      origins.map((origin) =>
        itemsWithCards(q, principal, origin)
          .where(eq(collectionItems.collectionId, origin.id))
          .orderBy(...orderOf(orderIn(origin)))
          .limit(Math.min(each, most)),
      ),
    );
    const inside: string[] = [];
    for (const [i, rows] of pages.entries()) {
      const { id, slug, name } = origins[i]!;
      rowsLeft -= rows.length;
      for (const row of rows) {
        if (!row.visible) continue;
        if (row.itemType === 'collection') {
          if (entered.has(row.itemId) || entered.size > bounds.collections) continue;
          entered.add(row.itemId);
          inside.push(row.itemId);
          continue;
        }
        const key = `${row.itemType} ${row.itemId}`;
        if (!found.has(key))
          found.set(key, { ...itemOf(row), origin: { id, slug, name }, depth: at });
        if (found.size === most) return [...found.values()];
      }
    }
    level = at < deepest ? await load(db, inside) : [];
  }
  return [...found.values()];
}

/** The rows of these collections, in the order of the ids. */
async function load(db: Database, ids: string[]): Promise<Collection[]> {
  if (ids.length === 0) return [];
  const rows = await db.select().from(collections).where(inArray(collections.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
