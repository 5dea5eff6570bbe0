import type { Database } from '@vesta-cx/db/query';
import { batch } from '@vesta-cx/db/query';
import { and, count, eq, getTableName, isNotNull, notInArray, sql } from 'drizzle-orm';
import { references, type Reference } from '../src/kernel/references.ts';

/** Returns how many rows refer in this way to a row that isn't there. */
const orphans = (q: Database, { table, column, target, key, type }: Reference) =>
  q
    .select({ n: count() })
    .from(table)
    .where(
      and(
        type && eq(type.column, type.value),
        isNotNull(column),
        notInArray(column, q.select({ key: sql`${key}` }).from(target)),
      ),
    );

/** `collections.owner_id → workspaces` */
export const nameOf = ({ table, column, target }: Reference): string =>
  `${getTableName(table)}.${column.name} → ${getTableName(target)}`;

/** Every way in which something in the database refers to what isn't there. */
export async function dangling(db: Database): Promise<string[]> {
  const counts = await batch(db, (q) => references.map((reference) => orphans(q, reference)));
  return references.flatMap((reference, i) => (counts[i]![0]!.n > 0 ? [nameOf(reference)] : []));
}
