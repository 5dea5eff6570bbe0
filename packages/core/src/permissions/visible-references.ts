/** Whether what stands beside a row may be shown: who is credited, which album a cover is from. */
import { collections, resources, workspaces } from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { slicesOf } from '../kernel/index.ts';
import type { Principal } from '../kernel/index.ts';
import { inlineViewer } from './viewer.ts';
import { mayOnCollection, mayOnResource, mayOnWorkspace } from './confined.ts';

/**
 * Returns whether the principal may read the row of `collections`, as a column of a query that left joins
 * it and its workspace. What guests may read is shown to everybody: asking the rules about it would
 * cost more and keep nothing secret.
 */
export function mayShowCollection(principal: Principal) {
  const others =
    principal.userId === null
      ? sql``
      : sql`when ${collections.id} is not null
          then ${mayOnCollection(inlineViewer(principal), 'read')}`;
  return sql`case when ${collections.guestReadable} then true ${others} else false end`
    .mapWith(Boolean)
    .as('may_show_collection');
}

/** Something that names a workspace or a resource; `guestReadable` is of that. */
interface Referring {
  guestReadable: boolean | null;
}

/**
 * Those of the rows that name nothing the principal may not read. `referenceOf` is the id of what a row
 * names, null where that needs no asking. Things that guests may not read are asked about once
 * each, in one round trip; there is none for guests or where nothing is hidden.
 */
export async function visibleReferences<T extends Referring>(
  db: Database,
  principal: Principal,
  type: 'workspace' | 'resource',
  rows: readonly T[],
  referenceOf: (row: T) => string | null,
): Promise<T[]> {
  const isOpen = (row: T) => row.guestReadable === true || referenceOf(row) === null;
  const hidden = new Set(rows.filter((row) => !isOpen(row)).map((row) => referenceOf(row)!));
  const visible = await readable(db, principal, type, [...hidden]);
  return rows.filter((row) => isOpen(row) || visible.has(referenceOf(row)!));
}

async function readable(
  db: Database,
  principal: Principal,
  type: 'workspace' | 'resource',
  ids: string[],
): Promise<Set<string>> {
  if (principal.userId === null || ids.length === 0) return new Set();
  const me = inlineViewer(principal);
  const ask = (q: Database, some: string[]) =>
    type === 'workspace'
      ? q
          .select({ id: workspaces.id })
          .from(workspaces)
          .where(and(inArray(workspaces.id, some), mayOnWorkspace(me, 'read')))
      : q
          .select({ id: resources.id })
          .from(resources)
          .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
          .where(and(inArray(resources.id, some), mayOnResource(me, 'read')));
  const found = await batch(db, (q) => slicesOf(ids).map((some) => ask(q, some)));
  return new Set(found.flat().map(({ id }) => id));
}
