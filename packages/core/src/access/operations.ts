import {
  permissionCategories,
  permissionObjectTypes,
  permissionSubjectTypes,
  permissionValues,
} from '@vesta-cx/db';
import type { Audience } from '@vesta-cx/utils/permissions';
import { z } from 'zod';
import { isoDate, listQuery, operation } from '../http/index.ts';
import { notFound, versionOf } from '../kernel/index.ts';
import * as commands from './commands.ts';
import { explain, explainMine, type ViewAs } from './explain.ts';
import { authorize } from './objects.ts';
import * as queries from './queries.ts';
import { objectSchema, ruleSchema, ruleValueSchema, viewerSchema } from './schemas.ts';

const tag = 'permissions';
const path = '/permissions/{objectType}/{objectId}' as const;
const rulePath = `${path}/{subjectType}/{subjectId}/{action}` as const;

/** A rule as the API shows it. */
const permissionOutput = z
  .object({
    id: z.string(),
    subjectType: z.enum(permissionSubjectTypes),
    subjectId: z.string(),
    objectType: z.enum(permissionObjectTypes),
    objectId: z.string(),
    action: z.string(),
    value: z.enum(permissionValues),
    createdAt: isoDate,
    updatedAt: isoDate,
  })
  .meta({ id: 'Permission' });

const actionOutput = z
  .object({
    slug: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    category: z.enum(permissionCategories),
  })
  .meta({ id: 'PermissionAction' });

const explanationOutput = z
  .object({
    objectType: z.enum(permissionObjectTypes),
    objectId: z.string(),
    subject: z.string(),
    decisions: z.array(
      z.object({
        action: z.string(),
        allowed: z.boolean(),
        rule: z.enum(['owner', 'row', 'visibility', 'default', 'unseen', 'member']),
        on: z.enum(permissionObjectTypes).nullable(),
        level: z.enum(permissionSubjectTypes).nullable(),
        inherited: z.boolean(),
        why: z.string(),
      }),
    ),
  })
  .meta({ id: 'Explanation' });

export const listActions = operation({
  id: 'permissions.listActions',
  method: 'GET',
  path: '/permission-actions',
  tag,
  summary: 'List the actions that rules can be about',
  description:
    'By slug. `admin` implies `delete`, that `write`, and that `read`; `admin` implies all others too.',
  scope: null,
  auth: 'optional',
  confined: true,
  kind: 'list',
  query: listQuery({ category: z.array(z.enum(permissionCategories)).optional() }),
  output: actionOutput,
  handler: ({ db, query }) => queries.actions(db, query),
});

export const list = operation({
  id: 'permissions.list',
  method: 'GET',
  path,
  tag,
  summary: 'List the rules of an object',
  description:
    'Those written on the object itself, ordered by their subject, for who administers it. Rules of what is around it count as well: see `explain`.',
  scope: 'permissions:read',
  auth: 'required',
  confined: true,
  kind: 'list',
  params: objectSchema,
  query: listQuery({
    subjectType: z.array(z.enum(permissionSubjectTypes)).optional(),
    subjectId: z.string().min(1).max(64).optional(),
    action: z.string().min(1).max(60).optional(),
    value: ruleValueSchema.optional(),
  }),
  output: permissionOutput,
  handler: async ({ db, principal, params, query, now }) =>
    queries.list(db, await authorize(db, principal, refOf(params), 'admin', now), query),
});

export const set = operation({
  id: 'permissions.set',
  method: 'PUT',
  path: rulePath,
  tag,
  summary: 'Allow or deny an action',
  description:
    'For who administers the object. An audience is `static` with `guest`, `authenticated`, `follower` or `subscriber`. Nobody can shut out the owner, or themself.',
  scope: 'permissions:write',
  auth: 'required',
  confined: true,
  kind: 'replace',
  creates: true,
  params: objectSchema.extend(ruleSchema.shape),
  body: z.strictObject({ value: ruleValueSchema }).meta({ id: 'RuleValue' }),
  output: permissionOutput,
  handler: async ({ db, principal, params, body, ifMatch, now }) => {
    const object = await authorize(db, principal, refOf(params), 'admin', now);
    const { permission, created } = await commands.set(db, object, params, body.value, ifMatch);
    return { value: permission, version: versionOf(permission), created };
  },
});

export const clear = operation({
  id: 'permissions.clear',
  method: 'DELETE',
  path: rulePath,
  tag,
  summary: 'Take a rule away',
  description: 'What is around the object decides then. Who clears their own rule leaves.',
  scope: 'permissions:write',
  auth: 'required',
  confined: true,
  kind: 'delete',
  params: objectSchema.extend(ruleSchema.shape),
  handler: async ({ db, principal, params, ifMatch, now }) => {
    const object = await authorize(db, principal, refOf(params), 'admin', now);
    if (!(await commands.clear(db, object, params, ifMatch))) throw notFound('rule');
  },
});

export const explainAccess = operation({
  id: 'permissions.explain',
  method: 'GET',
  path: `${path}/explain`,
  tag,
  summary: 'Say who may do what with an object, and why',
  description:
    'About the caller, for everybody who sees the object; with `subject`, `user:ID` or `audience:follower`, about others, for who administers it.',
  scope: 'permissions:read',
  auth: 'optional',
  confined: true,
  kind: 'read',
  params: objectSchema,
  query: z.strictObject({ subject: viewerSchema.optional() }),
  output: explanationOutput,
  handler: async ({ db, principal, params, query: { subject }, now }) => {
    const { objectType, objectId } = params;
    const me = principal.userId === null ? 'audience:guest' : `user:${principal.userId}`;
    const decisions =
      subject === undefined || subject === me
        ? await explainMine(db, await authorize(db, principal, refOf(params), 'read', now))
        : await explain(
            db,
            await authorize(db, principal, refOf(params), 'admin', now),
            viewerOf(subject),
          );
    return { value: { objectType, objectId, subject: subject ?? me, decisions } };
  },
});

const refOf = ({ objectType, objectId }: z.output<typeof objectSchema>) => ({
  type: objectType,
  id: objectId,
});

function viewerOf(text: z.output<typeof viewerSchema>): ViewAs {
  const id = text.slice(text.indexOf(':') + 1);
  return text.startsWith('user:') ? { type: 'user', id } : { type: 'audience', id: id as Audience };
}
