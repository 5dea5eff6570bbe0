/** Which circles a page of resources comes from, so that it reads no more of them than it shows. */
import { resources, workspaces } from '@vesta-cx/db';
import { batch, orderOf, type Database, type Keyset } from '@vesta-cx/db/query';
import { aliasedTable, and, eq, sql, type SQL } from 'drizzle-orm';
import type { Person } from '../kernel/index.ts';
import { circlesOf } from '../permissions/index.ts';
import { propertyOf } from './union-page.ts';

export interface CirclesPlan {
  order: Keyset;
  /** What a row of the page must be, permission and place in the list included. */
  shown: SQL;
  /** The list is the union of these. */
  ranges: (SQL | undefined)[];
  limit: number;
}

/**
 * The ranges of one circle each that hold the first `limit` rows of the list. Of each circle that
 * the person is in, its first row is looked at: who comes later with that than `limit` others has
 * nothing on the page. So it costs a few reads a circle, and a page of an index for those named.
 */
export async function circleRanges(
  db: Database,
  person: Person,
  { order, shown, ranges, limit }: CirclesPlan,
): Promise<SQL[]> {
  const found = await batch(db, (q) =>
    ranges.map((range) => {
      const circles = circlesOf(q, person).as('circles');
      const first = q
        .select({ id: resources.id })
        .from(resources)
        .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
        .where(and(eq(resources.circle, circles.id), range, shown))
        .orderBy(...orderOf(order))
        .limit(1);
      const head = aliasedTable(resources, 'head');
      return q
        .select({ id: sql<string>`${circles.id}`.as('circle_of_page') })
        .from(circles)
        .innerJoin(head, sql`${head.id} = ${first}`)
        .orderBy(
          ...orderOf({
            columns: order.columns.map((column) => head[propertyOf(column)]),
            direction: order.direction,
          }),
        )
        .limit(limit);
    }),
  );
  return found.flatMap((rows, i) =>
    rows.map(({ id }) => and(eq(resources.circle, id), ranges[i])!),
  );
}
