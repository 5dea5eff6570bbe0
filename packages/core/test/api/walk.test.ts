/** Every operation is called once; `call` holds what it answers against what the document says. */
import { afterAll, describe, expect, it } from 'vitest';
import { openapi, type Answer, type Operation } from '../../src/http/index.ts';
import { operations } from '../../src/operations.ts';
import { batch } from '@vesta-cx/db/query';
import type { Person } from '../../src/kernel/index.ts';
import { mirrorMembership } from '../../src/organizations/mirror.ts';
import * as organizations from '../../src/organizations/index.ts';
import * as make from '../make.ts';
import { account, workos } from '../workos.ts';
import { call } from './entities.ts';

const document = openapi(operations, {
  title: 'vesta',
  version: '1',
  serverUrl: 'https://vesta.example/api',
  sessionCookie: 'session',
});

/** What the walk has made so far, by the name of the path parameter that leads to it. */
const made: Record<string, string> = {
  itemType: 'resource',
  objectType: 'workspace',
  subjectType: 'static',
  subjectId: 'follower',
  action: 'comment',
};
let ada: Person & { email: string };

/** What to send, where the walk needs something other than the document's own example. */
const bodies: Record<string, () => unknown> = {
  'workspaces.create': () => ({ name: 'Saltmarsh', slug: 'saltmarsh' }),
  'resources.create': () => ({
    type: 'song',
    workspace: made.workspace,
    title: 'Blue Hour',
    publishedAt: '2026-01-01T12:00:00.000Z',
    song: { durationMs: 200_000, genre: 'ambient', releaseDate: '2026-01-01' },
    urls: [{ url: 'https://saltmarsh.bandcamp.com/track/blue-hour' }],
  }),
  'resources.update': () => ({ title: 'Blue Hour (again)' }),
  'resources.replaceAuthors': () => [{ type: 'user', id: ada.userId, role: 'composer' }],
  'organizations.create': () => ({ name: 'Saltmarsh Sounds' }),
  'invitations.create': () => ({ email: 'mira@example.com' }),
  'organizations.updateMember': () => ({ role: 'admin' }),
  'organizations.update': () => ({ avatarUrl: 'https://example.com/heron.png' }),
  'collections.create': () => ({ name: 'Slow records' }),
  'collections.update': () => ({ description: 'For the drive home' }),
  'collections.addItem': () => ({ itemType: 'resource', itemId: made.resource }),
  'teams.addMember': () => ({ userId: made.user }),
  'workspaces.transfer': () => ({ ownerType: 'user' }),
  'keys.create': () => ({ name: 'Site builder', scopes: ['resources:read'] }),
  'permissions.set': () => ({ value: 'deny' }),
  'collections.updateItem': () => ({ note: 'The one that started it' }),
};

/** What to ask, where a query is needed. */
const queries: Record<string, string> = { 'users.list': '?q=ada', 'search.find': '?q=ada' };

/** Makers first, then what reads and changes, then what takes away: the innermost first. */
const depth = ({ path }: Operation) => path.split('/').length;
const order = ({ kind }: Operation) =>
  ['create', 'list', 'read', 'update', 'replace', 'delete'].indexOf(kind);
const parents = ['workspaces', 'resources', 'collections', 'organizations', 'teams', 'invitations'];
const walk = operations.toSorted((a, b) => {
  const makes = [a, b].every(({ kind }) => kind === 'create');
  const within = makes ? depth(a) - depth(b) || parents.indexOf(a.tag) - parents.indexOf(b.tag) : 0;
  const takes = [a, b].every(({ kind }) => kind === 'delete');
  const from = takes ? depth(b) - depth(a) || parents.indexOf(b.tag) - parents.indexOf(a.tag) : 0;
  return order(a) - order(b) || within || from;
});

/** The person, with the walk's key where only keys are let in. */
const caller = ({ onlyKeys }: Operation, person: Person): Person =>
  onlyKeys ? { ...person, key: { id: made.key ?? 'none', confinedTo: null } } : person;

const answered = new Set<string>();

describe('what the document says of', () => {
  for (const operation of walk) {
    it(`${operation.id} is what it answers`, async () => {
      ada ??= await account('Ada');
      if (operation.path.endsWith('/post')) await usePost();
      if (/\{user\}|teams\/\{team\}\/members/.test(operation.path)) await useMember();
      if (operation.path.includes('{invitation}')) made.invitation = await invitationTo(operation);
      const address = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => made[name]!);
      const described = document.paths[operation.path]![operation.method.toLowerCase()]!;
      const example = described.requestBody?.content['application/json']!.example;
      const response = await call(operation, address + (queries[operation.id] ?? ''), {
        as: caller(operation, ada),
        ...(operation.body && { body: bodies[operation.id]?.() ?? example }),
      });
      const text = await response.text();
      expect(response.ok, `${response.status} ${text}`).toBe(true);
      const answer = described.responses[response.status] as Answer;
      for (const name of Object.keys(answer.headers ?? {})) {
        if (name === 'ETag' || name === 'Location') expect(response.headers.get(name)).toBeTruthy();
      }
      if (!answer.content) expect(text).toBe('');
      if (operation.kind === 'create') remember(operation, JSON.parse(text), response);
      answered.add(operation.id);
    });

    it(`${operation.id} is a problem when the query is nonsense`, async () => {
      const response = await call(operation, `${operation.path}?nonsense=1`, {
        as: caller(operation, ada ?? (await make.person())),
        params: Object.fromEntries(Object.keys(operation.params.shape).map((name) => [name, 'x'])),
      });
      // A path that leads nowhere is told first.
      expect([400, 404]).toContain(response.status);
    });
  }

  afterAll(() => expect(answered.size).toBe(operations.length));
});

/** A 201 leads on: its Location is the address of what was made. */
function remember({ id, tag, path }: Operation, value: Record<string, string>, response: Response) {
  const location = new URL(response.headers.get('location')!).pathname;
  if (tag === 'invitations') {
    sent = value.id;
    expect(location).toBe(`/api/organizations/${made.organization}/invitations/${value.id}`);
  } else if (path === `/${tag}` || id === 'teams.create') {
    made[tag.slice(0, -1)] = value.id!;
    if (tag === 'workspaces') made.objectId = value.id!;
    expect(location).toBe(`/api/${tag}/${value.id}`);
  } else if (id === 'teams.addMember') {
    made.user = value.userId!;
    expect(location).toBe(`/api/teams/${made.team}/members/${made.user}`);
  } else {
    made.itemId = value.itemId!;
    expect(location).toBe(`/api/collections/${made.collection}/items/resource/${made.itemId}`);
  }
}

let post: string | undefined;

/** Only a post has a text: the walk's own resource is a song. */
async function usePost(): Promise<void> {
  if (!post) {
    const create = operations.find(({ id }) => id === 'resources.create')!;
    const body = {
      type: 'post',
      workspace: made.workspace,
      title: 'News',
      post: { body: 'Hello' },
    };
    const response = await call(create, '/resources', { as: ada, body });
    post = ((await response.json()) as { id: string }).id;
  }
  made.resource = post;
}

/** Somebody else in the walk's organization. */
async function useMember(): Promise<void> {
  if (made.user) return;
  const mira = await account('Mira');
  made.user = mira.userId;
  const place = {
    organizationId: made.organization!,
    userId: mira.userId,
    role: 'member',
  } as const;
  const given = await workos.memberships.give(place);
  await batch(make.db, (q) => mirrorMembership(q, given));
}

let sent: string | undefined;

/** The walk's own invitation, or one of somebody else's for whoever accepts it. */
async function invitationTo({ id }: Operation): Promise<string> {
  if (id !== 'invitations.accept') return sent!;
  const other = await account('Bruno');
  const founded = await organizations.create(make.db, workos, other, { name: 'Nightjar' });
  const proof = await organizations.authorize(make.db, other, founded.workosOrgId, 'admin');
  const theirs = await organizations.invite(make.db, workos, proof, {
    email: ada.email,
    role: 'member',
  });
  return theirs.id;
}
