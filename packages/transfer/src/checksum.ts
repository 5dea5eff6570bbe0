/** What two databases agree on when they hold the same. */
import { readPages } from './pages.ts';
import { RunningChecksum, type Checksum } from './running-checksum.ts';
import type { Store } from './store.ts';
import type { Table } from './tables.ts';

export type { Checksum } from './running-checksum.ts';

/**
 * SHA-256 (hex) over the names of the columns and the canonical rows (see values.ts), a line each,
 * in key order. `onRows` is told how many rows have been read.
 */
export async function checksumOf(
  store: Store,
  table: Table,
  onRows: (done: number) => void = () => {},
): Promise<Checksum> {
  const checksum = new RunningChecksum(table);
  for await (const page of readPages(store, table)) {
    for (const row of page) checksum.add(row);
    onRows(checksum.rows);
  }
  return checksum.end();
}
