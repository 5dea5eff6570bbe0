export { isUnnamed, signIn } from './commands.ts';
export { deletionPlan, removalOfAccount, removeAccount } from './deletion.ts';
export { changeHandle, handleSchema, suggestHandle } from './change-handle.ts';
export { me, updateProfile, updateProfileSchema } from './profile.ts';
export { find, findByHandle, list, search } from './queries.ts';
export { endSession, ofSession } from './sessions.ts';
export * as operations from './operations.ts';
