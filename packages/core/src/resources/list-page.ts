/** What lists of resources have in common: an order, ranges of an index, and a page of their union. */
import {
  resources,
  resourceTypes,
  type ActorType,
  type ListingStatus,
  type OwnerType,
  type Resource,
  type ResourceType,
} from '@vesta-cx/db';
import {
  after,
  compiled,
  decodeCursor,
  pageOf,
  type Database,
  type Keyset,
  type KeysetValue,
  type Page,
} from '@vesta-cx/db/query';
import { and, eq, gt, inArray, lte, type SQL } from 'drizzle-orm';
import { invalidField, isNamed } from '../kernel/index.ts';
import { propertyOf, unionOf, unionPage, type UnionPlan } from './union-page.ts';

export const resourceStates = ['published', 'draft', 'scheduled', 'all'] as const;
export type ResourceState = (typeof resourceStates)[number];

/** Which resources a list has, and how many of them at once. */
export interface Slice {
  limit: number;
  cursor?: string | undefined;
  type?: readonly ResourceType[] | undefined;
  /**
   * Titles with these words, folded. Anywhere those that begin with them come first; the others, and
   * lists of one workspace, author or owner, are alphabetical.
   */
  q?: string | undefined;
}

/** What everybody may find. */
export interface PublicSlice extends Slice {
  /** Credited to this actor; the list is then in the order of creation. */
  author?: { type: ActorType; id: string } | undefined;
  /** Accounted for by this owner; the list is then in the order of creation. */
  owner?: { type: OwnerType; id: string } | undefined;
}

/** What one workspace has. */
export interface WorkspaceSlice extends Slice {
  status?: ListingStatus | undefined;
}

/** By the date that readers are shown: of a release its day, of everything else its publication. */

export const newestDated: Keyset = {
  columns: [resources.datedAt, resources.id],
  direction: 'desc',
};
export const newestPublished: Keyset = {
  columns: [resources.publishedAt, resources.id],
  direction: 'desc',
};
export const soonest: Keyset = { ...newestPublished, direction: 'asc' };
export const newest: Keyset = { columns: [resources.id], direction: 'desc' };
export const alphabetical: Keyset = {
  columns: [resources.searchKey, resources.id],
  direction: 'asc',
};

export interface Plan {
  limit: number;
  cursor?: string | undefined;
  order: Keyset;
  conditions: (SQL | undefined)[];
  /** The list is the union of these; each is one range of one index in the order of the list. */
  ranges: (SQL | undefined)[];
  /** Whether the conditions speak of the home workspace. */
  joined?: boolean;
}

export const page = async (db: Database, plan: Plan): Promise<Page<Resource>> =>
  pageOfRows(plan, await unionPage(db, unionOfPlan(plan, plan.limit + 1)));

/**
 * Returns how guests read the first `rows` of a list of at most five ranges: SQL compiled once per
 * shape. `plan` hands the values on without looking into them (see `compiled`).
 */
export const forGuests = <Values extends { rows: number; now: Date; home?: string }, Form>(
  plan: (q: Database, values: Values, form: Form) => Omit<Plan, 'limit'>,
) =>
  compiled((q: Database, values: Values, form: { form: Form }) =>
    unionOf(q, unionOfPlan(plan(q, values, form.form), values.rows)),
  );

function unionOfPlan(plan: Omit<Plan, 'limit'>, limit: number): UnionPlan {
  const { order, conditions, ranges, joined = false } = plan;
  const start = startOf(plan);
  return {
    ranges: ranges.map((range) => and(...conditions, range, start)),
    order,
    joined,
    limit,
  };
}

/** One more row than the page has says that there is another. */
export function pageOfRows({ limit, order }: Pick<Plan, 'limit' | 'order'>, rows: Resource[]) {
  const properties = order.columns.map(propertyOf);
  return pageOf(rows, limit, (row) => properties.map((name) => row[name] as KeysetValue));
}

/** That the title has the words of `q`. */
export const titled = (db: Database, q: string | undefined): SQL | undefined =>
  q ? isNamed(db, 'resource', resources.id, q) : undefined;

/** Where a page begins. */
export const startOf = ({ cursor, order }: Pick<Plan, 'cursor' | 'order'>): SQL | undefined =>
  cursor ? after(order, valuesOf(cursor, order)) : undefined;

/**
 * That the date by which a list is ordered is before `now` or, in the order of what comes, after it.
 * Past that the cursor says so already. Of two bounds SQLite goes by one, and would read all that
 * stands before the page.
 */
export function until(now: Date, cursor: string | undefined, order: Keyset): SQL | undefined {
  const [date] = order.columns;
  const [from] = cursor ? valuesOf(cursor, order) : [];
  const [isPast, bound] = order.direction === 'desc' ? [from! <= now, lte] : [from! >= now, gt];
  return isPast ? undefined : bound(date as typeof resources.datedAt, now);
}

/** The values of a cursor, when they are of the kinds that the order's columns have. */
export function valuesOf(cursor: string, { columns }: Keyset): KeysetValue[] {
  const values = decodeCursor(cursor, columns);
  if (!values) throw invalidField('cursor', 'This cursor does not belong to this list');
  return values;
}

/** One range a type; a single range when all types are meant, unless `apart`. */
export function eachType(
  types: readonly ResourceType[] | undefined,
  apart = false,
): (SQL | undefined)[] {
  const some = new Set(types?.length ? types : resourceTypes);
  if (some.size === resourceTypes.length && !apart) return [undefined];
  return [...some].map((type) => eq(resources.type, type));
}

export const oneOfTypes = (types: readonly ResourceType[] | undefined): SQL | undefined =>
  types && types.length > 0 ? inArray(resources.type, [...types]) : undefined;
