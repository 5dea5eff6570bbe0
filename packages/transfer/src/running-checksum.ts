/** The checksum of a table whose rows go by one after the other. */
import { createHash } from 'node:crypto';
import type { Table } from './tables.ts';
import { canonicalRow, type Row } from './values.ts';

export interface Checksum {
  rows: number;
  /** Hex. */
  sha256: string;
}

/** SHA-256 over the names of the columns and the canonical rows (see values.ts), a line each. */
export class RunningChecksum {
  rows = 0;
  private readonly sum = createHash('sha256');
  private waiting = '';

  constructor(table: Table) {
    this.waiting = `${JSON.stringify(table.columns.map(({ name }) => name))}\n`;
  }

  /** Takes the next row in key order. */
  add(row: Row): void {
    this.waiting += `${canonicalRow(row)}\n`;
    this.rows++;
    // One call for many rows: hashing them one by one costs more than the hash itself.
    if (this.waiting.length >= 64 * 1024) this.flush();
  }

  /** Ends it; nothing can be added any more. */
  end(): Checksum {
    this.flush();
    return { rows: this.rows, sha256: this.sum.digest('hex') };
  }

  private flush(): void {
    this.sum.update(this.waiting);
    this.waiting = '';
  }
}
