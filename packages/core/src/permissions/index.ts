export { authorize, rightsOn, type Authorized, type Subjected } from './authorize.ts';
export { questionOf, workspaceChain, type Chain } from './facts.ts';
export {
  mayOnCollection,
  mayOnResource,
  mayOnWorkspace,
  mayWithinWorkspace,
  type Asker,
} from './filter.ts';
export { refreshCollections, refreshResources, refreshWorkspace } from './readability.ts';
export { withinReach } from './reach.ts';
