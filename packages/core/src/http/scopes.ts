import type { ApiKeyOwnerType } from '@vesta-cx/db';

/** Scopes of API keys, each with its meaning for a person. A browser session has them all. */
export const scopes = {
  'users:read': 'See your own account',
  'users:write': 'Change your own account',
  'organizations:read': 'See your organizations, who is in them and who is invited',
  'organizations:write': 'Create and change your organizations, their members and invitations',
  'teams:read': 'See the teams of your organizations and who is in them',
  'teams:write': 'Create, change and delete teams, and decide who is in them',
  'workspaces:read': 'See your workspaces, private ones included',
  'workspaces:write': 'Create, change and delete your workspaces',
  'resources:read': 'See your resources, drafts included',
  'resources:write': 'Create, publish, change and delete your resources',
  'collections:read': 'See your collections, unlisted ones included',
  'collections:write': 'Create, change and delete your collections and what is in them',
  'keys:read': 'See which API keys there are',
  'keys:write': 'Make and revoke API keys: what it makes may no more than itself, and ends with it',
  'audit:read': 'See the log of the workspaces and organizations that you administer',
  'permissions:read': 'See who may do what with what you administer',
  'permissions:write': 'Change who may do what with what you administer',
} as const;

export type Scope = keyof typeof scopes;

/** Meanings of scopes for the key of one organization or workspace, which has no use for others. */
const inPlace: Record<Exclude<ApiKeyOwnerType, 'user'>, Partial<Record<Scope, string>>> = {
  organization: {
    'organizations:read': 'See the organization, who is in it and who is invited',
    'organizations:write': 'Change and delete the organization, its members and invitations',
    'teams:read': 'See its teams and who is in them',
    'teams:write': 'Create, change and delete its teams, and decide who is in them',
    'workspaces:read': 'See its workspaces, private ones included',
    'workspaces:write': 'Create, change and delete its workspaces',
    'resources:read': 'See the resources in its workspaces, drafts included',
    'resources:write': 'Create, publish, change and delete resources in its workspaces',
    'collections:read': 'See the collections of its workspaces, unlisted ones included',
    'collections:write':
      'Create, change and delete collections of its workspaces and what is in them',
    'keys:read': 'See which API keys it and its workspaces have',
    'keys:write':
      'Make and revoke API keys for it and its workspaces: what it makes may no more than itself, and ends with it',
    'audit:read': 'See its log and those of its workspaces',
    'permissions:read': 'See who may do what with it and its workspaces',
    'permissions:write': 'Change who may do what with it and its workspaces',
  },
  workspace: {
    'workspaces:read': 'See the workspace, also while it is private',
    'workspaces:write': 'Change and delete the workspace',
    'resources:read': 'See the resources in it, drafts included',
    'resources:write': 'Create, publish, change and delete resources in it',
    'collections:read': 'See its collections, unlisted ones included',
    'collections:write': 'Create, change and delete its collections and what is in them',
    'keys:read': 'See which API keys it has',
    'keys:write':
      'Make and revoke its API keys: what it makes may no more than itself, and ends with it',
    'audit:read': 'See its log',
    'permissions:read': 'See who may do what with it and what is in it',
    'permissions:write': 'Change who may do what with it and what is in it',
  },
};

/** Returns what a scope lets a key of such an owner do. */
export const meaningOf = (scope: Scope, owner: ApiKeyOwnerType): string =>
  (owner === 'user' ? undefined : inPlace[owner][scope]) ?? scopes[scope];
