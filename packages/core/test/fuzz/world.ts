/** Things for a fuzzed request to be about: something of each kind, and other people’s. */
import { organizationMembers } from '@vesta-cx/db';
import { openapi, type Operation } from '../../src/http/index.ts';
import { operations } from '../../src/operations.ts';
import type { Person } from '../../src/kernel/index.ts';
import * as make from '../make.ts';
import { call } from '../api/entities.ts';
import { account, workos } from '../workos.ts';

/** Both ways in, so that all is described that anybody can be answered. */
export const document = openapi(operations, {
  title: 'vesta',
  version: '1',
  serverUrl: 'https://vesta.example/api',
  sessionCookie: 'session',
  keys: true,
});

export interface World {
  ada: Person & { email: string };
  bruno: Person & { email: string };
  /** Values of path parameters that lead somewhere, by the name of the parameter. */
  places: Record<string, string[]>;
  /** Values that lead somewhere together. */
  together: Record<string, string>[];
}

const byId = (id: string) => operations.find((operation) => operation.id === id)!;

/** A new world; what the last one has become does not matter. */
export async function newWorld(): Promise<World> {
  const [ada, bruno] = [await account('Ada'), await account('Bruno')];
  const places: Record<string, string[]> = {
    user: [ada.userId, bruno.userId],
    objectType: ['workspace', 'resource', 'organization', 'collection'],
    subjectType: ['user', 'team', 'organization', 'static'],
    subjectId: ['follower', 'guest', 'authenticated', bruno.userId],
    action: ['read', 'write', 'comment', 'admin', 'delete'],
    itemType: ['resource', 'collection', 'user', 'workspace'],
  };
  const home = await make.workspace(ada);
  const theirs = await make.workspace(bruno, { visibility: 'private' });
  places.workspace = [home.id, home.slug, theirs.id, theirs.slug];
  const workspace = home.id;
  const publishedAt = '2026-01-01T12:00:00.000Z';
  const about = { workspace, title: 'Blue Hour', publishedAt };
  places.resource = [
    await made('resources.create', { ...about, type: 'post', post: { body: '*Hi*' } }),
    await made('resources.create', { ...about, type: 'song', song: { genre: 'ambient' } }),
    await made('resources.create', { ...about, type: 'album', publishedAt: null }),
    await made('resources.create', { type: 'status', excerpt: 'Hello', publishedAt }),
    await made('resources.create', { type: 'status', excerpt: 'Bruno’s draft' }, bruno),
  ];
  places.collection = [
    await made('collections.create', { name: 'Slow records' }),
    await made('collections.create', { name: 'Hidden', status: 'UNLISTED' }, bruno),
  ];
  places.organization = [await made('organizations.create', { name: 'Saltmarsh Sounds' })];
  const [organizationId] = places.organization as [string];
  const member = { organizationId, userId: bruno.userId, role: 'member' } as const;
  await workos.memberships.give(member);
  await make.db.insert(organizationMembers).values(member);
  const inIt = { organization: organizationId };
  places.team = [await made('teams.create', { name: 'Artists' }, ada, inIt)];
  const email = `${crypto.randomUUID()}@example.com`;
  places.invitation = [await made('invitations.create', { email }, ada, inIt)];
  places.key = [await made('keys.create', { name: 'Reader', scopes: ['resources:read'] })];
  places.objectId = [
    home.id,
    theirs.id,
    organizationId,
    places.resource[0]!,
    places.collection[0]!,
  ];
  places.itemId = [...places.resource, places.collection[1]!, home.id, bruno.userId];
  for (const itemId of places.resource.slice(0, 2)) {
    await call(byId('collections.addItem'), `/collections/${places.collection[0]}/items`, {
      as: ada,
      body: { itemType: 'resource', itemId },
    });
  }
  const [itemId, collection, team] = [places.resource[0]!, places.collection[0]!, places.team[0]!];
  await call(byId('teams.addMember'), `/teams/${team}/members`, {
    as: ada,
    body: { userId: bruno.userId },
  });
  const theirLabel = await made('organizations.create', { name: 'Nightjar' }, bruno);
  const toAda = { organization: theirLabel };
  const invitation = await made('invitations.create', { email: ada.email }, bruno, toAda);
  const together: Record<string, string>[] = [
    { collection, itemType: 'resource', itemId },
    { objectType: 'workspace', objectId: home.id, subjectType: 'static', subjectId: 'follower' },
    { organization: organizationId, user: bruno.userId },
    { team, user: bruno.userId },
    { invitation },
  ];
  return { ada, bruno, places, together };

  async function made(
    id: string,
    body: unknown,
    as: Person = ada,
    params: Record<string, string> = {},
  ): Promise<string> {
    const address = addressIn(byId(id), (name) => params[name]!);
    const answer = await call(byId(id), address, { as, body });
    return ((await answer.json()) as { id: string }).id;
  }
}

/** The operation's address with what `valueOf` gives for each name in its path. */
export const addressIn = ({ path }: Operation, valueOf: (name: string) => string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(valueOf(name)));
