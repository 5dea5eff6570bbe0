import { and, gte, lt, type Column, type SQL } from 'drizzle-orm';

/** The condition that `column` starts with `prefix`, as a range that an index can serve. */
export function startsWith(column: Column, prefix: string): SQL {
  // U+10FFFF sorts after every character, bytewise on all three engines.
  return and(gte(column, prefix), lt(column, `${prefix}\u{10FFFF}`))!;
}
