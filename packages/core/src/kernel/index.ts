export { pageByName } from './by-name.ts';
export {
  candidateColumns,
  isNamed,
  visibleIf,
  type Candidate as NamedCandidate,
} from './candidates.ts';
export { sealedPage } from './cursors.ts';
export { check } from './check.ts';
export * from './errors.ts';
export { readableHost, readableMail, readableUrl } from './hosts.ts';
export { logError } from './log.ts';
export { merge } from './merge.ts';
export * from './principal.ts';
export { readerSelect } from './reader-select.ts';
export { remembered } from './remembered.ts';
export { currentRequestId, withRequestId } from './request-id.ts';
export { requirePerson, requireUnrestrictedKey } from './require.ts';
export { reservedNames } from './reserved.ts';
export { pageOfAllowed, type Candidate } from './page-of-allowed.ts';
export type { Services } from './services.ts';
export { readInSlices, slicesOf } from './slices.ts';
export {
  checkSlug,
  freeSlug,
  insertWithSlug,
  slugify,
  slugTaken,
  type AskedSlug,
  type SlugAnswer,
  type SlugSpace,
} from './slugs.ts';
export {
  abortIf,
  atVersion,
  changeSeen,
  crowded,
  nextVersion,
  requireDeleted,
  requireUnchanged,
  requireVersion,
  versionOf,
  type Expected,
} from './versions.ts';
export { idIfExists } from './parents.ts';
export {
  deletedUserId,
  reserveHandles,
  isMarkedDeleted,
  wasDeleted,
  markDeleted,
} from './deleted-user.ts';
export { references, tables } from './references.ts';
export { keepFormerSlug, takeSlug, hadSlug, mostFormerSlugs } from './former-slugs.ts';
export { remove } from './removal.ts';
export {
  insertSearchEntries,
  replaceSearchEntries,
  deleteSearchEntries,
} from './search-entries.ts';
export { oneLine, withoutControls } from './text.ts';
export { waitingTime } from './waiting.ts';
export { requireFewChanges, renameLimit } from './renames.ts';
