/** Input for making a key, the same for the API and for forms. */
import { apiKeyOwnerTypes, type ApiKeyOwnerType } from '@vesta-cx/db';
import { z } from 'zod';
import { idText, isoDate, lineText, scopes, type Scope } from '../http/index.ts';

const scopeNames = Object.keys(scopes) as [Scope, ...Scope[]];

/**
 * The scopes that a key of such an owner can use: what is a person's own, no place has, and a
 * workspace has neither members nor teams.
 */
export function scopesFor(owner: ApiKeyOwnerType): Scope[] {
  return scopeNames.filter((scope) => !beyond[owner].has(scope.split(':')[0]!));
}

const beyond: Record<ApiKeyOwnerType, ReadonlySet<string>> = {
  user: new Set(),
  organization: new Set(['users']),
  workspace: new Set(['users', 'organizations', 'teams']),
};

export const createKeySchema = z.strictObject({
  name: lineText(120, 'Give it a name').describe('What it is for.'),
  scopes: z
    .array(z.enum(scopeNames))
    .min(1, 'Choose at least one')
    .max(scopeNames.length)
    .describe('What it may do.'),
  ownerType: z
    .enum(apiKeyOwnerTypes)
    .optional()
    .describe(
      '`user`, unless said otherwise: it may what you may. Else only what is in that place.',
    ),
  ownerId: idText.optional().describe('The organization or the workspace.'),
  expiresAt: isoDate
    .nullable()
    .optional()
    .describe('When it stops working; null or missing: never.'),
});

export type CreateKey = z.output<typeof createKeySchema> & { id?: string };
