import { and, gte, lt, type Column, type SQL } from 'drizzle-orm';
import type { KeysetValue } from './keyset.ts';

/**
 * The condition that `column` starts with `prefix`, as a range that an index can serve. It begins
 * at `from`, the value in the last row of the page before, so that a page far in costs no more than
 * the first: of two lower bounds of a range, `after` being the other, an engine may take either.
 */
export function startsWith(column: Column, prefix: string, from?: KeysetValue): SQL {
  const first = typeof from === 'string' && from.startsWith(prefix) ? from : prefix;
  // U+10FFFF sorts after every character, bytewise on all three engines.
  return and(gte(column, first), lt(column, `${prefix}\u{10FFFF}`))!;
}
