import type { Column, Table } from 'drizzle-orm';

/** That `columns` of one table refer to `foreignColumns` of another, or of the same. */
export interface ForeignKey {
  columns: Column[];
  foreignTable: Table;
  foreignColumns: Column[];
  /** What becomes of the referring row when the other one is deleted. */
  onDelete: 'cascade' | 'restrict' | 'no action' | 'set null' | 'set default';
}
