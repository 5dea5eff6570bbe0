/** Who may use which operation, on the closed room and the things in it. */
import type { OperationCase } from './cases.ts';
import { organizationOperations } from './organization-table.ts';
import { closedRoom, everyone, from, sees, writes, type Expected } from './roles.ts';
import { disposableKey, theRoom, type Room } from './room.ts';
import { teamOperations } from './team-tables.ts';

const inRoom = (path: (room: Room) => string) => async () => path(await theRoom());

/** Nobody has this version: whoever is allowed gets as far as being told so, and nothing changes. */
const stale = { 'if-match': '"v999999-0000000000000000"' };
/** A change needs somebody: guests hear so before anything is looked up. */
const changes = (role: 'writer' | 'admin', status: number, belowIt = 403): Expected =>
  from(role, status, {
    guest: 401,
    stranger: 404,
    reader: belowIt,
    writer: belowIt,
  });
const signedIn = (status: number): Expected => from('stranger', status, 401);
const none = '00000000-0000-7000-8000-000000000000';

export const operationCases: OperationCase[] = [
  { operation: 'health.read', name: 'for everybody', path: '/health', expected: everyone(200) },
  { operation: 'users.list', name: 'for everybody', path: '/users?q=a', expected: everyone(200) },
  {
    operation: 'search.find',
    name: 'for everybody',
    path: '/search?q=a',
    expected: everyone(200),
  },
  { operation: 'users.read', name: 'for everybody', path: '/users/emil', expected: everyone(200) },
  { operation: 'users.me', name: 'the signed-in', path: '/me', expected: signedIn(200) },
  {
    operation: 'users.updateMe',
    name: 'the signed-in',
    path: '/me',
    body: {},
    expected: signedIn(200),
  },
  {
    operation: 'users.changeHandle',
    name: 'the signed-in; this is no handle',
    path: '/me/handle',
    body: { handle: '' },
    expected: signedIn(400),
  },

  {
    operation: 'workspaces.list',
    name: 'public ones for everybody',
    path: '/workspaces',
    expected: everyone(200),
  },
  {
    operation: 'workspaces.list',
    name: 'of an owner for everybody; this names half of one',
    path: '/workspaces?ownerType=organization',
    expected: everyone(400),
  },
  {
    operation: 'workspaces.list',
    name: 'mine only when signed in',
    path: '/workspaces?access=write',
    expected: signedIn(200),
  },
  {
    operation: 'workspaces.create',
    name: 'anybody signed in; this one lacks a name',
    path: '/workspaces',
    body: {},
    expected: signedIn(400),
  },
  {
    operation: 'workspaces.read',
    name: 'a private one',
    path: `/workspaces/${closedRoom}`,
    expected: sees(),
  },
  {
    operation: 'workspaces.read',
    name: 'a private one by id',
    path: inRoom(({ workspace }) => `/workspaces/${workspace}`),
    expected: sees(),
  },
  {
    operation: 'workspaces.update',
    name: 'its administrators',
    path: `/workspaces/${closedRoom}`,
    body: {},
    headers: stale,
    expected: changes('admin', 412),
  },
  {
    operation: 'workspaces.delete',
    name: 'its administrators',
    path: `/workspaces/${closedRoom}`,
    headers: stale,
    expected: changes('admin', 412),
  },
  {
    operation: 'audit.listOfWorkspace',
    name: 'its administrators',
    path: `/workspaces/${closedRoom}/audit-log`,
    expected: changes('admin', 200),
  },

  ...(['workspaces.readTransfer', 'workspaces.transfer'] as const).map((operation) => ({
    operation,
    name: 'its owner alone',
    path: `/workspaces/${closedRoom}/transfer`,
    ...(operation === 'workspaces.transfer' && { body: { ownerType: 'user' } }),
    expected: from('owner', 200, {
      guest: 401,
      stranger: 404,
      reader: 403,
      writer: 403,
      admin: 403,
    }),
  })),

  ...teamOperations,

  { operation: 'resources.list', name: 'public ones', path: '/resources', expected: everyone(200) },
  {
    operation: 'resources.list',
    name: 'those of a private workspace',
    path: `/resources?workspace=${closedRoom}`,
    expected: sees(),
  },
  {
    operation: 'resources.list',
    name: 'drafts, for those who write there',
    path: `/resources?workspace=${closedRoom}&state=draft`,
    expected: from('writer', 200, { guest: 404, stranger: 404, reader: 403 }),
  },
  {
    operation: 'resources.create',
    name: 'in a private workspace, by its writers; this one lacks a title',
    path: '/resources',
    body: { type: 'post', workspace: closedRoom, post: { body: '' } },
    expected: signedIn(400),
  },
  {
    operation: 'resources.create',
    name: 'in a private workspace, by its writers; the one it credits does not exist',
    path: '/resources',
    body: {
      type: 'post',
      workspace: closedRoom,
      title: 'By nobody',
      post: { body: '' },
      authors: [{ type: 'user', id: none }],
    },
    expected: changes('writer', 400),
  },
  ...(['published', 'draft', 'scheduled'] as const).flatMap((state): OperationCase[] => {
    const expected = state === 'published' ? sees() : writes();
    const below = state === 'published' ? 403 : 404;
    const change = from('writer', 412, { guest: 401, stranger: 404, reader: below });
    const removal = from('admin', 412, { guest: 401, stranger: 404, reader: below, writer: 403 });
    const at = (rest = '') => inRoom((room) => `/resources/${room[state]}${rest}`);
    const name = `a ${state} post`;
    return [
      { operation: 'resources.read', name, path: at(), expected },
      { operation: 'resources.readPost', name, path: at('/post'), expected },
      { operation: 'resources.readUrls', name, path: at('/urls'), expected },
      { operation: 'resources.readAuthors', name, path: at('/authors'), expected },
      {
        operation: 'resources.update',
        name,
        path: at(),
        body: {},
        headers: stale,
        expected: change,
      },
      {
        operation: 'resources.replacePost',
        name,
        path: at('/post'),
        body: { body: 'Changed' },
        headers: stale,
        expected: change,
      },
      {
        operation: 'resources.replaceUrls',
        name,
        path: at('/urls'),
        body: [],
        headers: stale,
        expected: change,
      },
      {
        operation: 'resources.replaceAuthors',
        name,
        path: at('/authors'),
        body: [],
        headers: stale,
        expected: change,
      },
      { operation: 'resources.delete', name, path: at(), headers: stale, expected: removal },
    ];
  }),

  { operation: 'keys.list', name: 'one’s own', path: '/keys', expected: signedIn(200) },
  {
    operation: 'keys.list',
    name: 'those of a private workspace, for its administrators',
    path: inRoom(({ workspace }) => `/keys?ownerType=workspace&ownerId=${workspace}`),
    expected: changes('admin', 200),
  },
  {
    operation: 'keys.create',
    name: 'anybody signed in; this one lacks a name',
    path: '/keys',
    body: {},
    expected: signedIn(400),
  },
  {
    operation: 'keys.create',
    name: 'for a private workspace, its administrators; this one is over',
    path: '/keys',
    body: {
      name: 'Over',
      scopes: ['resources:read'],
      ownerType: 'workspace',
      ownerId: closedRoom,
      expiresAt: '2020-01-01T00:00:00.000Z',
    },
    expected: changes('admin', 400),
  },
  {
    operation: 'keys.read',
    name: 'of a private workspace, its administrators',
    path: inRoom(({ key }) => `/keys/${key}`),
    expected: from('admin', 200, { guest: 401 }),
  },
  {
    operation: 'keys.current',
    name: 'nobody without one',
    path: '/keys/current',
    expected: everyone(401),
  },
  {
    operation: 'keys.revoke',
    name: 'of a private workspace, its administrators',
    path: async () => `/keys/${await disposableKey()}`,
    expected: from('admin', 204, { guest: 401 }),
  },

  {
    operation: 'collections.list',
    name: 'public ones',
    path: '/collections',
    expected: everyone(200),
  },
  {
    operation: 'collections.create',
    name: 'anybody signed in; this one lacks a name',
    path: '/collections',
    body: {},
    expected: signedIn(400),
  },
  {
    operation: 'collections.read',
    name: 'of a private workspace',
    path: inRoom(({ collection }) => `/collections/${collection}`),
    expected: sees(),
  },
  {
    operation: 'collections.update',
    name: 'of a private workspace, by its writers',
    path: inRoom(({ collection }) => `/collections/${collection}`),
    body: {},
    headers: stale,
    expected: changes('writer', 412),
  },
  {
    operation: 'collections.delete',
    name: 'of a private workspace, by its administrators',
    path: inRoom(({ collection }) => `/collections/${collection}`),
    headers: stale,
    expected: changes('admin', 412),
  },
  {
    operation: 'collections.listItems',
    name: 'of a private workspace',
    path: inRoom(({ collection }) => `/collections/${collection}/items`),
    expected: sees(),
  },
  {
    operation: 'collections.addItem',
    name: 'of a private workspace, by its writers; this thing does not exist',
    path: inRoom(({ collection }) => `/collections/${collection}/items`),
    body: { itemType: 'resource', itemId: none },
    expected: changes('writer', 400),
  },
  {
    operation: 'collections.readItem',
    name: 'of a private workspace',
    path: inRoom((room) => `/collections/${room.collection}/items/resource/${room.published}`),
    expected: sees(),
  },
  {
    operation: 'collections.updateItem',
    name: 'of a private workspace, by its writers',
    path: inRoom((room) => `/collections/${room.collection}/items/resource/${room.published}`),
    body: { note: 'Kept.' },
    expected: changes('writer', 200),
  },
  {
    operation: 'collections.removeItem',
    name: 'of a private workspace, by its writers; there is no such item',
    path: inRoom(({ collection }) => `/collections/${collection}/items/resource/${none}`),
    expected: from('writer', 404, { guest: 401, stranger: 404, reader: 403 }),
  },

  ...organizationOperations,

  {
    operation: 'permissions.listActions',
    name: 'for everybody',
    path: '/permission-actions',
    expected: everyone(200),
  },
  ...(['workspace', 'resource', 'collection'] as const).flatMap((type): OperationCase[] => {
    const at = (rest = '') =>
      inRoom(
        (room) => `/permissions/${type}/${room[type === 'resource' ? 'published' : type]}${rest}`,
      );
    const name = `of a ${type}, by its administrators`;
    return [
      { operation: 'permissions.list', name, path: at(), expected: changes('admin', 200) },
      {
        operation: 'permissions.set',
        name: `${name}; there is no such audience`,
        path: at('/static/everybody/read'),
        body: { value: 'allow' },
        expected: changes('admin', 400),
      },
      {
        operation: 'permissions.clear',
        name: `${name}; there is no such rule`,
        path: at('/static/everybody/read'),
        expected: from('admin', 404, { guest: 401, stranger: 404, reader: 403, writer: 403 }),
      },
      {
        operation: 'permissions.explain',
        name: `about oneself, on a ${type}`,
        path: at('/explain'),
        expected: sees(),
      },
      {
        operation: 'permissions.explain',
        name: `about others, on a ${type}, by its administrators`,
        path: at('/explain?subject=audience:follower'),
        expected: from('admin', 200, { reader: 403, writer: 403 }),
      },
    ];
  }),
];
