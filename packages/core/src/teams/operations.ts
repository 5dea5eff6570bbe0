import type { Team } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { z } from 'zod';
import { handleText, isoDate, listQuery, operation } from '../http/index.ts';
import { notFound, versionOf } from '../kernel/index.ts';
import type { Authorized } from '../permissions/index.ts';
import * as commands from './commands.ts';
import * as membership from './members.ts';
import * as queries from './queries.ts';
import { authorize, authorizeOrganization } from './rights.ts';
import { addMemberSchema, createTeamSchema, updateTeamSchema } from './schemas.ts';

/** A team as the API shows it. */
const teamOutput = z
  .object({
    id: z.string(),
    organizationId: z.string(),
    name: z.string(),
    ownerId: z.string().describe('Who made it.'),
    createdAt: isoDate,
    updatedAt: isoDate,
  })
  .meta({ id: 'Team' });

const memberOutput = z
  .object({
    userId: z.string(),
    handle: handleText,
    displayName: z.string(),
    avatarUrl: z.string().nullable(),
    addedAt: isoDate,
  })
  .meta({ id: 'TeamMember' });

const inOrganization = '/organizations/{organization}/teams';
const membersPath = '/teams/{team}/members';
const memberPath = `${membersPath}/{user}` as const;

export const list = operation({
  id: 'teams.list',
  method: 'GET',
  path: inOrganization,
  tag: 'teams',
  summary: 'List the teams of an organization by name',
  description: 'For members of the organization.',
  scope: 'teams:read',
  auth: 'required',
  confined: true,
  kind: 'list',
  query: listQuery(),
  output: teamOutput,
  handler: async ({ db, principal, params, query }) => {
    const organization = await authorizeOrganization(db, principal, params.organization, 'read');
    return queries.list(db, organization, query);
  },
});

export const create = operation({
  id: 'teams.create',
  method: 'POST',
  path: inOrganization,
  tag: 'teams',
  summary: 'Make a team in an organization',
  description: 'For administrators of the organization, as is every change to a team.',
  scope: 'teams:write',
  auth: 'required',
  confined: true,
  kind: 'create',
  body: createTeamSchema.meta({ id: 'NewTeam' }),
  output: teamOutput,
  allowed: ({ db, principal, params }) =>
    authorizeOrganization(db, principal, params.organization, 'admin'),
  handler: async ({ db, principal, params, body, id }) => {
    const organization = await authorizeOrganization(db, principal, params.organization, 'admin');
    const value = await commands.create(db, organization, { ...body, id });
    return { ...present(value), location: `/teams/${value.id}` };
  },
});

export const read = operation({
  id: 'teams.read',
  method: 'GET',
  path: '/teams/{team}',
  tag: 'teams',
  summary: 'Get a team',
  description: 'For the members of its organization.',
  scope: 'teams:read',
  auth: 'required',
  confined: true,
  kind: 'read',
  output: teamOutput,
  handler: async ({ db, principal, params }) =>
    present(await authorize(db, principal, params.team, 'read')),
});

export const update = operation({
  id: 'teams.update',
  method: 'PATCH',
  path: '/teams/{team}',
  tag: 'teams',
  summary: 'Rename a team',
  description: 'For administrators of the organization.',
  scope: 'teams:write',
  auth: 'required',
  confined: true,
  kind: 'update',
  body: updateTeamSchema.meta({
    id: 'TeamChanges',
    examples: [{ name: 'Artists and repertoire' }],
  }),
  output: teamOutput,
  handler: async ({ db, principal, params, body, ifMatch }) => {
    const team = await authorize(db, principal, params.team, 'admin');
    return present(await commands.update(db, team, body, ifMatch));
  },
});

export const remove = operation({
  id: 'teams.delete',
  method: 'DELETE',
  path: '/teams/{team}',
  tag: 'teams',
  summary: 'Delete a team and all that it was allowed or denied',
  description: 'For good: nobody has a right by it any more. Its members stay in the organization.',
  scope: 'teams:write',
  auth: 'required',
  confined: true,
  kind: 'delete',
  handler: async ({ db, principal, params, ifMatch }) => {
    const team = await authorize(db, principal, params.team, 'admin');
    await commands.remove(db, team, ifMatch);
  },
});

export const listMembers = operation({
  id: 'teams.listMembers',
  method: 'GET',
  path: membersPath,
  tag: 'teams',
  summary: 'List who is in a team',
  description: 'In the order of their ids.',
  scope: 'teams:read',
  auth: 'required',
  confined: true,
  kind: 'list',
  query: listQuery(),
  output: memberOutput,
  handler: async ({ db, principal, params, query }) =>
    queries.members(db, await authorize(db, principal, params.team, 'read'), query),
});

export const addMember = operation({
  id: 'teams.addMember',
  method: 'POST',
  path: membersPath,
  tag: 'teams',
  summary: 'Take a member of the organization into a team',
  description: 'They may at once do what the team may. Whoever is in it already stays in it.',
  scope: 'teams:write',
  auth: 'required',
  confined: true,
  kind: 'create',
  finds: true,
  body: addMemberSchema.meta({ id: 'NewTeamMember' }),
  output: memberOutput,
  allowed: ({ db, principal, params }) => authorize(db, principal, params.team, 'admin'),
  handler: async ({ db, principal, params, body: { userId } }) => {
    const team = await authorize(db, principal, params.team, 'admin');
    const created = await membership.addMember(db, team, userId);
    const location = `/teams/${team.id}/members/${userId}`;
    return { ...(await presentMember(db, team, userId)), location, created };
  },
});

export const readMember = operation({
  id: 'teams.readMember',
  method: 'GET',
  path: memberPath,
  tag: 'teams',
  summary: 'Get one who is in a team',
  description: 'For the members of its organization.',
  scope: 'teams:read',
  auth: 'required',
  confined: true,
  kind: 'read',
  output: memberOutput,
  handler: async ({ db, principal, params }) => {
    const team = await authorize(db, principal, params.team, 'read');
    return presentMember(db, team, params.user);
  },
});

export const removeMember = operation({
  id: 'teams.removeMember',
  method: 'DELETE',
  path: memberPath,
  tag: 'teams',
  summary: 'Take somebody out of a team',
  description: 'They may at once do no more than they may without it.',
  scope: 'teams:write',
  auth: 'required',
  confined: true,
  kind: 'delete',
  handler: async ({ db, principal, params, ifMatch }) => {
    const team = await authorize(db, principal, params.team, 'admin');
    await membership.removeMember(db, team, params.user, ifMatch);
  },
});

const present = (value: Team) => ({ value, version: versionOf(value) });

async function presentMember(db: Database, team: Authorized<'read', Team>, userId: string) {
  const value = await queries.member(db, team, userId);
  if (!value) throw notFound('member');
  return { value, version: membership.memberVersion(value) };
}
