/** The checksum of a table whose rows go by one after the other: the same as `checksumOf` reads. */
import { createHash } from 'node:crypto';
import type { Table } from './tables.ts';
import { canonicalRow, type Row } from './values.ts';

/** SHA-256 (hex) over the names of the columns and the canonical rows, a line each, in key order. */
export class RunningChecksum {
  rows = 0;
  private readonly sum = createHash('sha256');

  constructor(table: Table) {
    this.sum.update(`${JSON.stringify(table.columns.map(({ name }) => name))}\n`);
  }

  add(row: Row): void {
    this.sum.update(`${canonicalRow(row)}\n`);
    this.rows++;
  }

  /** Ends it; nothing can be added any more. */
  end(): { rows: number; sha256: string } {
    return { rows: this.rows, sha256: this.sum.digest('hex') };
  }
}
