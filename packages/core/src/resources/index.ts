export { locate, type Located } from './address.ts';
export { findAuthor } from './authors.ts';
export * as operations from './operations.ts';
export { replaceAuthors, replaceUrls, update } from './update.ts';
export { create, createStatus, remove, suggestSlug } from './commands.ts';
export type { Credit } from './credits.ts';
export {
  summaries,
  type Home,
  type ResourceSummary,
  shownCovers,
  songCovers,
  pathOf,
} from './hydrate.ts';
export { resourceStates, type ResourceState } from './list-page.ts';
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
  authorSchema,
  authorsSchema,
  maxAuthors,
  maxStatusLength,
  maxUrls,
  newResourceSchema,
  resourceSlugSchema,
  updateResourceSchema,
  urlSchema,
  urlsSchema,
  type AuthorInput,
  type NewResourceInput,
  type NewStatus,
  type UpdateResource,
  type UrlInput,
} from './schemas.ts';
export { linkName, serviceName, serviceOf } from './services.ts';
export { read, readBySlug, readLocated, type ResourceView, type Track } from './view.ts';
export { homePosition } from './statements.ts';
export {
  homeId,
  keyOf,
  latestAt,
  publishedAt,
  valueOf,
  type HomeAddress,
} from './workspace-lists.ts';
