/** The union of several index ranges in one order, read lazily. */
import { dialect, resources, workspaces, type Resource } from '@vesta-cx/db';
import {
  batch,
  orderOf,
  type Database,
  type Keyset,
  type KeysetValue,
  type Statement,
} from '@vesta-cx/db/query';
import { eq, getTableColumns, sql, type Column, type SQL } from 'drizzle-orm';
import { merge } from '../kernel/index.ts';

export interface UnionPlan {
  /** The whole condition of each range. */
  ranges: (SQL | undefined)[];
  order: Keyset;
  /** True if the conditions speak of the home workspace. */
  joined: boolean;
  limit: number;
}

/** D1's limit of terms in one compound SELECT. */
const rangesPerStatement = 5;

const columns = Object.entries(getTableColumns(resources)) as [keyof Resource, Column][];

/** Returns what a row is called by a column of the schema. */
export const propertyOf = (column: Column): keyof Resource =>
  columns.find(([, candidate]) => candidate === column)![0];

/**
 * The first `limit` rows of all ranges together, so that the cost does not grow with the ranges.
 * SQLite merges the sorted ranges of a UNION ALL without reading further than the limit, and allows
 * no LIMIT in them; servers read a range to its end unless it has one.
 */
export async function unionPage(db: Database, plan: UnionPlan): Promise<Resource[]> {
  const { ranges, order, limit } = plan;
  const unions: UnionPlan[] = [];
  for (let i = 0; i < ranges.length; i += rangesPerStatement) {
    unions.push({ ...plan, ranges: ranges.slice(i, i + rangesPerStatement) });
  }
  if (unions.length === 1) return unionOf(db, plan);
  const pages = (await batch(db, (q) =>
    unions.map((union) => unionOf(q, union) as unknown as Statement),
  )) as Resource[][];
  const properties = order.columns.map(propertyOf);
  return merge(pages, order, (row) => properties.map((name) => row[name] as KeysetValue), limit);
}

/** One statement for at most five ranges. */
export function unionOf(q: Database, { ranges, order, joined, limit }: UnionPlan) {
  const rowsOf = (condition: SQL | undefined) => {
    const from = q.select(getTableColumns(resources)).from(resources).$dynamic();
    const rows = (
      joined ? from.leftJoin(workspaces, eq(workspaces.id, resources.workspaceId)) : from
    ).where(condition);
    return dialect === 'sqlite' ? rows : rows.orderBy(...orderOf(order)).limit(limit);
  };
  const [first, ...others] = ranges.map(rowsOf);
  const all = others.reduce<typeof first>(
    (union, other) => union!.unionAll(other as never) as never,
    first,
  );
  return all!.orderBy(...(others.length > 0 ? byOrdinal(order) : orderOf(order))).limit(limit);
}

/** A UNION is ordered by the places of its result columns: SQLite finds no qualified names there. */
const byOrdinal = (order: Keyset): SQL[] =>
  order.columns.map((column) => {
    const place = columns.findIndex(([, candidate]) => candidate === column) + 1;
    return sql.raw(`${place} ${order.direction}`);
  });
