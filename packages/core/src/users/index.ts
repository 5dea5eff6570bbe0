export { isUnnamed, signIn, type SignIn } from './commands.ts';
export {
  removalOfAccount,
  deletionPlan,
  removeAccount,
  type DeletionPlan,
  type IdentityProvider,
} from './deletion.ts';
export { changeHandle, handleSchema, suggestHandle } from './change-handle.ts';
export { me, updateProfile, updateProfileSchema, type UpdateProfile } from './profile.ts';
export { find, findByHandle, list, type PublicPerson, search } from './queries.ts';
export { endSession, ofSession } from './sessions.ts';
export * as operations from './operations.ts';
