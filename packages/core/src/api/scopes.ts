/** What an API key can be given. A browser session has them all. */
export const scopes = {
  'users:read': 'See your own account',
  'users:write': 'Change your own account',
  'workspaces:read': 'See your workspaces, private ones included',
  'workspaces:write': 'Create, change and delete your workspaces',
  'resources:read': 'See your resources, drafts included',
  'resources:write': 'Create, publish, change and delete your resources',
  'collections:read': 'See your collections, unlisted ones included',
  'collections:write': 'Create, change and delete your collections and what is in them',
} as const;

export type Scope = keyof typeof scopes;
