/** Whole tables as streams of pages, in bounded memory. */
import type { Store } from './store.ts';
import type { Table } from './tables.ts';
import { compareRows, keyOf, type Row } from './values.ts';

const mostRows = 1000;
/** Of text in one page. Two pages of each side are held at a time. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The rows of a table in key order, page by page; `columns` narrows what is read besides the key,
 * `bytes` a page.
 * The next page is on its way while one is worked on. Throws when rows come in another order.
 */
export async function* readPages(
  store: Store,
  table: Table,
  columns?: readonly number[],
  bytes = mostBytes,
): AsyncGenerator<Row[], void, void> {
  const fetch = (after: Row | null) =>
    store.read(table, {
      after: after && keyOf(table, after),
      rows: mostRows,
      bytes,
      columns,
    });
  let last: Row | null = null;
  let next = fetch(null);
  for (;;) {
    const page: Row[] = await next;
    if (page.length === 0) return;
    checkOrder(store, table, last, page);
    last = page.at(-1)!;
    next = fetch(last);
    // Whoever stops in the middle never awaits the page that is on its way.
    next.catch(() => {});
    yield page;
  }
}

/** The rows of a table in key order, one by one. */
export async function* readAll(store: Store, table: Table): AsyncGenerator<Row, void, void> {
  for await (const page of readPages(store, table)) yield* page;
}

/** A merge of two streams is only right when both come in the same order. */
function checkOrder(store: Store, table: Table, last: Row | null, page: Row[]): void {
  let previous = last;
  for (const row of page) {
    if (previous && compareRows(table, previous, row) >= 0) {
      const [before, after] = [previous, row].map((it) => JSON.stringify(keyOf(table, it)));
      throw new Error(
        `${store.name} gives the keys of ${table.name} in another order than by bytes: ` +
          `${after} after ${before}`,
      );
    }
    previous = row;
  }
}
