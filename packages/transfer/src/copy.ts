/** Brings one table of the target to what the source has, but for rows that only the target has. */
import { merge, noPages } from './merge.ts';
import { readPages } from './pages.ts';
import { freeUniqueValues } from './free-unique-values.ts';
import { readable, RefusedChunk, Refusals, writeOrReport } from './refusals.ts';
import type { Store } from './store.ts';
import type { Table } from './tables.ts';
import { sameValues, type Row } from './values.ts';

/** What happened to a table's rows, or would happen. */
export interface Changes {
  inserted: number;
  updated: number;
  /** Rows that only the target has. */
  extra: number;
}

export interface CopyOptions {
  source: Store;
  target: Store;
  refusals: Refusals;
  /** Only counts. */
  dryRun: boolean;
  /** Told how many of the source's rows have been dealt with. */
  onRows: (done: number) => void;
}

/**
 * Inserts what the target lacks and updates what differs. Where a unique value that a row gives up
 * stands in the way of another, all such values are given up first (see free-unique-values.ts), and the table is
 * gone through again: rarely needed, so not paid for each time.
 */
export async function copyTable(table: Table, options: CopyOptions): Promise<Changes> {
  const { target, dryRun } = options;
  const settled = await target.hasRows(table);
  const mayCollide = settled && table.uniques.length > 0;
  let changes: Changes;
  try {
    changes = await copyRows(table, options, { settled, giveUp: mayCollide });
  } catch (error) {
    if (!(error instanceof RefusedChunk)) throw error;
    await freeUniqueValues(table, options.source, target);
    changes = await copyRows(table, options, { settled, giveUp: false });
  }
  if (table.self.length > 0 && !dryRun) await setSelf(table, options);
  return changes;
}

interface Way {
  /** True if the target has rows to compare with. */
  settled: boolean;
  /** Throw a RefusedChunk instead of looking for the rows at fault. */
  giveUp: boolean;
}

async function copyRows(
  table: Table,
  { source, target, refusals, dryRun, onRows }: CopyOptions,
  { settled, giveUp }: Way,
): Promise<Changes> {
  const changes: Changes = { inserted: 0, updated: 0, extra: 0 };
  const all = table.columns.map((_, i) => i);
  // What refers to the same table is set when all rows are there.
  const columns = all.filter((i) => !table.key.includes(i) && !table.self.includes(i));
  const write = async (given: Row[], how: (rows: Row[]) => Promise<void>): Promise<number> => {
    const rows = readable(table, given, giveUp ? givingUp : refusals);
    if (dryRun || rows.length === 0) return rows.length;
    if (!giveUp) return writeOrReport(target, table, rows, how, refusals);
    await how(rows).catch((error) => throwRefused(target, error));
    return rows.length;
  };
  let done = 0;
  onRows(0);
  const ours = readPages(source, table, undefined, target.mostBytes);
  const there = settled ? readPages(target, table) : noPages();
  for await (const { missing, extra, both } of merge(table, ours, there)) {
    const different = both
      .filter(([ours, theirs]) => !sameValues(table, all, ours, theirs))
      .map(([ours]) => ours);
    const fresh = missing.map((row) => withoutSelf(table, row));
    changes.inserted += await write(fresh, (rows) => target.insert(table, rows));
    changes.updated += await write(different, (rows) => target.update(table, rows, columns));
    changes.extra += extra.length;
    done += missing.length + both.length;
    onRows(done);
  }
  return changes;
}

/** For the first try: the second one reports. */
const givingUp = new Refusals(() => {
  throw new RefusedChunk();
});

function throwRefused(target: Store, error: unknown): never {
  throw target.explain(error) ? new RefusedChunk() : error;
}

function withoutSelf(table: Table, row: Row): Row {
  return table.self.length === 0
    ? row
    : row.map((value, i) => (table.self.includes(i) ? null : value));
}

/** Sets the columns that refer to rows of the same table, all of which are there by now. */
async function setSelf(table: Table, { source, target, refusals }: CopyOptions): Promise<void> {
  const pages = (store: Store) => readPages(store, table, table.self);
  for await (const { both } of merge(table, pages(source), pages(target))) {
    const different = both
      .filter(([ours, theirs]) => !sameValues(table, table.self, ours, theirs))
      .map(([ours]) => ours);
    const set = (rows: Row[]) => target.update(table, rows, table.self);
    await writeOrReport(target, table, readable(table, different, refusals), set, refusals);
  }
}
