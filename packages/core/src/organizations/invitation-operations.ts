import { organizationRoles } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { z } from 'zod';
import { isoDate, listQuery, mailText, operation } from '../http/index.ts';
import { versionOf, type Principal } from '../kernel/index.ts';
import { invitationLimit as letters } from './invitation-limit.ts';
import type { Invitation } from './invitation.ts';
import * as commands from './invitations.ts';
import * as received from './received-invitations.ts';
import { organizationOutput, output as shownOrganization } from './operations.ts';
import * as queries from './queries.ts';

const invitationOutput = z
  .object({
    id: z.string(),
    organizationId: z.string(),
    email: mailText,
    role: z.enum(organizationRoles),
    state: z.enum(['pending', 'accepted', 'revoked', 'expired']),
    inviterUserId: z.string().nullable(),
    expiresAt: isoDate,
    createdAt: isoDate,
  })
  .meta({ id: 'Invitation', description: 'A letter that asks somebody into an organization.' });

const common = { tag: 'invitations', output: invitationOutput, auth: 'required' } as const;
const path = '/organizations/{organization}/invitations';
const onePath = '/organizations/{organization}/invitations/{invitation}';

/** An invitation is for administrators to make and to send. */
const mayInvite = ({
  db,
  principal,
  params,
}: {
  db: Database;
  principal: Principal;
  params: { organization: string };
}) => queries.authorize(db, principal, params.organization, 'admin');

export const list = operation({
  ...common,
  id: 'invitations.list',
  method: 'GET',
  path,
  summary: 'List an organization’s invitations, newest first',
  description:
    'Open ones and those that were accepted, withdrawn or ran out. For its administrators.',
  scope: 'organizations:read',
  confined: true,
  kind: 'list',
  uses: ['workos'],
  query: listQuery(),
  handler: async ({ db, services: { workos }, principal, params, query }) => {
    const organization = await queries.authorize(db, principal, params.organization, 'admin');
    return commands.invitations(workos, organization, query);
  },
});

export const create = operation({
  ...common,
  id: 'invitations.create',
  method: 'POST',
  path,
  summary: 'Invite somebody by mail',
  description: `They get a letter from WorkOS, and are a member once they accept. For its administrators. Of one address there is one open invitation at a time. An organization can send ${letters.organization} letters in ${letters.hours} hours, a person ${letters.inviter} for all of theirs, those that are sent again included: after that the answer is 429, and \`Retry-After\` says when the next may go.`,
  scope: 'organizations:write',
  confined: true,
  kind: 'create',
  uses: ['workos'],
  body: commands.inviteSchema.meta({ id: 'NewInvitation' }),
  allowed: mayInvite,
  handler: async ({ db, services: { workos }, principal, params, body }) => {
    const organization = await queries.authorize(db, principal, params.organization, 'admin');
    const invited = present(await commands.invite(db, workos, organization, body));
    const location = `/organizations/${params.organization}/invitations/${invited.value.id}`;
    return { ...invited, location };
  },
});

export const read = operation({
  ...common,
  id: 'invitations.read',
  method: 'GET',
  path: onePath,
  summary: 'Get an invitation',
  description: 'For the administrators of the organization.',
  scope: 'organizations:read',
  confined: true,
  kind: 'read',
  uses: ['workos'],
  handler: async ({ db, services: { workos }, principal, params }) => {
    const organization = await queries.authorize(db, principal, params.organization, 'admin');
    return present(await commands.invitation(workos, organization, params.invitation));
  },
});

export const revoke = operation({
  id: 'invitations.revoke',
  tag: 'invitations',
  method: 'DELETE',
  path: onePath,
  summary: 'Withdraw an invitation',
  description: 'The letter leads nowhere afterwards. For the administrators of the organization.',
  scope: 'organizations:write',
  auth: 'required',
  confined: true,
  kind: 'delete',
  uses: ['workos'],
  handler: async ({ db, services: { workos }, principal, params, ifMatch }) => {
    const organization = await queries.authorize(db, principal, params.organization, 'admin');
    await commands.revokeInvitation(db, workos, organization, params.invitation, ifMatch);
  },
});

export const resend = operation({
  ...common,
  id: 'invitations.resend',
  method: 'POST',
  path: '/organizations/{organization}/invitations/{invitation}/resend',
  summary: 'Send an invitation again',
  description: 'Also after it has expired: the answer is then a new one.',
  scope: 'organizations:write',
  confined: true,
  kind: 'update',
  uses: ['workos'],
  allowed: mayInvite,
  handler: async ({
    db,
    services: { workos },
    principal,
    params: { invitation: id, ...params },
    ifMatch,
  }) => {
    const organization = await queries.authorize(db, principal, params.organization, 'admin');
    return present(await commands.resendInvitation(db, workos, organization, id, ifMatch));
  },
});

export const listMine = operation({
  ...common,
  id: 'invitations.listMine',
  method: 'GET',
  path: '/me/invitations',
  summary: 'List the open invitations that were sent to you, newest first',
  description: 'A page may be shorter than `limit` and still have a next one.',
  scope: 'organizations:read',
  kind: 'list',
  uses: ['workos'],
  query: listQuery(),
  output: invitationOutput
    .extend({ organizationName: z.string() })
    .meta({ id: 'InvitationToYou', description: 'A letter that asks you into an organization.' }),
  handler: ({ db, services: { workos }, principal, query }) =>
    received.invitationsFor(db, workos, principal, query),
});

export const accept = operation({
  id: 'invitations.accept',
  tag: 'invitations',
  method: 'POST',
  path: '/invitations/{invitation}/accept',
  summary: 'Accept an invitation that was sent to you',
  scope: 'organizations:write',
  auth: 'required',
  kind: 'update',
  uses: ['workos'],
  problems: ['gone'],
  ifMatch: false,
  output: organizationOutput,
  // Again it changes nothing, and is refused to who was taken out since.
  allowed: ({ db, services: { workos }, principal, params }) =>
    received.accept(db, workos, principal, params.invitation),
  handler: async ({ db, services: { workos }, principal, params }) => {
    const joined = await received.accept(db, workos, principal, params.invitation);
    return { value: shownOrganization(joined) };
  },
});

const present = (value: Invitation) => ({ value, version: versionOf(value) });
