/** What two databases agree on when they hold the same. */
import { createHash } from 'node:crypto';
import { readPages } from './pages.ts';
import type { Store } from './store.ts';
import type { Table } from './tables.ts';
import { canonicalRow } from './values.ts';

export interface Checksum {
  rows: number;
  sha256: string;
}

/**
 * SHA-256 (hex) over the names of the columns and the canonical rows (see values.ts), a line each,
 * in key order. `onRows` is told how many rows have been read.
 */
export async function checksumOf(
  store: Store,
  table: Table,
  onRows: (done: number) => void = () => {},
): Promise<Checksum> {
  const sum = createHash('sha256');
  sum.update(`${JSON.stringify(table.columns.map(({ name }) => name))}\n`);
  let rows = 0;
  for await (const page of readPages(store, table)) {
    sum.update(page.map((row) => `${canonicalRow(row)}\n`).join(''));
    rows += page.length;
    onRows(rows);
  }
  return { rows, sha256: sum.digest('hex') };
}
