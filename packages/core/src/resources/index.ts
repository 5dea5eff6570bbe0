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
  ownStatuses,
  statusesOf,
  unfinished,
  type ListResources,
} from './queries.ts';
export { authorize, isPublished, resourceChain, place } from './rights.ts';
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
export { read, type ResourceView } from './view.ts';
export { homePosition } from './statements.ts';
export { latestIn, publishedIn } from './workspace-lists.ts';
