export { create, remove, update } from './commands.ts';
export { versionOf } from '../kernel/index.ts';
export { addMember, removeMember, leaveStrangeTeams } from './members.ts';
export { candidates, contents, list, member, members, search } from './queries.ts';
export { authorize, authorizeOrganization } from './rights.ts';
export { rules } from './rules.ts';
export { addMemberSchema, createTeamSchema, updateTeamSchema } from './schemas.ts';
export * as operations from './operations.ts';
