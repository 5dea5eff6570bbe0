/** What an API key has to be given for each operation: whoever changes one changes it here too. */
import { describe, expect, it } from 'vitest';
import type { Scope } from '../../src/http/index.ts';
import { operations } from '../../src/operations.ts';

const scopeOf: Record<string, Scope | null> = {
  'workspaces.list': 'workspaces:read',
  'workspaces.create': 'workspaces:write',
  'workspaces.read': 'workspaces:read',
  'workspaces.update': 'workspaces:write',
  'workspaces.delete': 'workspaces:write',
  'workspaces.readTransfer': 'workspaces:write',
  'workspaces.transfer': 'workspaces:write',
  'resources.list': 'resources:read',
  'resources.create': 'resources:write',
  'resources.read': 'resources:read',
  'resources.update': 'resources:write',
  'resources.delete': 'resources:write',
  'resources.readPost': 'resources:read',
  'resources.replacePost': 'resources:write',
  'resources.readUrls': 'resources:read',
  'resources.replaceUrls': 'resources:write',
  'resources.readAuthors': 'resources:read',
  'resources.replaceAuthors': 'resources:write',
  'collections.list': 'collections:read',
  'collections.create': 'collections:write',
  'collections.read': 'collections:read',
  'collections.update': 'collections:write',
  'collections.delete': 'collections:write',
  'collections.listItems': 'collections:read',
  'collections.addItem': 'collections:write',
  'collections.readItem': 'collections:read',
  'collections.updateItem': 'collections:write',
  'collections.removeItem': 'collections:write',
  'organizations.list': 'organizations:read',
  'organizations.create': 'organizations:write',
  'organizations.read': 'organizations:read',
  'organizations.update': 'organizations:write',
  'organizations.delete': 'organizations:write',
  'organizations.listMembers': 'organizations:read',
  'organizations.readMember': 'organizations:read',
  'organizations.updateMember': 'organizations:write',
  'organizations.removeMember': 'organizations:write',
  'invitations.list': 'organizations:read',
  'invitations.create': 'organizations:write',
  'invitations.read': 'organizations:read',
  'invitations.revoke': 'organizations:write',
  'invitations.resend': 'organizations:write',
  'invitations.listMine': 'organizations:read',
  'invitations.accept': 'organizations:write',
  'teams.list': 'teams:read',
  'teams.create': 'teams:write',
  'teams.read': 'teams:read',
  'teams.update': 'teams:write',
  'teams.delete': 'teams:write',
  'teams.listMembers': 'teams:read',
  'teams.addMember': 'teams:write',
  'teams.readMember': 'teams:read',
  'teams.removeMember': 'teams:write',
  'permissions.listActions': null,
  'permissions.list': 'permissions:read',
  'permissions.set': 'permissions:write',
  'permissions.clear': 'permissions:write',
  'permissions.explain': 'permissions:read',
  'users.list': null,
  'users.read': null,
  'users.me': 'users:read',
  'users.updateMe': 'users:write',
  'users.changeHandle': 'users:write',
  'search.find': 'resources:read',
  'keys.list': 'keys:read',
  'keys.create': 'keys:write',
  'keys.read': 'keys:read',
  'keys.current': null,
  'keys.revoke': 'keys:write',
  'audit.listOfWorkspace': 'audit:read',
  'audit.listOfOrganization': 'audit:read',
  'health.read': null,
};

/** What anybody may read without a key is open to every key. */
const openToAll = Object.keys(scopeOf).filter((id) => scopeOf[id] === null);
/** What is read only to change something afterwards. */
const readToWrite = ['workspaces.readTransfer'];

describe('the scope of an operation', () => {
  it('is the one that is written down here', () => {
    const said = operations.map(({ id, scope }) => [id, scope ?? null]);
    expect(Object.fromEntries(said)).toEqual(scopeOf);
    expect(said).toHaveLength(Object.keys(scopeOf).length);
  });

  it.each(operations.map(({ id, method, scope }) => [id, method, scope] as const))(
    '%s: %s reads, everything else writes',
    (id, method, scope) => {
      const reads = method === 'GET' && !readToWrite.includes(id);
      if (openToAll.includes(id)) expect(method).toBe('GET');
      else expect(scope).toMatch(reads ? /^\w+:read$/ : /^\w+:write$/);
    },
  );
});
