/** Common steps of every change of a collection: by hand only, on the version that was seen. */
import { collections, type Collection } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { eq } from 'drizzle-orm';
import { atVersion, changeSeen, forbidden, type Expected } from '../kernel/index.ts';
import { principalOf, type Authorized } from '../permissions/index.ts';
import { authorize } from './queries.ts';

/** Throws `forbidden` for a collection that is kept by what its owner does. */
export function requireManual({ type, kind }: Collection): void {
  if (type !== 'manual') {
    throw forbidden(
      `This collection follows from what its owner does (${kind ?? type}); it can't be edited by hand`,
    );
  }
}

/** `changeSeen` of a manual collection. Throws `forbidden` for one that isn't. */
export async function changeManual<Row extends Authorized<'write', Collection>, T>(
  db: Database,
  collection: Row,
  { expected, action }: { expected: Expected; action: 'write' | 'delete' },
  change: (seen: Row) => Promise<T>,
): Promise<T> {
  requireManual(collection);
  return changeSeen<Row, T>(collection, {
    noun: 'collection',
    expected,
    again: async () => {
      const now = await authorize(db, principalOf(collection), collection.id, action);
      return now as unknown as Row;
    },
    change,
  });
}

/** The statement at the head of a batch that fails as a whole unless the collection is as it was seen. */
export const asSeen = (
  q: Database,
  { id, version }: Pick<Collection, 'id' | 'version'>,
): Statement => atVersion(q, collections, eq(collections.id, id), { version });

export async function byId(db: Database, id: string): Promise<Collection | undefined> {
  const [row] = await db.select().from(collections).where(eq(collections.id, id)).limit(1);
  return row;
}
