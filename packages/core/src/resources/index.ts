export { locate } from './address.ts';
export { findAuthor } from './authors.ts';
export * as operations from './operations.ts';
export { replaceAuthors, replaceUrls, update } from './update.ts';
export { create, createStatus, remove, suggestSlug } from './commands.ts';
export { summaries, type ResourceSummary, shownCovers, songCovers, pathOf } from './hydrate.ts';
export { resourceStates } from './list-page.ts';
export {
  contents,
  list,
  listedAt,
  ownStatuses,
  shown,
  statusesOf,
  unfinished,
  type ListResources,
} from './queries.ts';
export { addressOf, authorize, isPublished, resourceChain, place } from './rights.ts';
export { reservedResourceSlugs } from './reserved.ts';
export {
  authorsSchema,
  maxUrls,
  newResourceSchema,
  updateResourceSchema,
  urlSchema,
  urlsSchema,
  type NewResourceInput,
  type UpdateResource,
} from './schemas.ts';
export { linkName } from './services.ts';
export { read, readLocated, type ResourceView } from './view.ts';
export { homePosition } from './statements.ts';
export {
  homeId,
  keyOf,
  latestAt,
  publishedAt,
  valueOf,
  type HomeAddress,
} from './workspace-lists.ts';
