/** Removes from a table of the target what the source doesn't have. */
import { merge } from './merge.ts';
import { readPages } from './pages.ts';
import { writeOrReport, type Refusals } from './refusals.ts';
import type { Store } from './store.ts';
import type { Table } from './tables.ts';
import type { Row } from './values.ts';

/** Returns how many rows went. Nothing that stays may refer to them any more. */
export async function removeExtra(
  table: Table,
  source: Store,
  target: Store,
  refusals: Refusals,
): Promise<number> {
  const each = async (write: (rows: Row[]) => Promise<void>): Promise<number> => {
    let written = 0;
    const pages = (store: Store) => readPages(store, table, []);
    for await (const { extra } of merge(table, pages(source), pages(target))) {
      written += await writeOrReport(target, table, extra, write, refusals);
    }
    return written;
  };
  if (table.self.length > 0) {
    // They may refer to each other, in any order.
    const alone = (row: Row) => row.map((value, i) => (table.self.includes(i) ? null : value));
    await each((rows) => target.update(table, rows.map(alone), table.self));
  }
  return each((rows) => target.delete(table, rows));
}
