/** What the formats of an export have in common. */
import type { Table } from '../tables.ts';
import type { Row } from '../values.ts';
import type { OutFolder } from './files.ts';
import type { ModelTable } from './model.ts';

/** What a format works with. */
export interface Exporting {
  /** Each after all that it refers to. */
  tables: ModelTable[];
  /**
   * The rows of a table in key order, to be taken once. `problem` says why the format can't hold a row:
   * such a row is left out and reported.
   */
  rows(table: Table, problem?: (row: Row) => string | null): AsyncIterable<Row>;
  out: OutFolder;
}

/** Writes one format; what a person does with the files goes into their README. */
export interface Format {
  /** Writes the files of all tables. */
  write(exporting: Exporting): Promise<void>;
  /** The README's text on how to load it, in Markdown. */
  readme(tables: readonly ModelTable[]): string;
}
