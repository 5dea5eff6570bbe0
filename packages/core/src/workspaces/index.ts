export { create, remove, update } from './commands.ts';
export {
  authorize,
  authorizeDashboard,
  contents,
  list,
  read,
  rights,
  type ListWorkspaces,
} from './queries.ts';
export { profile, type Crate, type Profile, type Shelf } from './profile.ts';
export { reservedSlugs } from './reserved.ts';
export {
  createWorkspaceSchema,
  updateWorkspaceSchema,
  workspaceSlugSchema,
  type CreateWorkspace,
  type UpdateWorkspace,
} from './schemas.ts';
export * as operations from './operations.ts';
