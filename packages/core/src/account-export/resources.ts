/** The resources that a person owns, with what their types add. */
import { albums, posts, resources, songs, workspaces } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq, type SQL } from 'drizzle-orm';
import { allRows, exportedColumns } from './rows.ts';

/** Every resource that the person owns, oldest first. */
export const resourcesOf = (db: Database, userId: string) =>
  allRows(
    [resources.id],
    ownedBy(userId),
    ({ where, orderBy, limit }) =>
      db
        .select({
          resource: exportedColumns(resources),
          post: posts,
          song: songs,
          album: albums,
          workspace: { id: workspaces.id, slug: workspaces.slug },
        })
        .from(resources)
        .leftJoin(posts, eq(posts.resourceId, resources.id))
        .leftJoin(songs, eq(songs.resourceId, resources.id))
        .leftJoin(albums, eq(albums.resourceId, resources.id))
        .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
    ({ resource }) => [resource.id],
  );

/** SQL condition: the person owns the row of `resources`. */
export const ownedBy = (userId: string): SQL =>
  and(eq(resources.ownerType, 'user'), eq(resources.ownerId, userId))!;
