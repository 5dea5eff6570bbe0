/** What every change of a collection has in common: by hand only, on the version that was seen. */
import { collections, type Collection } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { and, eq, ne, sql } from 'drizzle-orm';
import { forbidden, stale } from '../kernel/index.ts';

/** Throws `forbidden` for a collection that is kept by what its owner does. */
export function requireManual({ type, kind }: Collection): void {
  if (type !== 'manual') {
    throw forbidden(
      `This collection follows from what its owner does (${kind ?? type}); it can't be edited by hand`,
    );
  }
}

/**
 * The statement that makes the whole batch fail when the collection is not at `version`: changing
 * rows of two tables under one condition would otherwise let the first change spoil the second's.
 * It breaks a CHECK on purpose.
 */
export function guard(q: Database, id: string, version: number | undefined): Statement[] {
  if (version === undefined) return [];
  return [
    q
      .update(collections)
      .set({ type: sql`'stale'`, updatedAt: sql`${collections.updatedAt}` })
      .where(and(eq(collections.id, id), ne(collections.version, version))),
  ];
}

/**
 * Runs a batch that `guard` stands at the head of. Throws `precondition_failed` when it was the
 * guard that refused.
 */
export async function guarded<T>(
  db: Database,
  id: string,
  version: number | undefined,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (version === undefined) throw error;
    const now = await byId(db, id);
    if (now && now.version !== version) throw stale('collection');
    throw error;
  }
}

export async function byId(db: Database, id: string): Promise<Collection | undefined> {
  const [row] = await db.select().from(collections).where(eq(collections.id, id)).limit(1);
  return row;
}
