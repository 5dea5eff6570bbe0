import { actorTypes, auditMeans } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { z } from 'zod';
import { handleText, isoDate, listQuery, operation } from '../http/index.ts';
import * as organizations from '../organizations/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { auditQuery, filterOf } from './filter.ts';
import { sentence } from '../audit/index.ts';
import * as queries from './queries.ts';

/** An event as the API shows it. */
const auditEventOutput = z
  .object({
    id: z.string(),
    kind: z.string().describe('Those that are there today are the values of the filter `kind`.'),
    sentence: z.string().describe('What was done, in words that follow the name of the person.'),
    createdAt: isoDate,
    userId: z.string().nullable().describe('Null where nobody did it.'),
    userHandle: handleText.nullable().describe('Null also when the account is gone.'),
    means: z.enum(auditMeans).describe('How they came; `key` is with an API key.'),
    keyId: z.string().nullable(),
    keyName: z.string().nullable().describe('Null also when the key went with an account.'),
    keyHint: z.string().nullable().describe('The key’s last characters.'),
    actingAsType: z.enum(actorTypes).nullable(),
    actingAsId: z.string().nullable(),
    organizationId: z.string().nullable(),
    workspaceId: z.string().nullable(),
    objectType: z.string(),
    objectId: z.string(),
    objectName: z.string().nullable().describe('What it was called at the time.'),
    detail: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'AuditEvent' });

/** An event as JSON has it, in the API and in exports. */
export const presentEvent = ({
  person,
  actingAs: _,
  details: __,
  action,
  called,
  key,
  ...event
}: queries.AuditLine) => {
  const { before, after } = sentence({ action, means: event.means });
  return {
    ...event,
    kind: action,
    sentence: `${before}${called ?? event.objectId}${after}`,
    userHandle: person?.handle ?? null,
    keyName: key?.name ?? null,
    keyHint: key?.hint ?? null,
  };
};

export const listOfWorkspace = operation({
  id: 'audit.listOfWorkspace',
  method: 'GET',
  path: '/workspaces/{workspace}/audit-log',
  tag: 'audit',
  summary: 'What was done in a workspace, newest first',
  description:
    'For those who administer it. With `object`, or with `user` and `kind` together, a page may be shorter than `limit` and still have a next one.',
  scope: 'audit:read',
  auth: 'required',
  confined: true,
  kind: 'list',
  query: listQuery(auditQuery),
  output: auditEventOutput,
  handler: async ({ db, principal, params, query }) => {
    const proof = await workspaces.authorize(db, principal, params.workspace, 'admin');
    return pageOf(db, queries.ofWorkspace(proof), query);
  },
});

export const listOfOrganization = operation({
  id: 'audit.listOfOrganization',
  method: 'GET',
  path: '/organizations/{organization}/audit-log',
  tag: 'audit',
  summary: 'What was done in an organization and in its workspaces, newest first',
  description:
    'For those who administer it. With `object`, or with `user` and `kind` together, a page may be shorter than `limit` and still have a next one.',
  scope: 'audit:read',
  auth: 'required',
  confined: true,
  kind: 'list',
  query: listQuery(auditQuery),
  output: auditEventOutput,
  handler: async ({ db, principal, params, query }) => {
    const proof = await organizations.authorize(db, principal, params.organization, 'admin');
    return pageOf(db, queries.ofOrganization(proof), query);
  },
});

async function pageOf(
  db: Database,
  log: queries.Log,
  { limit, cursor, ...query }: Parameters<typeof filterOf>[0] & queries.AuditPage,
) {
  const page = await queries.list(db, log, filterOf(query), { limit, cursor });
  return { items: page.items.map(presentEvent), next: page.next };
}
