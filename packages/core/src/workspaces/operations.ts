import { ownerTypes, workspaceVisibilities } from '@vesta-cx/db';
import { themeSchema } from '@vesta-cx/db/validators';
import { z } from 'zod';
import {
  idText,
  isoDate,
  listQuery,
  operation,
  ownerIn,
  searchText,
  slugText,
} from '../http/index.ts';
import { renameLimit } from '../kernel/index.ts';
import * as commands from './commands.ts';
import { chosenOwner } from './owners.ts';
import * as queries from './queries.ts';
import { createWorkspaceSchema, transferSchema, updateWorkspaceSchema } from './schemas.ts';
import { transfer as transferTo } from './transfer.ts';
import { planTransfer } from './transfer-plan.ts';

/** A workspace as the API shows it. */
const workspaceOutput = z
  .object({
    id: z.string(),
    name: z.string(),
    slug: slugText,
    description: z.string().nullable(),
    ownerType: z.enum(ownerTypes),
    ownerId: z.string(),
    avatarUrl: z.string().nullable(),
    bannerUrl: z.string().nullable(),
    theme: themeSchema.nullable(),
    visibility: z.enum(workspaceVisibilities),
    createdAt: isoDate,
    updatedAt: isoDate,
  })
  .meta({ id: 'Workspace' });

export const list = operation({
  id: 'workspaces.list',
  method: 'GET',
  path: '/workspaces',
  tag: 'workspaces',
  summary: 'List workspaces, newest first',
  description:
    'Public ones, or with `access` those on which the caller was given that right. With `ownerType` and `ownerId` those of one owner that the caller may read, or with `access` of these what that says. With `q`, names in which every word of it begins some word: across owners those that begin so first, else alphabetically.',
  scope: 'workspaces:read',
  confined: true,
  auth: 'optional',
  kind: 'list',
  query: listQuery({
    q: searchText(120).optional(),
    ownerType: z.enum(ownerTypes).optional(),
    ownerId: idText.optional(),
    access: z.enum(['public', 'read', 'write']).optional(),
  }),
  output: workspaceOutput,
  handler: async ({ db, principal, query: { ownerType, ownerId, ...query } }) =>
    queries.list(db, principal, { ...query, owner: ownerIn({ ownerType, ownerId }) }),
});

export const create = operation({
  id: 'workspaces.create',
  method: 'POST',
  path: '/workspaces',
  tag: 'workspaces',
  summary: 'Claim a workspace',
  description:
    'Its `slug` is made of its name where none is given. It is yours, or with `ownerType` and `ownerId` that of an organization in which you may make workspaces.',
  scope: 'workspaces:write',
  confined: true,
  auth: 'required',
  kind: 'create',
  problems: ['not_found'],
  body: createWorkspaceSchema.meta({
    id: 'NewWorkspace',
    examples: [{ name: 'Ada Moreau', slug: 'ada-moreau', visibility: 'public' }],
  }),
  output: workspaceOutput,
  allowed: ({ db, principal, body }) => chosenOwner(db, principal, body),
  handler: async ({ db, principal, body, id }) => {
    const value = await commands.create(db, principal, { ...body, id });
    return { value, version: value.version, location: `/workspaces/${value.id}` };
  },
});

export const read = operation({
  id: 'workspaces.read',
  method: 'GET',
  path: '/workspaces/{workspace}',
  tag: 'workspaces',
  summary: 'Get a workspace by its id or slug',
  description:
    'A former slug leads to it as well. One that is private is there for those who may read it.',
  scope: 'workspaces:read',
  confined: true,
  auth: 'optional',
  kind: 'read',
  output: workspaceOutput,
  handler: async ({ db, principal, params }) => {
    const value = await queries.read(db, principal, params.workspace);
    return { value, version: value.version };
  },
});

export const update = operation({
  id: 'workspaces.update',
  method: 'PATCH',
  path: '/workspaces/{workspace}',
  tag: 'workspaces',
  summary: 'Change a workspace',
  description: `Changes what the body names. After a change of \`slug\` the old address redirects, and nobody else can take it.
A new \`slug\` can be taken ${renameLimit.changes} times in ${renameLimit.days} days: after that the answer is 429, and \`Retry-After\`
says when it is possible again. One that the workspace had before is always free to it.`,
  scope: 'workspaces:write',
  confined: true,
  auth: 'required',
  kind: 'update',
  body: updateWorkspaceSchema.meta({
    id: 'WorkspaceChanges',
    examples: [{ description: 'Slow records from the coast.', theme: { accent: '#c2410c' } }],
  }),
  output: workspaceOutput,
  handler: async ({ db, principal, params, body, ifMatch }) => {
    const workspace = await queries.authorize(db, principal, params.workspace, 'admin');
    const value = await commands.update(db, workspace, body, ifMatch);
    return { value, version: value.version };
  },
});

export const remove = operation({
  id: 'workspaces.delete',
  method: 'DELETE',
  path: '/workspaces/{workspace}',
  tag: 'workspaces',
  summary: 'Delete a workspace with everything in it',
  description: 'For good: its resources, collections, rules and keys go with it.',
  scope: 'workspaces:write',
  confined: true,
  auth: 'required',
  kind: 'delete',
  handler: async ({ db, principal, params, ifMatch }) => {
    const workspace = await queries.authorize(db, principal, params.workspace, 'delete');
    await commands.remove(db, workspace, ifMatch);
  },
});

const counted = (what: string) => z.int().max(100).describe(`${what}; 100: that many or more.`);

const transferPlan = z
  .object({
    from: z
      .object({ type: z.enum(ownerTypes), id: z.string(), name: z.string() })
      .describe('The present owner.'),
    resources: counted('Posts and releases that go over to the new owner'),
    othersResources: counted('Posts and releases in it that stay somebody else’s'),
    collections: counted('Collections that were made in it, and stay its own'),
    people: counted('People who are allowed something in it by name, and keep it'),
    endingPermissions: counted(
      'What the organization that owns it now and its teams are allowed in it, which ends',
    ),
    keys: counted('API keys for it alone, which stay and may no more than who made them'),
    partial: z
      .object({
        resources: z.boolean().describe('Of `resources` and `othersResources`.'),
        collections: z.boolean(),
        permissions: z.boolean().describe('Of `people` and `endingPermissions`.'),
      })
      .describe(
        'Of what there is more in it than the thousand of a kind that are looked at, so that there may be more than was counted.',
      ),
  })
  .meta({ id: 'TransferPlan' });

export const readTransfer = operation({
  id: 'workspaces.readTransfer',
  method: 'GET',
  path: '/workspaces/{workspace}/transfer',
  tag: 'workspaces',
  summary: 'What another owner would mean for a workspace',
  description:
    'For its owner: the person, or administrators of the organization. Its ETag is that of the workspace.',
  scope: 'workspaces:write',
  auth: 'required',
  kind: 'read',
  output: transferPlan,
  handler: async ({ db, principal, params }) => {
    const workspace = await queries.authorize(db, principal, params.workspace, 'admin');
    return { value: await planTransfer(db, workspace), version: workspace.version };
  },
});

export const transfer = operation({
  id: 'workspaces.transfer',
  method: 'POST',
  path: '/workspaces/{workspace}/transfer',
  tag: 'workspaces',
  summary: 'Give a workspace to another owner',
  description:
    'By its owner, to themself (`user`) or to an organization that they administer. Its address, its posts and releases, its collections, its followers and what people were allowed by name go along; what the organization that owned it and its teams were allowed ends.',
  scope: 'workspaces:write',
  auth: 'required',
  kind: 'update',
  body: transferSchema.meta({ id: 'WorkspaceTransfer', examples: [{ ownerType: 'user' }] }),
  output: workspaceOutput,
  allowed: ({ db, principal, params }) =>
    queries.authorize(db, principal, params.workspace, 'admin'),
  handler: async ({ db, principal, params, body, ifMatch }) => {
    const workspace = await queries.authorize(db, principal, params.workspace, 'admin');
    const value = await transferTo(db, workspace, body, ifMatch);
    return { value, version: value.version };
  },
});
