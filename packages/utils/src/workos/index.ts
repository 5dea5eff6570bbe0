/** WorkOS beyond signing in: organizations, memberships, invitations. */
export { connectWorkos } from './connect.ts';
export { WorkosError } from './error.ts';
export type {
  Workos,
  WorkosInvitation,
  WorkosInvitationState,
  WorkosMembership,
  WorkosOrganization,
  WorkosPage,
  WorkosSlice,
  WorkosUser,
} from './types.ts';
export { isFromWorkos, signAsWorkos } from './webhook.ts';
