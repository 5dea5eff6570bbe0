import { organizationRoles } from '@vesta-cx/db';
import { z } from 'zod';
import { handleText, isoDate, listQuery, operation } from '../http/index.ts';
import * as commands from './members.ts';
import * as queries from './queries.ts';
import { roleSchema } from './schemas.ts';

const memberOutput = z
  .object({
    userId: z.string(),
    handle: handleText,
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    role: z.enum(organizationRoles),
    createdAt: isoDate.describe('Since when vesta knows of it.'),
  })
  .meta({ id: 'Member', description: 'Somebody in an organization.' });

export const listMembers = operation({
  id: 'organizations.listMembers',
  method: 'GET',
  path: '/organizations/{organization}/members',
  tag: 'organizations',
  summary: 'List who is in an organization',
  description: 'Members and administrators. For the members of the organization.',
  scope: 'organizations:read',
  auth: 'required',
  confined: true,
  kind: 'list',
  query: listQuery(),
  output: memberOutput,
  handler: async ({ db, principal, params, query }) => {
    const organization = await queries.read(db, principal, params.organization);
    const { items, next } = await queries.members(db, organization, query);
    return { items: items.map(output), next };
  },
});

export const readMember = operation({
  id: 'organizations.readMember',
  method: 'GET',
  path: '/organizations/{organization}/members/{user}',
  tag: 'organizations',
  summary: 'Get a member of an organization',
  description: 'For the members of the organization.',
  scope: 'organizations:read',
  auth: 'required',
  confined: true,
  kind: 'read',
  output: memberOutput,
  handler: async ({ db, principal, params }) => {
    const organization = await queries.read(db, principal, params.organization);
    return present(await queries.member(db, organization, params.user));
  },
});

export const setRole = operation({
  id: 'organizations.updateMember',
  method: 'PATCH',
  path: '/organizations/{organization}/members/{user}',
  tag: 'organizations',
  summary: 'Change what a member is',
  description: 'The last administrator stays one.',
  scope: 'organizations:write',
  auth: 'required',
  confined: true,
  kind: 'update',
  uses: ['workos'],
  body: z.strictObject({ role: roleSchema }).meta({ id: 'MemberChanges' }),
  output: memberOutput,
  handler: async ({
    db,
    services: { workos },
    principal,
    params: { organization: id, user },
    body,
    ifMatch,
  }) => {
    const organization = await queries.authorize(db, principal, id, 'admin');
    return present(await commands.setRole(db, workos, organization, user, body.role, ifMatch));
  },
});

export const removeMember = operation({
  id: 'organizations.removeMember',
  method: 'DELETE',
  path: '/organizations/{organization}/members/{user}',
  tag: 'organizations',
  summary: 'Take a member out of an organization, or leave it',
  description:
    'Its teams go with it. What they are allowed by name stays, unless `rules=clear` takes that away where you may. The last administrator can’t go.',
  scope: 'organizations:write',
  auth: 'required',
  confined: true,
  kind: 'delete',
  uses: ['workos'],
  query: z.strictObject({
    rules: z
      .enum(['clear'])
      .optional()
      .describe('Also takes away what they are allowed by name on what the organization owns.'),
  }),
  handler: async ({ db, services: { workos }, principal, params, query, ifMatch }) => {
    const { organization: id, user } = params;
    const parting = { clearRules: query.rules === 'clear' };
    if (user === principal.userId) {
      return commands.leave(db, workos, await queries.read(db, principal, id), parting, ifMatch);
    }
    const organization = await queries.authorize(db, principal, id, 'admin');
    await commands.removeMember(db, workos, organization, user, parting, ifMatch);
  },
});

const output = ({ user: { workosUserId: userId, ...user }, ...member }: queries.Member) => ({
  userId,
  ...user,
  ...member,
});

const present = (member: queries.Member) => ({
  value: output(member),
  version: queries.memberVersion(member),
});
