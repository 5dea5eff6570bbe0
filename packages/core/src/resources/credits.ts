/** Who is credited for a resource, with the name and address of each. */
import { resourceAuthors, users, workspaces, type ActorType } from '@vesta-cx/db';
import { compiled, type Database } from '@vesta-cx/db/query';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import { visibleReferences } from '../permissions/index.ts';

/** Somebody credited. `path` is the address of their page. */
export interface Credit {
  type: ActorType;
  id: string;
  role: string | null;
  name: string;
  /** A workspace's slug or a person's handle. */
  slug: string;
  path: string;
  avatarUrl: string | null;
}

export type CreditRow = Awaited<ReturnType<typeof creditRows>>[number];

/**
 * The credits of resources with what names each actor. At most 100 ids. `presentCredits` puts them
 * in order: sorting them here would read every row twice.
 */
export const creditRows = compiled((q, { ids }: { ids: string[] }) =>
  q
    .select({
      resourceId: resourceAuthors.resourceId,
      type: resourceAuthors.authorType,
      id: resourceAuthors.authorId,
      role: resourceAuthors.role,
      position: resourceAuthors.position,
      handle: users.handle,
      displayName: users.displayName,
      userAvatar: sql<string | null>`${users.avatarUrl}`.as('user_avatar'),
      slug: workspaces.slug,
      name: workspaces.name,
      workspaceAvatar: sql<string | null>`${workspaces.avatarUrl}`.as('workspace_avatar'),
      guestReadable: workspaces.guestReadable,
    })
    .from(resourceAuthors)
    .leftJoin(
      users,
      and(eq(resourceAuthors.authorType, 'user'), eq(users.workosUserId, resourceAuthors.authorId)),
    )
    .leftJoin(
      workspaces,
      and(eq(resourceAuthors.authorType, 'workspace'), eq(workspaces.id, resourceAuthors.authorId)),
    )
    .where(inArray(resourceAuthors.resourceId, ids)),
);

/**
 * The credits without those of workspaces that the principal may not see: a credit must not make
 * them known. The home of a resource is known to whoever sees the resource; `homeOf` says its id.
 */
export const shownCredits = (
  db: Database,
  principal: Principal,
  rows: readonly CreditRow[],
  homeOf: (resourceId: string) => string | null | undefined,
): Promise<CreditRow[]> =>
  visibleReferences(db, principal, 'workspace', rows, ({ type, id, resourceId }) =>
    type === 'user' || id === homeOf(resourceId) ? null : id,
  );

/** Credits of one resource as pages show them, in their order. */
export function presentCredits(rows: readonly CreditRow[]): Credit[] {
  const ordered = rows.toSorted((a, b) => a.position - b.position);
  return ordered.flatMap(({ type, id, role, ...row }): Credit[] => {
    if (row.handle !== null) {
      const { handle: slug, displayName, userAvatar: avatarUrl } = row;
      return [
        { type, id, role, name: displayName ?? slug, slug, path: `/user/${slug}`, avatarUrl },
      ];
    }
    if (row.slug === null) return [];
    const { slug, name, workspaceAvatar: avatarUrl } = row;
    return [{ type, id, role, name: name ?? slug, slug, path: `/${slug}`, avatarUrl }];
  });
}
