import { organizationRoles } from '@vesta-cx/db';
import { themeSchema } from '@vesta-cx/db/validators';
import { z } from 'zod';
import { isoDate, listQuery, operation } from '../http/index.ts';
import { versionOf } from '../kernel/index.ts';
import * as commands from './commands.ts';
import * as queries from './queries.ts';
import { createOrganizationSchema, updateOrganizationSchema } from './schemas.ts';

/** An organization as the API shows it. */
export const organizationOutput = z
  .object({
    id: z.string(),
    name: z.string(),
    avatarUrl: z.string().nullable(),
    bannerUrl: z.string().nullable(),
    theme: themeSchema.nullable(),
    role: z
      .enum(organizationRoles)
      .nullable()
      .describe('The caller’s own role; null when a permission lets them see it.'),
    createdAt: isoDate,
    updatedAt: isoDate,
  })
  .meta({
    id: 'Organization',
    description: 'A label, collective or company: its name at WorkOS and its branding here.',
  });

export const list = operation({
  id: 'organizations.list',
  method: 'GET',
  path: '/organizations',
  tag: 'organizations',
  summary: 'List your organizations, newest first',
  description: 'A key of an organization finds that one.',
  scope: 'organizations:read',
  auth: 'required',
  confined: true,
  kind: 'list',
  query: listQuery(),
  output: organizationOutput,
  handler: async ({ db, principal, query }) => {
    const { items, next } = await queries.list(db, principal, query);
    return { items: items.map(output), next };
  },
});

export const create = operation({
  id: 'organizations.create',
  method: 'POST',
  path: '/organizations',
  tag: 'organizations',
  summary: 'Make an organization',
  description: 'Whoever makes it becomes its administrator.',
  scope: 'organizations:write',
  auth: 'required',
  kind: 'create',
  uses: ['workos'],
  body: createOrganizationSchema.meta({ id: 'NewOrganization' }),
  output: organizationOutput,
  allowed: ({ db, principal }, made) => queries.read(db, principal, made),
  handler: async ({ db, services: { workos }, principal, body, id }) => {
    const made = await commands.create(db, workos, principal, { ...body, id });
    return { ...present(made), location: `/organizations/${made.workosOrgId}` };
  },
});

export const read = operation({
  id: 'organizations.read',
  method: 'GET',
  path: '/organizations/{organization}',
  tag: 'organizations',
  summary: 'Get an organization',
  description: 'Only its members see it, and whoever was given a right on it.',
  scope: 'organizations:read',
  auth: 'required',
  confined: true,
  kind: 'read',
  output: organizationOutput,
  handler: async ({ db, principal, params }) =>
    present(await queries.read(db, principal, params.organization)),
});

export const update = operation({
  id: 'organizations.update',
  method: 'PATCH',
  path: '/organizations/{organization}',
  tag: 'organizations',
  summary: 'Change an organization',
  description:
    'Changes what the body names: the name at WorkOS, the branding here. When either side fails, nothing is changed.',
  scope: 'organizations:write',
  auth: 'required',
  confined: true,
  kind: 'update',
  uses: ['workos'],
  body: updateOrganizationSchema.meta({ id: 'OrganizationChanges' }),
  output: organizationOutput,
  handler: async ({ db, services: { workos }, principal, params, body, ifMatch }) => {
    const organization = await queries.authorize(db, principal, params.organization, 'admin');
    return present(await commands.update(db, workos, organization, body, ifMatch));
  },
});

export const remove = operation({
  id: 'organizations.delete',
  method: 'DELETE',
  path: '/organizations/{organization}',
  tag: 'organizations',
  summary: 'Delete an organization that owns nothing any more',
  description:
    'Its teams and its invitations go with it. One that owns workspaces can’t go: a 409.',
  scope: 'organizations:write',
  auth: 'required',
  confined: true,
  kind: 'delete',
  uses: ['workos'],
  handler: async ({ db, services: { workos }, principal, params, ifMatch }) => {
    const organization = await queries.authorize(db, principal, params.organization, 'delete');
    await commands.remove(db, workos, organization, ifMatch);
  },
});

/** An organization as it goes out. */
export const output = ({ workosOrgId, ...row }: queries.SeenOrganization) => ({
  id: workosOrgId,
  ...row,
});

const present = (row: queries.SeenOrganization) => ({
  value: output(row),
  version: versionOf(row),
});
