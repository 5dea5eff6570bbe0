import { apiKeyOwnerTypes } from '@vesta-cx/db';
import { z } from 'zod';
import { isoDate, listQuery, operation } from '../http/index.ts';
import * as commands from './commands.ts';
import { authorizeOwner } from './owner.ts';
import * as queries from './queries.ts';
import { createKeySchema } from './schemas.ts';

const common = { tag: 'keys', auth: 'required', confined: true } as const;

/** A key as the API shows it: never the key itself. */
const keyOutput = z
  .object({
    id: z.string(),
    ownerType: z.enum(apiKeyOwnerTypes),
    ownerId: z.string(),
    name: z.string(),
    hint: z.string().describe('The key’s last characters.'),
    scopes: z.array(z.string()),
    createdBy: z.string().describe('Whose rights it has.'),
    parentId: z
      .string()
      .nullable()
      .describe('The key that made it, and with which it ends; null where a person did.'),
    expiresAt: isoDate.nullable(),
    lastUsedAt: isoDate.nullable().describe('To the hour or so.'),
    revokedAt: isoDate.nullable(),
    hasPart: z
      .boolean()
      .describe(
        'Whether whoever made it still has a part in the organization or workspace that it is for. Without one it opens nothing.',
      ),
    createdAt: isoDate,
  })
  .meta({ id: 'ApiKey' });

const newKeyOutput = keyOutput
  .extend({ key: z.string().describe('The key itself. It is shown this once.') })
  .meta({ id: 'NewApiKey' });

export const list = operation({
  ...common,
  id: 'keys.list',
  method: 'GET',
  path: '/keys',
  summary: 'List API keys, newest first',
  description:
    'All that you made, whatever they are for; or with `ownerType` and `ownerId` those of an organization or workspace that you administer, whoever made them. Revoked ones are among them.',
  scope: 'keys:read',
  kind: 'list',
  problems: ['not_found'],
  query: listQuery({
    ownerType: z.enum(apiKeyOwnerTypes).optional(),
    ownerId: z.string().min(1).max(64).optional(),
  }),
  output: keyOutput,
  handler: ({ db, principal, query }) => queries.list(db, principal, query),
});

export const create = operation({
  ...common,
  id: 'keys.create',
  method: 'POST',
  path: '/keys',
  summary: 'Make an API key',
  description:
    'It acts with your rights as they are at each moment, within its scopes. A key of an organization or of a workspace can do so only there, and opens nothing while you have no part in it; it is refused scopes that are of no use there. A key that is made with a key has no other scopes, ends no later, and is revoked with it. The answer is the only one with the key itself, also for a repeated `Idempotency-Key`.',
  scope: 'keys:write',
  kind: 'create',
  problems: ['not_found'],
  secret: true,
  body: createKeySchema.meta({
    id: 'NewApiKeyRequest',
    examples: [{ name: 'Site builder', scopes: ['resources:read'], expiresAt: null }],
  }),
  output: newKeyOutput,
  allowed: ({ db, principal, body }) => authorizeOwner(db, principal, body),
  handler: async ({ db, principal, body, id, now }) => {
    const { key, secret } = await commands.create(db, principal, { ...body, id }, now);
    const value = { ...key, hasPart: true, key: secret };
    return { value, version: queries.versionOf(key), location: `/keys/${key.id}` };
  },
});

export const current = operation({
  ...common,
  id: 'keys.current',
  method: 'GET',
  path: '/keys/current',
  summary: 'Get the API key of the request, without the key itself',
  description: 'What the key that you send may do, for what, and until when.',
  scope: null,
  onlyKeys: true,
  kind: 'read',
  output: keyOutput,
  handler: async ({ db, principal }) => ({ value: await queries.current(db, principal) }),
});

export const read = operation({
  ...common,
  id: 'keys.read',
  method: 'GET',
  path: '/keys/{key}',
  summary: 'Get an API key, without the key itself',
  description: 'For whoever made it, and for the administrators of what it is for.',
  scope: 'keys:read',
  kind: 'read',
  output: keyOutput,
  handler: async ({ db, principal, params }) => {
    const value = await queries.read(db, principal, params.key);
    return { value, version: queries.versionOf(value) };
  },
});

export const revoke = operation({
  ...common,
  id: 'keys.revoke',
  method: 'DELETE',
  path: '/keys/{key}',
  summary: 'Revoke an API key',
  description:
    'It stops working at once, for good, and so do the keys that were made with it. They stay in the list as revoked.',
  scope: 'keys:write',
  kind: 'delete',
  handler: ({ db, principal, params, ifMatch, now }) =>
    commands.revoke(db, principal, params.key, now, ifMatch),
});
