/** Two streams of rows in key order, side by side. */
import type { Table } from './tables.ts';
import { compareRows, type Row } from './values.ts';

/** What a stretch of two tables has: rows that only one of them has, and pairs of equal keys. */
export interface Stretch {
  missing: Row[];
  extra: Row[];
  both: [source: Row, target: Row][];
}

type Pages = AsyncGenerator<Row[], void, void>;

/** Walks through both in key order, a page's worth at a time. */
export async function* merge(
  table: Table,
  source: Pages,
  target: Pages,
): AsyncGenerator<Stretch, void, void> {
  try {
    let [left, right] = await Promise.all([nextPage(source), nextPage(target)]);
    while (left || right) {
      const stretch: Stretch = { missing: [], extra: [], both: [] };
      while ((left ?? right)!.more() && (right ?? left)!.more()) {
        const order = !left ? 1 : !right ? -1 : compareRows(table, left.row(), right.row());
        if (order < 0) stretch.missing.push(left!.take());
        else if (order > 0) stretch.extra.push(right!.take());
        else stretch.both.push([left!.take(), right!.take()]);
      }
      yield stretch;
      if (left && !left.more()) left = await nextPage(source);
      if (right && !right.more()) right = await nextPage(target);
    }
  } finally {
    await Promise.all([source.return(), target.return()]);
  }
}

/** A stream without rows. */
export async function* noPages(): Pages {}

async function nextPage(pages: Pages): Promise<Cursor | null> {
  const { value } = await pages.next();
  return value ? new Cursor(value) : null;
}

class Cursor {
  private readonly rows: Row[];
  private at = 0;

  constructor(rows: Row[]) {
    this.rows = rows;
  }

  more = () => this.at < this.rows.length;
  row = () => this.rows[this.at]!;
  take = () => this.rows[this.at++]!;
}
