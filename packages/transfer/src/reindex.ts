/**
 * Brings what search compares names by to what the present code makes of them: the folded names
 * (`search_key`) and the words in `search_entries`. Only what differs is written, so that it may be
 * stopped at any point and done again.
 */
import { searchKey } from '@vesta-cx/db/query';
import { searchEntriesFor } from '@vesta-cx/seed/search-entries';
import type { SeedBatch } from '@vesta-cx/seed/rows';
import { merge } from './merge.ts';
import { readPages } from './pages.ts';
import type { Store } from './store.ts';
import { tablesInOrder, type Table } from './tables.ts';
import { compareRows, sameValues, type Row } from './values.ts';

/** How many rows were brought up to date. */
export interface Reindexed {
  keys: number;
  inserted: number;
  updated: number;
  deleted: number;
}

/** What has a name, in the order in which `search_entries` has its type. */
const kinds = [
  { name: 'collections', table: 'collections', length: 120 },
  { name: 'resources', table: 'resources', length: 200 },
  { name: 'teams', table: 'teams', length: 120 },
  { name: 'users', table: 'users', length: 120 },
  { name: 'workspaces', table: 'workspaces', length: 120 },
] as const;

/** Goes through everything that has a name. What is written meanwhile is right already. */
export async function reindex(store: Store): Promise<Reindexed> {
  const tables = new Map(tablesInOrder().map((table) => [table.name, table]));
  const entries = tables.get('search_entries')!;
  const done: Reindexed = { keys: 0, inserted: 0, updated: 0, deleted: 0 };
  const scope = [entries.columns.findIndex(({ property }) => property === 'scope')];
  const wanted = wantedEntries(store, tables, entries, done);
  for await (const { missing, extra, both } of merge(entries, wanted, readPages(store, entries))) {
    const different = both
      .filter(([ours, theirs]) => !sameValues(entries, scope, ours, theirs))
      .map(([ours]) => ours);
    if (missing.length > 0) await store.insert(entries, missing);
    if (different.length > 0) await store.update(entries, different, scope);
    if (extra.length > 0) await store.delete(entries, extra);
    done.inserted += missing.length;
    done.updated += different.length;
    done.deleted += extra.length;
  }
  return done;
}

/** The rows that `search_entries` should have, in the order of its key; folds names on the way. */
async function* wantedEntries(
  store: Store,
  tables: Map<string, Table>,
  entries: Table,
  done: Reindexed,
): AsyncGenerator<Row[], void, void> {
  for (const { name, table: kind, length } of kinds) {
    const table = tables.get(name)!;
    const key = table.columns.findIndex(({ property }) => property === 'searchKey');
    for await (const page of readPages(store, table)) {
      const rows = page.map((row) =>
        Object.fromEntries(table.columns.map(({ property }, i) => [property, row[i]])),
      );
      const stale = page.flatMap((row, i) => {
        const folded = searchKey(nameIn(rows[i]!), length);
        return isNobody(rows[i]!) || row[key] === folded
          ? []
          : [row.map((value, column) => (column === key ? folded : value))];
      });
      if (stale.length > 0) await store.update(table, stale, [key]);
      done.keys += stale.length;
      const named = rows.filter((row) => !isNobody(row));
      const found = searchEntriesFor({ table: kind, rows: named } as unknown as SeedBatch);
      const made = found.map((entry) =>
        entries.columns.map(({ property }) => entry[property as keyof typeof entry]),
      );
      if (made.length > 0) yield made.toSorted((a, b) => compareRows(entries, a, b));
    }
  }
}

const nameIn = (row: Record<string, unknown>): string =>
  ((row.displayName ?? row.name ?? row.title ?? row.excerpt) as string | null) ?? '';

/** Returns whether a row is the holder of deleted accounts' handles, who is not to be found. */
const isNobody = ({ handle }: Record<string, unknown>): boolean =>
  typeof handle === 'string' && handle.startsWith('~');
