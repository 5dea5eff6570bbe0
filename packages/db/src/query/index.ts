/** Query utilities that hide what the dialects do differently. */
export {
  batch,
  changedRows,
  foreignKeysOf,
  insertIgnore,
  insertReturning,
  isUniqueViolation,
  rowsPerInsert,
  upsert,
  type AnyTable,
  type Database,
  type Statement,
  type InsertValues,
} from '#engine';
export { isDatabaseFailure } from '../engine/failure.ts';
export type { ForeignKey } from '../engine/foreign-key.ts';
export { compiled, type BoundValue } from './compiled.ts';
export { datesOf, dayOf, startOfDay } from './days.ts';
export * from './keyset.ts';
export { startsWith } from './prefix.ts';
export { fold } from './fold.ts';
export { searchKey } from './search-key.ts';
export { staticCollections } from './static-collections.ts';
export { hasWords, searchEntriesOf, searchWords, type Searchable } from './search-words.ts';
