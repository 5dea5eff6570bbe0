/** Every example of the document succeeds as it stands: the world here has what they name. */
import { organizationMembers } from '@vesta-cx/db';
import { beforeAll, describe, expect, it } from 'vitest';
import { openapi, type Operation } from '../../src/http/index.ts';
import { operations } from '../../src/operations.ts';
import type { Person } from '../../src/kernel/index.ts';
import * as users from '../../src/users/index.ts';
import * as make from '../make.ts';
import * as resources from '../../src/resources/index.ts';
import * as workspaces from '../../src/workspaces/index.ts';
import { account, workos } from '../workos.ts';
import { call } from './entities.ts';

const document = openapi(operations, {
  title: 'vesta',
  version: '1',
  serverUrl: 'https://vesta.example/api',
  sessionCookie: 'session',
  keys: true,
});

const exampleOf = ({ path, method }: Operation): unknown =>
  document.paths[path]![method.toLowerCase()]!.requestBody?.content['application/json']!.example;
const byId = (id: string) => operations.find((operation) => operation.id === id)!;

/** The people and things that examples name. */
const named = {
  user: 'user_01J9Z3V5X7Q2M4N6P8R0T1W3Y5',
  thing: '0198a5f0-0000-7000-8000-000000000001',
  workspace: 'ada-okafor',
};

let ada: Person;
const at: Record<string, string> = {
  itemType: 'resource',
  itemId: named.thing,
  objectType: 'workspace',
  subjectType: 'static',
  subjectId: 'follower',
  action: 'comment',
};

beforeAll(async () => {
  ada = await account('Ada');
  const mira = { workosUserId: named.user, email: 'mira@example.net', firstName: 'Mira' };
  await users.signIn(make.db, { ...mira, lastName: null, avatarUrl: null, organizationId: null });
  at.workspace = (await make.workspace(ada, { slug: named.workspace })).id;
  at.objectId = at.workspace;
  const post = { type: 'post', workspace: at.workspace, title: 'News', post: { body: 'Hi' } };
  at.resource = await made('resources.create', post);
  at.collection = await made('collections.create', { name: 'A' });
  at.organization = await made('organizations.create', { name: 'Saltmarsh Sounds' });
  const member = { organizationId: at.organization, userId: named.user, role: 'member' } as const;
  await make.db.insert(organizationMembers).values(member);
  at.team = await made('teams.create', { name: 'A' });
  at.user = named.user;
});

const addressOf = ({ path }: Operation) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => at[name]!);

async function made(id: string, body: unknown): Promise<string> {
  const answer = await call(byId(id), addressOf(byId(id)), { as: ada, body });
  const text = await answer.text();
  expect(answer.status, text).toBe(201);
  return (JSON.parse(text) as { id: string }).id;
}

/** What an operation needs besides, just before it is asked. */
const before: Record<string, () => Promise<unknown>> = {
  'collections.addItem': async () => {
    const { db } = make;
    const home = await workspaces.authorize(db, ada, at.workspace!, 'write');
    const song = { id: named.thing, type: 'song', title: 'Blue Hour' } as const;
    await resources.create(db, ada, home, song);
  },
  'organizations.updateMember': async () => {
    const other = await account('Bruno');
    const place = {
      organizationId: at.organization!,
      userId: other.userId,
      role: 'member',
    } as const;
    await workos.memberships.give(place);
    await make.db.insert(organizationMembers).values(place);
    at.user = other.userId;
  },
};

const sending = operations.filter(({ body }) => body);

describe('the example of', () => {
  for (const operation of sending) {
    it(`${operation.id} is done as it stands`, async () => {
      await before[operation.id]?.();
      const answer = await call(operation, addressOf(operation), {
        as: ada,
        body: exampleOf(operation),
      });
      expect(answer.ok, `${answer.status} ${await answer.text()}`).toBe(true);
    });
  }

  it('each part of a union is one of its parts', () => {
    const { Resource, NewResource, CollectionItem } = document.components.schemas;
    const thing = CollectionItem!.properties!.thing!;
    for (const union of [Resource!, NewResource!, thing]) {
      const { mapping, propertyName } = union.discriminator!;
      expect(propertyName).toBe('type');
      const parts = union.oneOf!.map(({ $ref }) => $ref!);
      expect(Object.values(mapping).sort()).toEqual(parts.toSorted());
      for (const [value, at] of Object.entries(mapping)) {
        const part = document.components.schemas[at.split('/').at(-1)!]!;
        expect(part.properties!.type!.const, at).toBe(value);
      }
    }
  });

  it('names every body, and says how long it may be', () => {
    for (const { id, path, method, maxBytes } of sending) {
      const { requestBody } = document.paths[path]![method.toLowerCase()]!;
      expect(requestBody!.content['application/json']!.schema, id).toHaveProperty('$ref');
      expect(requestBody!.description, id).toContain(String(maxBytes));
    }
    const names = sending.map(({ path, method }) =>
      String(
        document.paths[path]![method.toLowerCase()]!.requestBody!.content['application/json']!
          .schema.$ref,
      ),
    );
    expect(new Set(names).size).toBe(sending.length);
  });

  it('says what slugs, handles and mail addresses look like, wherever there is one', () => {
    const slug = '^[a-z0-9]+(?:-[a-z0-9]+)*$';
    const looks: Record<string, string[]> = {
      slug: [slug],
      handle: [slug],
      userHandle: [slug],
      // What is sent is described more narrowly than what may come.
      email: ['^[^\\s@]+@[^\\s@]+$', 'email'],
    };
    let found = 0;
    const walk = (value: unknown, name: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { properties = {} } = value as { properties?: Record<string, object> };
      for (const [field, schema] of Object.entries(properties)) {
        // The slug of an action is a word of the rules.
        if (!looks[field] || name === 'PermissionAction') continue;
        const told = JSON.stringify(schema);
        const says = looks[field].some((look) => told.includes(JSON.stringify(look)));
        expect(says, `${name}.${field} ${told}`).toBe(true);
        found += 1;
      }
      for (const [key, inner] of Object.entries(value)) walk(inner, name || key);
    };
    for (const [name, schema] of Object.entries(document.components.schemas)) walk(schema, name);
    expect(found).toBeGreaterThan(20);
  });

  it('describes every operation and every tag', () => {
    for (const methods of Object.values(document.paths)) {
      for (const { operationId, description, responses } of Object.values(methods)) {
        expect(description, operationId).toBeTruthy();
        expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(['308', '405']));
      }
    }
    for (const { name, description } of document.tags) expect(description, name).toBeTruthy();
  });
});
