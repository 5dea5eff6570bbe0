/**
 * `guest_readable` says what the rules answer when a guest asks to read. It is written wherever
 * the answer can change, so that public lists are one range of one index.
 */
import { collections, resources, workspaces } from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { guest } from '../kernel/index.ts';
import { mayOnCollection, mayOnResource, mayOnWorkspace } from './filter.ts';

/** Refreshes a workspace, its resources and its collections. */
export function refreshWorkspace(q: Database, workspaceId: string): Statement[] {
  return [
    q
      .update(workspaces)
      .set({
        guestReadable: sql`(${mayOnWorkspace(guest, 'read')})`,
        updatedAt: unchanged(workspaces.updatedAt),
      })
      .where(eq(workspaces.id, workspaceId)),
    refreshResources(q, eq(resources.workspaceId, workspaceId)),
    refreshCollections(
      q,
      and(eq(collections.ownerType, 'workspace'), eq(collections.ownerId, workspaceId))!,
    ),
  ];
}

/** Refreshes the resources that `which` finds; they live in a workspace. */
export function refreshResources(q: Database, which: SQL): Statement {
  const answer = sql`(select ${mayOnResource(guest, 'read')} from ${workspaces}
    where ${workspaces.id} = ${resources.workspaceId})`;
  return q
    .update(resources)
    .set({ guestReadable: answer, updatedAt: unchanged(resources.updatedAt) })
    .where(which);
}

/** Refreshes the collections that `which` finds; workspaces own them. */
export function refreshCollections(q: Database, which: SQL): Statement {
  const answer = sql`(select ${mayOnCollection(guest, 'read')} from ${workspaces}
    where ${workspaces.id} = ${collections.ownerId})`;
  return q
    .update(collections)
    .set({ guestReadable: answer, updatedAt: unchanged(collections.updatedAt) })
    .where(which);
}

// Drizzle would stamp the row; nobody has changed it.
const unchanged = (
  column:
    SQL | typeof workspaces.updatedAt | typeof resources.updatedAt | typeof collections.updatedAt,
) => sql`${column}`;
