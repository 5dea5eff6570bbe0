/** What an API key can be given. A browser session has them all. */
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
  'permissions:read': 'See who may do what with the things that you administer',
  'permissions:write': 'Change who may do what with the things that you administer',
} as const;

export type Scope = keyof typeof scopes;
