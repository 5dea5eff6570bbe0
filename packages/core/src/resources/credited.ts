/** Which resources credit somebody, as far as the principal may know. */
import { resourceAuthors, resources, workspaces, type ActorType } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq, exists, inArray, or, sql, type SQL } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import { inlineViewer, mayOnWorkspace, openTo } from '../permissions/index.ts';

/** Who is credited. */
interface Author {
  type: ActorType;
  id: string;
}

/** SQL condition: the resource credits the author, and the principal may know it. */
export const credited = (db: Database, principal: Principal, author: Author): SQL =>
  and(creditShows(db, principal, author), creditedTo(db, author))!;

/** A workspace that is not public must not become known by a credit: see `presentCredits`. */
const creditShows = (db: Database, principal: Principal, { type, id }: Author) =>
  type === 'user'
    ? undefined
    : or(
        eq(resources.workspaceId, id),
        exists(
          db
            .select({ one: sql`1` })
            .from(workspaces)
            .where(
              and(
                eq(workspaces.id, id),
                openTo(db, principal, workspaces),
                principal.userId === null
                  ? undefined
                  : mayOnWorkspace(inlineViewer(principal), 'read'),
              ),
            ),
        ),
      );

const creditedTo = (db: Database, author: Author): SQL =>
  inArray(
    resources.id,
    db
      .select({ id: sql<string>`${resourceAuthors.resourceId}`.as('credited_id') })
      .from(resourceAuthors)
      .where(
        and(eq(resourceAuthors.authorType, author.type), eq(resourceAuthors.authorId, author.id)),
      ),
  );
