export { create, remove, update } from './commands.ts';
export { versionOf } from '../kernel/index.ts';
export { holdings } from './holdings.ts';
export { invitationLimit } from './invitation-limit.ts';
export { mailKey } from './invitation.ts';
export {
  invitation,
  invitations,
  invite,
  inviteSchema,
  resendInvitation,
  revokeInvitation,
} from './invitations.ts';
export { accept, invitationByToken, invitationsFor } from './received-invitations.ts';
export { hasOtherAdministrator, leave, removeMember, setRole } from './members.ts';
export { personalRules, type PersonalRule } from './personal-rules.ts';
export { authorize, knowsMembers, list, member, members, read, rights } from './queries.ts';
export { createOrganizationSchema, roleSchema, updateOrganizationSchema } from './schemas.ts';
export * as invitationOperations from './invitation-operations.ts';
export * as memberOperations from './member-operations.ts';
export * as operations from './operations.ts';
export { endMembership, membershipsOf, saveMembership, type Source } from './memberships.ts';
export { sendMirrored, isDeleted, isOf, mirrorOrganization, ofMember } from './mirror.ts';
export { keepingAdministrator } from './guard.ts';
export { callWorkos } from './workos-calls.ts';
export { closureOf } from './closure.ts';
