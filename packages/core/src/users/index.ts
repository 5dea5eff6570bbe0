export { signIn, type SignIn } from './commands.ts';
export { me, updateProfile, updateProfileSchema, type UpdateProfile } from './profile.ts';
export { findByHandle, workspacesOf, type PublicPerson } from './queries.ts';
export * as operations from './operations.ts';
