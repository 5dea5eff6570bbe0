/** Walks every operation of the API and holds each answer against the document. */
import { expect, test } from '@playwright/test';
import { documentAt } from './support/document.ts';
import { baseUrl, cookieOf } from './support/sign-in.ts';

/** One request of the walk; `keep` stores what later ones need. */
interface Step {
  operation: string;
  params?: (kept: Kept) => Record<string, string>;
  query?: (kept: Kept) => string;
  body?: (kept: Kept) => unknown;
  keep?: (answer: { id: string; slug: string; ownerId: string; key: string }, kept: Kept) => void;
  /** Ada, unless somebody else; `key`: with the key that was made. */
  as?: 'guest' | 'bruno' | 'key';
  status: number;
}
type Kept = Record<string, string>;

const run = Date.now().toString(36);
const workspace = (kept: Kept) => ({ workspace: kept.workspace! });
const resource = (kept: Kept) => ({ resource: kept.resource! });
const collection = (kept: Kept) => ({ collection: kept.collection! });
const rule = (kept: Kept) => ({
  objectType: 'workspace',
  objectId: kept.workspace!,
  subjectType: 'static',
  subjectId: 'follower',
  action: 'comment',
});
const item = (kept: Kept) => ({
  collection: kept.collection!,
  itemType: 'resource',
  itemId: kept.resource!,
});

const organization = (kept: Kept) => ({ organization: kept.organization! });

const member = (kept: Kept) => ({ ...organization(kept), user: kept.user! });

const invitation = (kept: Kept) => ({
  ...organization(kept),
  invitation: kept.invitation!,
});
const team = (kept: Kept) => ({ team: kept.team! });
const teamMember = (kept: Kept) => ({ team: kept.team!, user: kept.user! });
/** The label's administrator makes a team, is in it, and deletes it. */
const teamWalk: Step[] = (
  [
    {
      operation: 'users.me',
      keep: ({ id }, kept) => (kept.user = id),
      status: 200,
    },
    {
      operation: 'workspaces.read',
      params: () => ({ workspace: 'nightjar-records' }),
      keep: ({ ownerId }, kept) => (kept.organization = ownerId),
      status: 200,
    },
    {
      operation: 'teams.create',
      params: ({ organization }) => ({ organization: organization! }),
      body: () => ({ name: `Walk ${run}` }),
      keep: ({ id }, kept) => (kept.team = id),
      status: 201,
    },
    {
      operation: 'teams.list',
      params: ({ organization }) => ({ organization: organization! }),
      query: () => 'limit=5',
      status: 200,
    },
    { operation: 'teams.read', params: team, status: 200 },
    {
      operation: 'teams.update',
      params: team,
      body: () => ({ name: `Walked ${run}` }),
      status: 200,
    },
    {
      operation: 'teams.addMember',
      params: team,
      body: ({ user }) => ({ userId: user }),
      status: 201,
    },
    { operation: 'teams.listMembers', params: team, status: 200 },
    { operation: 'teams.readMember', params: teamMember, status: 200 },
    { operation: 'teams.removeMember', params: teamMember, status: 204 },
    { operation: 'teams.delete', params: team, status: 204 },
  ] satisfies Step[]
).map((step) => ({ ...step, as: 'bruno' }));

const walk: Step[] = [
  { operation: 'health.read', status: 200 },
  { operation: 'users.list', query: () => 'q=a&limit=2', as: 'guest', status: 200 },
  { operation: 'users.list', status: 400 },
  { operation: 'search.find', query: () => 'q=a&limit=20', as: 'guest', status: 200 },
  { operation: 'search.find', query: () => 'q=a&type=user,workspace', status: 200 },
  { operation: 'search.find', query: () => 'q=a&type=nothing', status: 400 },
  {
    operation: 'users.read',
    params: () => ({ user: 'emil' }),
    keep: ({ id }, kept) => (kept.emil = id),
    status: 200,
  },
  { operation: 'users.read', params: ({ emil }) => ({ user: emil! }), status: 200 },
  { operation: 'users.read', params: () => ({ user: 'nobody-at-all' }), status: 404 },
  { operation: 'users.me', status: 200 },
  { operation: 'users.me', as: 'guest', status: 401 },
  { operation: 'users.updateMe', body: () => ({ bio: 'Listener.' }), status: 200 },
  { operation: 'users.updateMe', body: () => ({ handle: 7 }), status: 400 },
  { operation: 'users.changeHandle', body: () => ({ handle: 'ada' }), status: 200 },
  { operation: 'users.changeHandle', body: () => ({ handle: 'emil' }), status: 409 },
  { operation: 'users.changeHandle', body: () => ({ handle: '-' }), status: 400 },
  {
    operation: 'workspaces.create',
    body: () => ({ name: 'Walked', slug: `walked-${run}` }),
    keep: ({ id }, kept) => (kept.workspace = id),
    status: 201,
  },
  {
    operation: 'workspaces.create',
    body: () => ({ name: 'x', slug: `walked-${run}` }),
    status: 409,
  },
  { operation: 'workspaces.create', body: () => ({ name: '' }), status: 400 },
  { operation: 'workspaces.create', body: () => ({ name: 'x' }), as: 'guest', status: 401 },
  { operation: 'workspaces.list', query: () => 'limit=3', status: 200 },
  { operation: 'workspaces.list', query: () => 'ownerType=user&ownerId=user_x', status: 200 },
  { operation: 'workspaces.list', query: () => 'ownerId=user_x', status: 400 },
  { operation: 'workspaces.list', query: () => 'colour=red', status: 400 },
  { operation: 'workspaces.list', query: () => 'cursor=nonsense', status: 400 },
  { operation: 'workspaces.read', params: workspace, status: 200 },
  { operation: 'workspaces.read', params: () => ({ workspace: 'nobody-at-all' }), status: 404 },
  {
    operation: 'workspaces.update',
    params: workspace,
    body: () => ({ description: 'Changed', theme: { accent: '#336699' } }),
    status: 200,
  },
  ...(
    [
      { type: 'status', excerpt: 'On air.' },
      {
        type: 'song',
        title: 'Song',
        song: { durationMs: 61_000, genre: 'Drone' },
        urls: [{ url: 'https://example.bandcamp.com/track/song' }],
        publishedAt: '2026-01-01T00:00:00Z',
      },
      { type: 'album', title: 'Album', album: { releaseDate: '2026-01-01' } },
      { type: 'post', title: 'Post', post: { body: '# Hello\n\nworld' } },
    ] as const
  ).map((body): Step => ({
    operation: 'resources.create',
    body: (kept) => ({ workspace: kept.workspace, ...body }),
    keep: ({ id }, kept) => (kept.resource = id),
    status: 201,
  })),
  {
    operation: 'resources.create',
    body: (kept) => ({ workspace: kept.workspace, type: 'post', title: 'x', post: {} }),
    status: 400,
  },
  { operation: 'resources.list', query: () => 'type=post,song&limit=5', status: 200 },
  {
    operation: 'resources.list',
    query: (kept) => `workspace=${kept.workspace}&state=all`,
    status: 200,
  },
  { operation: 'resources.read', params: resource, status: 200 },
  { operation: 'resources.read', params: resource, as: 'guest', status: 404 },
  {
    operation: 'resources.update',
    params: resource,
    body: () => ({ publishedAt: '2026-02-01T10:00:00+02:00', status: 'UNLISTED' }),
    status: 200,
  },
  { operation: 'resources.readPost', params: resource, status: 200 },
  {
    operation: 'resources.replacePost',
    params: resource,
    body: () => ({ body: 'Other words' }),
    status: 200,
  },
  {
    operation: 'resources.replaceUrls',
    params: resource,
    body: () => [{ url: 'https://open.spotify.com/track/0000' }],
    status: 200,
  },
  {
    operation: 'resources.replaceUrls',
    params: resource,
    body: () => [{ url: 'javascript:alert(1)' }],
    status: 400,
  },
  { operation: 'resources.readUrls', params: resource, status: 200 },
  {
    operation: 'resources.replaceAuthors',
    params: resource,
    body: (kept) => [{ type: 'workspace', id: kept.workspace, role: 'writer' }],
    status: 200,
  },
  { operation: 'resources.readAuthors', params: resource, status: 200 },
  {
    operation: 'collections.create',
    body: () => ({ name: `Walk ${run}`, description: 'On the way' }),
    keep: ({ id }, kept) => (kept.collection = id),
    status: 201,
  },
  { operation: 'collections.list', query: () => 'limit=2', status: 200 },
  { operation: 'collections.read', params: collection, status: 200 },
  {
    operation: 'collections.update',
    params: collection,
    body: () => ({ status: 'UNLISTED' }),
    status: 200,
  },
  {
    operation: 'collections.addItem',
    params: collection,
    body: (kept) => ({ itemType: 'resource', itemId: kept.resource, note: 'First' }),
    status: 201,
  },
  { operation: 'collections.listItems', params: collection, status: 200 },
  { operation: 'collections.readItem', params: item, status: 200 },
  {
    operation: 'collections.updateItem',
    params: item,
    body: () => ({ note: 'Still first' }),
    status: 200,
  },
  { operation: 'collections.removeItem', params: item, status: 204 },
  {
    operation: 'keys.create',
    body: () => ({ name: 'Walked', scopes: ['resources:read'] }),
    keep: ({ id, key }, kept) => Object.assign(kept, { key: id, secret: key }),
    status: 201,
  },
  { operation: 'keys.current', as: 'key', status: 200 },
  { operation: 'keys.current', status: 401 },
  { operation: 'keys.create', body: () => ({ name: 'Walked', scopes: ['all'] }), status: 400 },
  { operation: 'keys.list', query: () => 'limit=2', status: 200 },
  { operation: 'keys.read', params: ({ key }) => ({ key: key! }), status: 200 },
  { operation: 'keys.revoke', params: ({ key }) => ({ key: key! }), status: 204 },
  { operation: 'collections.delete', params: collection, status: 204 },
  {
    operation: 'organizations.create',
    body: () => ({ name: `Walked ${run}`, theme: { corners: 'soft' } }),
    keep: ({ id }, kept) => (kept.organization = id),
    status: 201,
  },
  { operation: 'organizations.create', body: () => ({ name: '' }), status: 400 },
  { operation: 'organizations.list', query: () => 'limit=2', status: 200 },
  { operation: 'organizations.read', params: organization, status: 200 },
  { operation: 'organizations.read', params: () => ({ organization: 'org_x' }), status: 404 },
  {
    operation: 'organizations.update',
    params: organization,
    body: () => ({ name: `Walked on ${run}`, avatarUrl: 'https://example.com/a.png' }),
    status: 200,
  },
  {
    operation: 'organizations.listMembers',
    params: organization,
    keep: (answer, kept) => (kept.user = (answer as unknown as { userId: string }[])[0]!.userId),
    status: 200,
  },
  { operation: 'organizations.readMember', params: member, status: 200 },
  { operation: 'audit.listOfOrganization', params: organization, status: 200 },
  { operation: 'audit.listOfOrganization', params: organization, as: 'guest', status: 401 },
  {
    operation: 'organizations.updateMember',
    params: member,
    body: () => ({ role: 'member' }),
    status: 409,
  },
  {
    operation: 'organizations.updateMember',
    params: member,
    body: () => ({ role: 'admin' }),
    status: 200,
  },
  {
    operation: 'invitations.create',
    params: organization,
    body: () => ({ email: 'ada@example.com' }),
    status: 409,
  },
  {
    operation: 'invitations.create',
    params: organization,
    body: () => ({ email: `walk-${run}@example.com`, role: 'admin' }),
    keep: ({ id }, kept) => (kept.invitation = id),
    status: 201,
  },
  { operation: 'invitations.list', params: organization, query: () => 'limit=1', status: 200 },
  { operation: 'invitations.read', params: invitation, status: 200 },
  { operation: 'invitations.resend', params: invitation, status: 200 },
  { operation: 'invitations.listMine', status: 200 },
  { operation: 'invitations.accept', params: invitation, status: 404 },
  { operation: 'invitations.revoke', params: invitation, status: 204 },
  { operation: 'organizations.removeMember', params: member, status: 409 },
  { operation: 'organizations.delete', params: organization, status: 204 },
  { operation: 'audit.listOfWorkspace', params: workspace, query: () => 'limit=3', status: 200 },
  {
    operation: 'audit.listOfWorkspace',
    params: workspace,
    query: () => 'kind=resource.update&from=2026-01-01&user=user_1',
    status: 200,
  },
  { operation: 'audit.listOfWorkspace', params: workspace, query: () => 'to=later', status: 400 },
  { operation: 'audit.listOfWorkspace', params: workspace, as: 'guest', status: 401 },
  { operation: 'resources.delete', params: resource, status: 204 },
  { operation: 'permissions.listActions', status: 200 },
  { operation: 'permissions.set', params: rule, body: () => ({ value: 'deny' }), status: 201 },
  { operation: 'permissions.set', params: rule, body: () => ({ value: 'allow' }), status: 200 },
  { operation: 'permissions.set', params: rule, body: () => ({ value: 'maybe' }), status: 400 },
  { operation: 'permissions.list', params: rule, query: () => 'value=allow', status: 200 },
  { operation: 'permissions.list', params: rule, as: 'guest', status: 401 },
  {
    operation: 'permissions.explain',
    params: rule,
    query: () => 'subject=audience:follower',
    status: 200,
  },
  { operation: 'permissions.clear', params: rule, status: 204 },
  { operation: 'permissions.clear', params: rule, status: 404 },
  { operation: 'workspaces.readTransfer', params: workspace, status: 200 },
  {
    operation: 'workspaces.transfer',
    params: workspace,
    body: () => ({ ownerType: 'user' }),
    status: 200,
  },
  {
    operation: 'workspaces.transfer',
    params: workspace,
    body: () => ({ ownerType: 'organization' }),
    status: 400,
  },
  { operation: 'workspaces.delete', params: workspace, status: 204 },
  ...teamWalk,
];

test('every operation answers as its document says', async () => {
  const document = await documentAt(`${baseUrl()}/api`);
  expect(document.openapi).toMatch(/^3\.1\./);

  const kept: Kept = {};
  const succeeded = new Set<string>();
  for (const step of walk) {
    const operation = document.operations.find((one) => one.operationId === step.operation);
    if (!operation) throw new Error(`${step.operation} is not in the document`);
    const method = operation.method.toUpperCase();
    const params = step.params?.(kept) ?? {};
    const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name]!);
    const path = filled + (step.query ? `?${step.query(kept)}` : '');
    const body = step.body?.(kept);
    const answer = await fetch(`${baseUrl()}/api${path}`, {
      method,
      headers: {
        ...(await credentialsOf(step, kept)),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    await document.expectDescribed(method, path, answer);
    const text = await answer.text();
    expect(answer.status, `${step.operation} ${path} ${text}`).toBe(step.status);
    if (!answer.ok) continue;
    succeeded.add(step.operation);
    if (text !== '')
      step.keep?.(JSON.parse(text) as Parameters<NonNullable<Step['keep']>>[0], kept);
  }
  const all = document.operations.map(({ operationId }) => operationId);
  // Accepting, and taking out somebody else, need a second person: journeys/organizations.spec.ts.
  const elsewhere = ['invitations.accept', 'organizations.removeMember'];
  for (const operation of elsewhere) succeeded.add(operation);
  expect([...succeeded].sort()).toEqual([...new Set(all)].sort());
});

async function credentialsOf({ as }: Step, kept: Kept): Promise<Record<string, string>> {
  if (as === 'guest') return {};
  if (as === 'key') return { authorization: `Bearer ${kept.secret}` };
  return { cookie: await cookieOf(as ?? 'ada') };
}
