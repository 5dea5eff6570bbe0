/**
 * Unique values that rows of the target are about to give up. Two rows that exchange a slug can't
 * be updated one after the other: the first would take what the second still has. So whatever is
 * to go is first replaced by something that nobody else has.
 */
import { randomBytes, randomInt } from 'node:crypto';
import { merge } from './merge.ts';
import { readPages } from './pages.ts';
import type { Store } from './store.ts';
import type { Table } from './tables.ts';
import { sameValues, type Row } from './values.ts';

/**
 * Frees the unique values of the target's rows that the source has no longer, or has with others.
 * The rows stay, as the rows that refer to them need them. A transfer that is cut off afterwards
 * finds them different and goes on.
 */
export async function freeUniqueValues(table: Table, source: Store, target: Store): Promise<void> {
  const columns = [...new Set(table.uniques.map((unique) => freeableColumn(table, unique)))];
  const unique = [...new Set(table.uniques.flat())];
  const pages = (store: Store) => readPages(store, table, unique);
  for await (const { extra, both } of merge(table, pages(source), pages(target))) {
    const moved = both.filter(([ours, theirs]) => !sameValues(table, unique, ours, theirs));
    const rows = [...extra, ...moved.map(([, theirs]) => theirs)];
    const freed = rows.map((row) => freedRow(table, columns, row));
    if (freed.length > 0) await target.update(table, freed, columns);
  }
}

/** The column of a unique index that can hold any value of its type. */
export function freeableColumn(table: Table, unique: number[]): number {
  const bound = new Set([...table.key, ...table.references.flatMap(({ columns }) => columns)]);
  const free = unique.find((i) => {
    const { type, values } = table.columns[i]!;
    return !bound.has(i) && values === null && (type === 'string' || type === 'number');
  });
  if (free === undefined) {
    const names = unique.map((i) => table.columns[i]!.name).join(', ');
    throw new Error(`No column of the unique index ${table.name} (${names}) is free to change`);
  }
  return free;
}

function freedRow(table: Table, columns: number[], row: Row): Row {
  const freed = [...row];
  for (const i of columns) {
    freed[i] =
      table.columns[i]!.type === 'string'
        ? // Lower case, and short enough for any column that is unique.
          `~${randomBytes(9).toString('hex')}`
        : randomInt(2 ** 30, 2 ** 31 - 1);
  }
  return freed;
}
