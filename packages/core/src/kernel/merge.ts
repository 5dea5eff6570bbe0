/** Several pages of one list as one. */
import type { Keyset, KeysetValue } from '@vesta-cx/db/query';

/** The first `limit` rows of pages that are each in the list's order and have no row in common. */
export function merge<T>(
  pages: readonly T[][],
  { direction }: Pick<Keyset, 'direction'>,
  valuesOf: (row: T) => readonly KeysetValue[],
  limit: number,
): T[] {
  if (pages.length === 1) return pages[0]!.slice(0, limit);
  const sign = direction === 'asc' ? 1 : -1;
  return pages
    .flat()
    .sort((a, b) => {
      const [left, right] = [valuesOf(a), valuesOf(b)];
      const at = left.findIndex((value, i) => value < right[i]! || value > right[i]!);
      return at < 0 ? 0 : left[at]! < right[at]! ? -sign : sign;
    })
    .slice(0, limit);
}
