/** Query utilities that hide what the dialects do differently. */
export {
  batch,
  changedRows,
  insertIgnore,
  insertReturning,
  isUniqueViolation,
  rowsPerInsert,
  upsert,
  type AnyTable,
  type Database,
  type Statement,
} from '#engine';
export * from './keyset.ts';
export { startsWith } from './prefix.ts';
export { searchKey } from './search-key.ts';
