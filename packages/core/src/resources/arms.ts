/** The union of several index ranges in one order, read lazily. */
import { resources, workspaces, type Resource } from '@vesta-cx/db';
import { orderOf, type Database, type Keyset } from '@vesta-cx/db/query';
import { eq, getTableColumns, sql, type SQL } from 'drizzle-orm';

export interface Arms {
  /** The whole condition of each range. */
  arms: (SQL | undefined)[];
  order: Keyset;
  /** Whether the conditions speak of the home workspace. */
  joined: boolean;
  limit: number;
}

/**
 * The first `limit` rows of all ranges together. SQLite and PostgreSQL merge sorted ranges of a
 * UNION ALL without reading further than the limit, so that the cost does not grow with the arms.
 */
export async function armsPage(db: Database, plan: Arms): Promise<Resource[]> {
  const { arms, order, joined, limit } = plan;
  const arm = (condition: SQL | undefined) => {
    const from = db.select(getTableColumns(resources)).from(resources).$dynamic();
    return (
      joined ? from.leftJoin(workspaces, eq(workspaces.id, resources.workspaceId)) : from
    ).where(condition);
  };
  const [first, ...others] = arms.map(arm);
  const all = others.reduce<typeof first>(
    (union, other) => union!.unionAll(other as never) as never,
    first,
  );
  return all!.orderBy(...(others.length > 0 ? byOrdinal(order) : orderOf(order))).limit(limit);
}

/** A UNION is ordered by the places of its result columns: SQLite finds no qualified names there. */
const byOrdinal = ({ columns, direction }: Keyset): SQL[] =>
  columns.map((column) => sql.raw(`${places.indexOf(column) + 1} ${direction}`));

const places: Keyset['columns'][number][] = Object.values(getTableColumns(resources));
