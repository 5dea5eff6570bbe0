export { create, remove, suggestSlug, update } from './commands.ts';
export {
  authorize,
  authorizeDashboard,
  contents,
  list,
  read,
  rights,
  type ListWorkspaces,
} from './queries.ts';
export { ownerFor, possibleOwners, type Owner, type OwnerInput } from './owners.ts';
export { reservedSlugs } from './reserved.ts';
export { createWorkspaceSchema, updateWorkspaceSchema, type CreateWorkspace } from './schemas.ts';
export { transfer } from './transfer.ts';
export { planTransfer } from './transfer-plan.ts';
export * as operations from './operations.ts';
