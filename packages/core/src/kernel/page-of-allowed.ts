/** Lists of what somebody may do something with, where asking about a row costs more than finding it. */
import type { Keyset, KeysetValue } from '@vesta-cx/db/query';
import { merge } from './merge.ts';

/** A row that may be on the list. */
export interface Candidate {
  id: string;
  searchKey: string;
}

/** The reading of such a list. */
export interface AllowedPage<Row> {
  /** By id, or by search key and id. */
  order: Keyset;
  /** The values of the row that the list begins after. */
  begin: readonly KeysetValue[] | undefined;
  /** The next candidates of each place where they can be, in the order of the list; places may overlap. */
  candidates: (
    begin: readonly KeysetValue[] | undefined,
    size: number,
  ) => Promise<readonly Candidate[][]>;
  /** Those of them that belong on the list, in any order. */
  allowed: (ids: string[]) => Promise<Row[]>;
  idOf: (row: Row) => string;
}

/** Maximum of rows asked about at once: D1 binds at most 100 values. */
const mostAsked = 50;

/** The first `limit` rows of the list. */
export async function pageOfAllowed<Row>(
  { order, begin, candidates, allowed, idOf }: AllowedPage<Row>,
  limit: number,
): Promise<Row[]> {
  const valuesOf = ({ id, searchKey }: Candidate): KeysetValue[] =>
    order.columns.length > 1 ? [searchKey, id] : [id];
  const found: Row[] = [];
  const size = Math.min(limit, mostAsked);
  let start = begin;
  for (;;) {
    const merged = merge(await candidates(start, size), order, valuesOf, Infinity);
    const next = [...new Map(merged.map((row) => [row.id, row])).values()].slice(0, size);
    if (next.length === 0) return found;
    const rows = new Map((await allowed(next.map(({ id }) => id))).map((row) => [idOf(row), row]));
    found.push(...next.flatMap(({ id }) => rows.get(id) ?? []));
    if (found.length >= limit) return found.slice(0, limit);
    if (next.length < size) return found;
    start = valuesOf(next.at(-1)!);
  }
}
