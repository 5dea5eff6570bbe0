/** Rows that a target will not take: found one by one, and named so that they can be mended. */
import type { Refusal, Store } from './store.ts';
import type { Table } from './tables.ts';
import { keyOf, Unreadable, type Key, type Row } from './values.ts';

/** A row that was not written, and why. */
export interface RefusedRow extends Refusal {
  table: string;
  key: Key;
}

/** Collects them: all are counted, `onRefused` hears of each. */
export class Refusals {
  count = 0;
  private readonly onRefused: (row: RefusedRow) => void;

  constructor(onRefused: (row: RefusedRow) => void) {
    this.onRefused = onRefused;
  }

  add(table: Table, row: Row, refusal: Refusal): void {
    this.count += 1;
    const column = refusal.column ?? (refusal.constraint ? undefined : suspect(table, row));
    this.onRefused({ table: table.name, key: keyOf(table, row), ...refusal, column });
  }
}

/** Thrown out of a write that was told not to look for the rows at fault. */
export class RefusedChunk extends Error {}

/**
 * Writes rows, and when the store won't take them finds by halving those at fault; the others are
 * written. Returns how many were. Throws what is not about rows, a broken connection for example.
 */
export async function writeOrReport(
  store: Store,
  table: Table,
  rows: Row[],
  write: (rows: Row[]) => Promise<void>,
  refusals: Refusals,
): Promise<number> {
  if (rows.length === 0) return 0;
  try {
    await write(rows);
    return rows.length;
  } catch (error) {
    const refusal = store.explain(error);
    if (!refusal) throw error;
    if (rows.length === 1) {
      refusals.add(table, rows[0]!, refusal);
      return 0;
    }
  }
  const half = Math.ceil(rows.length / 2);
  return (
    (await writeOrReport(store, table, rows.slice(0, half), write, refusals)) +
    (await writeOrReport(store, table, rows.slice(half), write, refusals))
  );
}

/** Parts rows that can be written from those with a value that no row has; these are reported. */
export function readable(table: Table, rows: Row[], refusals: Refusals): Row[] {
  return rows.filter((row) => {
    const at = row.findIndex((value) => value instanceof Unreadable);
    if (at < 0) return true;
    const { reason } = row[at] as Unreadable;
    refusals.add(table, row, {
      message: `In the source, ${reason}`,
      column: table.columns[at]!.name,
    });
    return false;
  });
}

/** The column that is probably at fault where the engine names none. */
function suspect(table: Table, row: Row): string | undefined {
  return table.columns.find(({ type, length }, i) => {
    const value = row[i];
    if (typeof value === 'number') return (value | 0) !== value;
    if (type === 'json') return /\\u(?:0000|d[89a-f])/.test(JSON.stringify(value));
    if (typeof value !== 'string') return false;
    return value.includes('\0') || (length !== null && [...value].length > length);
  })?.name;
}
