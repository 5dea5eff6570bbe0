export { inlineViewer, type Viewer } from './viewer.ts';
export {
  authorize,
  principalOf,
  rightsKnown,
  rightsOn,
  type Authorized,
  type Subjected,
} from './authorize.ts';
export { visibleRanges, openTo, openToAll, searchScopes, circlesOf } from './circles.ts';
export {
  isWithin,
  mayOnCollection,
  mayOnResource,
  mayOnWorkspace,
  mayWithinWorkspace,
  questionOf,
  keyCovers,
} from './confined.ts';
export { workspaceChain, type Chain } from './facts.ts';
export { mayShowCollection, visibleReferences } from './visible-references.ts';
export {
  refreshCollections,
  refreshObject,
  refreshOrganization,
  refreshResources,
  refreshScopes,
  refreshWorkspace,
} from './readability.ts';
export { allowedTo, reachable, reachOf, type Reach } from './reach.ts';
export { roleIn } from './roles.ts';
export { mayDespite } from './filter.ts';
