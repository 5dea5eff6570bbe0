import {
  apiKeys,
  auditEvents,
  idempotencyKeys,
  newId,
  organizationMembers,
  organizations,
  permissions,
  users,
  workspaces as homes,
} from '@vesta-cx/db';
import { and, eq, isNull } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { handle, meaningOf, scopes as known, type Operation, type Scope } from '../http/index.ts';
import { operations } from '../operations.ts';
import { withRequestId, type Person, remove as removeRows } from '../kernel/index.ts';
import * as collections from '../collections/index.ts';
import * as resources from '../resources/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { expectDescribed } from '../../test/api/described.ts';
import { call, cursorSecret } from '../../test/api/entities.ts';
import { collection } from '../../test/collections.ts';
import { db, person, refresh, rule, workspace } from '../../test/make.ts';
import { post } from '../../test/resources.ts';
import { interleave } from '../../test/interleave.ts';
import { batch } from '@vesta-cx/db/query';
import * as keys from './index.ts';
import { noServices } from '../../test/no-services.ts';

const all = Object.keys(known) as Scope[];
const hour = 60 * 60 * 1000;
let ada: Person;

beforeAll(async () => {
  ada = await person('Ada');
});

/** A key, as its maker holds it in their hands. */
const made = async (by: Person, input: Partial<keys.CreateKey> = {}) =>
  keys.create(db, by, {
    name: 'Site builder',
    scopes: keys.scopesFor(input.ownerType ?? 'user'),
    ...input,
  });

/** Asks the API with a key. */
async function ask(secret: string, method: string, path: string, body?: unknown, now?: Date) {
  const address = path.split('?')[0]!;
  for (const operation of operations.filter((one) => one.method === method)) {
    const pattern = new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const match = pattern.exec(address);
    if (match) return send(operation, secret, path, { ...match.groups }, body, now);
  }
  throw new Error(`There is no ${method} ${path}`);
}

async function send(
  operation: Operation,
  secret: string,
  path: string,
  params: Record<string, string>,
  body?: unknown,
  now?: Date,
) {
  const waiting: Promise<unknown>[] = [];
  const request = new Request(`https://vesta.example/api${path}`, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${secret}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const waitUntil = (work: Promise<unknown>) => void waiting.push(work);
  const answer = await withRequestId(request, () =>
    keys.handleWithKey(operation, request, {
      db,
      params,
      waitUntil,
      now,
      cursorSecret: () => cursorSecret,
      services: noServices,
    }),
  );
  await Promise.all(waiting);
  await expectDescribed(operation, answer);
  return { status: answer.status, headers: answer.headers, body: await bodyOf(answer) };
}

const bodyOf = async (answer: Response) => {
  const text = await answer.text();
  return text === '' ? null : JSON.parse(text);
};

async function organizationWith(...members: [Person, 'admin' | 'member'][]): Promise<string> {
  const organizationId = `org_${newId()}`;
  await db.insert(organizations).values({ workosOrgId: organizationId, name: 'Label' });
  for (const [{ userId }, role] of members) {
    await db.insert(organizationMembers).values({ organizationId, userId, role });
  }
  return organizationId;
}

describe('a key', () => {
  it('is who made it, and is nowhere in the database', async () => {
    const { key, secret } = await made(ada);
    expect((await ask(secret, 'GET', '/me')).body).toMatchObject({ id: ada.userId });
    const [row] = await db.select().from(apiKeys).where(eq(apiKeys.id, key.id));
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(secret.endsWith(row!.hint)).toBe(true);
    expect(key).not.toHaveProperty('hash');
  });

  it.each([
    ['mistyped', (secret: string) => secret.replace(/.$/, (c) => (c === '0' ? '1' : '0'))],
    ['cut off', (secret: string) => secret.slice(0, -2)],
  ])('that is %s is told so, without asking the database', async (_, spoil) => {
    const { secret } = await made(ada);
    const request = new Request('https://vesta.example/api/me', {
      headers: { authorization: `Bearer ${spoil(secret)}` },
    });
    const operation = operations.find(({ id }) => id === 'users.me')!;
    const waitUntil = () => {};
    const answer = await keys.handleWithKey(operation, request, {
      db: null as never,
      waitUntil,
      services: noServices,
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
    expect((await bodyOf(answer)).detail).toMatch(/mistyped/);
  });

  it.each(['ghp_secret', 'vesta', ''])('that reads %j is none of ours', async (text) => {
    expect((await ask(text, 'GET', '/me')).status).toBe(401);
  });

  it('nobody made is unknown', async () => {
    const { key, secret } = await made(ada);
    await db.delete(apiKeys).where(eq(apiKeys.id, key.id));
    expect(await ask(secret, 'GET', '/workspaces')).toMatchObject({
      status: 401,
      body: { detail: 'There is no such API key' },
    });
  });

  it('is refused at once when it was revoked, also for what everybody sees', async () => {
    const { key, secret } = await made(ada);
    expect((await ask(secret, 'GET', '/workspaces')).status).toBe(200);
    await keys.revoke(db, ada, key.id);
    await keys.revoke(db, ada, key.id);
    for (const path of ['/workspaces', '/me', '/health']) {
      expect((await ask(secret, 'GET', path)).status).toBe(401);
    }
  });

  it('is refused from the moment on that it expires', async () => {
    const now = new Date();
    const expiresAt = new Date(now.getTime() + hour);
    const { secret } = await made(ada, { expiresAt });
    const at = (ms: number) => ask(secret, 'GET', '/me', undefined, new Date(now.getTime() + ms));
    expect((await at(hour - 1)).status).toBe(200);
    expect((await at(hour)).status).toBe(401);
    await expect(made(ada, { expiresAt: now })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is gone with the person', async () => {
    const leaver = await person();
    const { secret } = await made(leaver);
    await batch(db, (q) => removeRows(q, users, eq(users.workosUserId, leaver.userId)));
    expect((await ask(secret, 'GET', '/workspaces')).status).toBe(401);
  });

  it('notes once an hour that it is used', async () => {
    const { key, secret } = await made(ada);
    const start = new Date('2026-03-01T12:00:00.000Z');
    const noted = async (ms: number) => {
      await ask(secret, 'GET', '/me', undefined, new Date(start.getTime() + ms));
      return (await keys.read(db, ada, key.id)).lastUsedAt!.getTime() - start.getTime();
    };
    expect(await noted(0)).toBe(0);
    expect(await noted(hour - 1)).toBe(0);
    expect(await noted(hour)).toBe(hour);
  });
});

describe('scopes', () => {
  it.each(operations.filter(({ scope }) => scope).map((one) => [one.id, one] as const))(
    '%s needs its own, and every other one is no help',
    async (_, operation) => {
      const others = all.filter((scope) => scope !== operation.scope);
      const { secret } = await made(ada, { scopes: others });
      const params = Object.fromEntries(
        [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name!, 'x']),
      );
      const path = operation.path.replace(/\{\w+\}/g, 'x');
      const body = operation.method === 'GET' ? undefined : {};
      const refused = await send(operation, secret, path, params, body);
      expect(refused.status).toBe(403);
      expect(refused.body.detail).toContain(operation.scope);
      expect(refused.headers.get('www-authenticate')).toContain(`scope="${operation.scope}"`);
      const { secret: fitting } = await made(ada, { scopes: [operation.scope!] });
      const answer = await send(operation, fitting, path, params, body);
      expect(answer.body?.detail ?? '').not.toMatch(/lacks the scope/);
    },
  );

  it('are handed on to other keys at most', async () => {
    const { secret } = await made(ada, { scopes: ['keys:write', 'workspaces:read'] });
    const child = (scopes: Scope[]) => ask(secret, 'POST', '/keys', { name: 'Child', scopes });
    expect((await child(['workspaces:read'])).status).toBe(201);
    expect(await child(['workspaces:read', 'workspaces:write'])).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('workspaces:write') },
    });
  });

  it('and the end of a key is that of what it makes', async () => {
    const expiresAt = new Date(Date.now() + hour);
    const { secret } = await made(ada, { expiresAt });
    const child = (until?: Date) =>
      ask(secret, 'POST', '/keys', {
        name: 'Child',
        scopes: ['keys:read'],
        ...(until && { expiresAt: until.toISOString() }),
      });
    expect((await child()).status).toBe(400);
    expect((await child(new Date(expiresAt.getTime() + 1))).status).toBe(400);
    expect((await child(expiresAt)).status).toBe(201);
  });

  it('are told to whoever holds the key, with what it is for and when it ends', async () => {
    const { id } = await workspace(ada);
    const expiresAt = new Date(Date.now() + hour);
    for (const owner of [{}, { ownerType: 'workspace', ownerId: id }] as const) {
      const { key, secret } = await made(ada, { ...owner, scopes: ['resources:read'], expiresAt });
      const { status, body } = await ask(secret, 'GET', '/keys/current');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id: key.id,
        scopes: ['resources:read'],
        ownerType: key.ownerType,
        ownerId: key.ownerId,
        expiresAt: expiresAt.toISOString(),
      });
      expect(JSON.stringify(body)).not.toContain(secret);
    }
    const current = operations.find((one) => one.id === 'keys.current')!;
    for (const as of [ada, { userId: null }]) {
      expect((await call(current, '/keys/current', { as })).status).toBe(401);
    }
  });

  it('that are unknown or none are refused by name', async () => {
    const { secret } = await made(ada);
    for (const scopes of [[], ['everything']]) {
      const { status, body } = await ask(secret, 'POST', '/keys', { name: 'x', scopes });
      expect(status).toBe(400);
      expect(body.errors[0].path).toMatch(/^scopes/);
    }
  });

  it('that are of no use where the key is for are refused by name', async () => {
    const { id } = await workspace(ada);
    const editors = await organizationWith([ada, 'admin']);
    const { secret } = await made(ada);
    for (const [owner, useless] of [
      [{ ownerType: 'workspace', ownerId: id }, ['users:read', 'teams:write']],
      [{ ownerType: 'organization', ownerId: editors }, ['users:write']],
    ] as const) {
      const asked = { name: 'x', scopes: ['workspaces:read', ...useless], ...owner };
      const { status, body } = await ask(secret, 'POST', '/keys', asked);
      expect(status).toBe(400);
      expect(body.errors).toEqual([
        { path: 'scopes', message: expect.stringMatching(`${useless.join(', ')}$`) },
      ]);
    }
  });
});

describe('a key of a workspace', () => {
  it('is its maker inside, and a guest elsewhere', async () => {
    const inside = await workspace(ada, { visibility: 'private' });
    const outside = await workspace(ada, { visibility: 'private' });
    const open = await workspace(ada);
    const { secret } = await made(ada, { ownerType: 'workspace', ownerId: inside.id });

    expect((await ask(secret, 'GET', `/workspaces/${inside.slug}`)).status).toBe(200);
    expect((await ask(secret, 'GET', `/workspaces/${outside.slug}`)).status).toBe(404);
    expect((await ask(secret, 'GET', `/workspaces/${open.slug}`)).status).toBe(200);
    expect((await ask(secret, 'PATCH', `/workspaces/${inside.id}`, { name: 'In' })).status).toBe(
      200,
    );
    expect((await ask(secret, 'PATCH', `/workspaces/${outside.id}`, { name: 'X' })).status).toBe(
      404,
    );
    expect((await ask(secret, 'PATCH', `/workspaces/${open.id}`, { name: 'X' })).status).toBe(403);
    const mine = (await ask(secret, 'GET', '/workspaces?access=write')).body as { id: string }[];
    expect(mine.map(({ id }) => id)).toEqual([inside.id]);
  });

  it('finds in lists what a guest finds there', async () => {
    const inside = await workspace(ada);
    const open = await workspace(ada);
    const { secret } = await made(ada, { ownerType: 'workspace', ownerId: inside.id });
    const own = await made(ada);
    const post = async (home: string, title: string) =>
      (
        await ask(own.secret, 'POST', '/resources', {
          type: 'post',
          workspace: home,
          title,
          post: { body: '' },
          publishedAt: '2026-01-01T00:00:00.000Z',
        })
      ).body.id as string;
    const [seen, hidden] = [await post(inside.id, 'In'), await post(open.id, 'Hidden')];
    const openly = await post(open.id, 'Open');
    for (const id of [seen, hidden]) await rule('deny', 'static', 'guest', 'resource', id);
    const listed = async (query: string, by = secret) =>
      ((await ask(by, 'GET', `/resources?${query}`)).body as { id: string }[]).map(({ id }) => id);
    expect(await listed(`workspace=${inside.id}`)).toContain(seen);
    expect(await listed(`workspace=${open.id}`, own.secret)).toContain(hidden);
    const there = await listed(`workspace=${open.id}`);
    expect(there).toContain(openly);
    expect(there).not.toContain(hidden);
    expect((await ask(secret, 'GET', `/resources/${hidden}`)).status).toBe(404);
    expect((await ask(secret, 'GET', `/resources/${seen}`)).status).toBe(200);
  });

  it('has nothing of the person: neither their account nor anything new in their name', async () => {
    const { id } = await workspace(ada);
    const { key, secret } = await made(ada, { ownerType: 'workspace', ownerId: id });
    // As keys are that were made before such scopes were refused.
    await db.update(apiKeys).set({ scopes: all }).where(eq(apiKeys.id, key.id));
    const refused = [
      await ask(secret, 'GET', '/me'),
      await ask(secret, 'PATCH', '/me', { bio: 'x' }),
      await ask(secret, 'POST', '/workspaces', { name: 'Another' }),
      await ask(secret, 'POST', '/collections', { name: 'Mine' }),
      await ask(secret, 'POST', '/resources', { type: 'status', excerpt: 'Me.' }),
      await ask(secret, 'GET', '/keys'),
      await ask(secret, 'POST', '/keys', { name: 'More', scopes: ['users:read'] }),
    ];
    for (const { status, body } of refused) {
      expect(status).toBe(403);
      expect(body.detail).toBe('This API key is for one workspace only');
    }
    const own = await ask(secret, 'POST', '/keys', {
      name: 'Child',
      scopes: ['workspaces:read'],
      ownerType: 'workspace',
      ownerId: id,
    });
    expect(own.status).toBe(201);
  });

  it('ends when whoever made it may no longer write there, whoever administers it now', async () => {
    const bruno = await person('Bruno');
    const place = await workspace(ada);
    await rule('allow', 'user', bruno.userId, 'workspace', place.id, 'admin');
    const { key, secret } = await made(bruno, { ownerType: 'workspace', ownerId: place.id });
    expect((await ask(secret, 'GET', '/workspaces')).status).toBe(200);
    await db.delete(permissions).where(eq(permissions.subjectId, bruno.userId));
    expect((await ask(secret, 'GET', '/workspaces')).status).toBe(401);
    // Its administrators see it, and so does who made it; nobody else.
    for (const somebody of [ada, bruno]) await keys.read(db, somebody, key.id);
    await expect(keys.read(db, await person(), key.id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is made and revoked on the record, by those who administer it', async () => {
    const writer = await person();
    const place = await workspace(ada);
    const owner = { ownerType: 'workspace' as const, ownerId: place.id };
    await expect(made(writer, owner)).rejects.toMatchObject({ code: 'forbidden' });
    await rule('allow', 'user', writer.userId, 'workspace', place.id, 'write');
    await expect(made(writer, owner)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(keys.list(db, writer, { ...owner, limit: 5 })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { key } = await made(ada, owner);
    await keys.revoke(db, ada, key.id);
    const log = await db.select().from(auditEvents).where(eq(auditEvents.workspaceId, place.id));
    const about = log.filter(({ objectId }) => objectId === key.id);
    expect(about.map(({ action }) => action)).toEqual(['key.create', 'key.revoke']);
    const listed = await keys.list(db, ada, { ...owner, limit: 5 });
    expect(listed.items).toMatchObject([{ id: key.id, revokedAt: expect.any(Date) }]);
  });

  it('revoked by two at once is revoked once on the record', async () => {
    const place = await workspace(ada);
    const { key } = await made(ada, { ownerType: 'workspace', ownerId: place.id });
    await keys.revoke(
      interleave(() => keys.revoke(db, ada, key.id)),
      ada,
      key.id,
    );
    const log = await db.select().from(auditEvents).where(eq(auditEvents.objectId, key.id));
    expect(log.map(({ action }) => action).sort()).toEqual(['key.create', 'key.revoke']);
  });

  it('is on the organization’s record too when its maker stops it who has no place there', async () => {
    const bruno = await person('Bruno');
    const id = `org_${newId()}`;
    await db.insert(organizations).values({ workosOrgId: id, name: 'Nightjar' });
    const places = [ada, bruno].map(({ userId }) => ({
      organizationId: id,
      userId,
      role: 'admin' as const,
    }));
    await db.insert(organizationMembers).values(places);
    const place = await workspace(ada, { ownerType: 'organization', ownerId: id });
    const { key } = await made(bruno, { ownerType: 'workspace', ownerId: place.id });
    await db.delete(organizationMembers).where(eq(organizationMembers.userId, bruno.userId));
    await keys.revoke(db, bruno, key.id);
    const log = await db.select().from(auditEvents).where(eq(auditEvents.objectId, key.id));
    expect(log.find(({ action }) => action === 'key.revoke')).toMatchObject({
      workspaceId: place.id,
      organizationId: id,
    });
  });

  it('is gone with the workspace', async () => {
    const place = await workspace(ada);
    const { secret } = await made(ada, { ownerType: 'workspace', ownerId: place.id });
    await workspaces.remove(db, await workspaces.authorize(db, ada, place.id, 'delete'));
    expect((await ask(secret, 'GET', '/workspaces')).status).toBe(401);
  });
});

describe('a key of an organization', () => {
  it('reaches its workspaces, and no other thing of its maker', async () => {
    const organizationId = await organizationWith([ada, 'admin']);
    const owner = { ownerType: 'organization' as const, ownerId: organizationId };
    const { secret } = await made(ada, owner);
    const inside = await workspace(ada, { ...owner, visibility: 'private' });
    const outside = await workspace(ada, { visibility: 'private' });
    expect((await ask(secret, 'GET', `/workspaces/${inside.id}`)).status).toBe(200);
    expect((await ask(secret, 'GET', `/workspaces/${outside.id}`)).status).toBe(404);
    const claimed = await ask(secret, 'POST', '/workspaces', { name: 'New act', ...owner });
    expect(claimed.status).toBe(201);
    expect((await ask(secret, 'POST', '/workspaces', { name: 'Mine' })).status).toBe(403);
    const mine = (await ask(secret, 'GET', '/workspaces?access=write')).body as { id: string }[];
    expect(mine.map(({ id }) => id).sort()).toEqual([inside.id, claimed.body.id].sort());
  });

  it('is for its administrators to make, and is refused at once when its maker was removed', async () => {
    const [chiara, dev] = [await person(), await person()];
    const organizationId = await organizationWith([chiara, 'admin'], [dev, 'member']);
    const owner = { ownerType: 'organization' as const, ownerId: organizationId };
    await expect(made(dev, owner)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(made(ada, owner)).rejects.toMatchObject({ code: 'not_found' });
    const { secret } = await made(chiara, owner);
    expect((await ask(secret, 'GET', '/workspaces')).status).toBe(200);
    await db.delete(organizationMembers).where(eq(organizationMembers.userId, chiara.userId));
    expect((await ask(secret, 'GET', '/workspaces')).status).toBe(401);
  });

  it('manages it: its teams, its members, its rules and its log, and those of nothing else', async () => {
    const somebody = await person();
    const [mine, other] = [
      await organizationWith([ada, 'admin'], [somebody, 'member']),
      await organizationWith([ada, 'admin']),
    ];
    const owner = { ownerType: 'organization' as const, ownerId: mine };
    const { secret } = await made(ada, owner);
    const inside = await workspace(ada, owner);
    const outside = await workspace(ada);
    const editors = await ask(secret, 'POST', `/organizations/${mine}/teams`, { name: 'Street' });
    expect(editors.status).toBe(201);
    const member = { userId: somebody.userId };
    const at = `/teams/${editors.body.id}/members`;
    expect((await ask(secret, 'POST', at, member)).status).toBe(201);
    const ruleOn = (id: string) => `/permissions/workspace/${id}/team/${editors.body.id}/write`;
    expect((await ask(secret, 'PUT', ruleOn(inside.id), { value: 'allow' })).status).toBe(201);
    expect((await ask(secret, 'PUT', ruleOn(outside.id), { value: 'allow' })).status).toBe(403);
    const log = await ask(secret, 'GET', `/organizations/${mine}/audit-log`);
    expect(log.body.map(({ kind }: { kind: string }) => kind)).toEqual([
      'permission.set',
      'team.member.add',
      'team.create',
      'workspace.create',
      'key.create',
    ]);
    const listed = await ask(secret, 'GET', '/organizations');
    expect(listed.body.map(({ id }: { id: string }) => id)).toEqual([mine]);
    expect((await ask(secret, 'GET', '/permission-actions')).status).toBe(200);
    for (const path of ['', '/members', '/teams', '/audit-log']) {
      expect((await ask(secret, 'GET', `/organizations/${mine}${path}`)).status, path).toBe(200);
      expect((await ask(secret, 'GET', `/organizations/${other}${path}`)).status, path).toBe(404);
    }
    const told = (id: string) => ask(secret, 'GET', `/permissions/organization/${id}/explain`);
    expect((await told(mine)).body.decisions[0]).toMatchObject({ action: 'read', allowed: true });
    expect((await told(other)).status).toBe(404);
  });

  it('of another one does not manage its keys', async () => {
    const [mine, other] = [
      await organizationWith([ada, 'admin']),
      await organizationWith([ada, 'admin']),
    ];
    const { secret } = await made(ada, { ownerType: 'organization', ownerId: mine });
    const list = (id: string) => ask(secret, 'GET', `/keys?ownerType=organization&ownerId=${id}`);
    expect((await list(mine)).status).toBe(200);
    expect((await list(other)).status).toBe(404);
    const theirs = await made(ada, { ownerType: 'organization', ownerId: other });
    expect((await ask(secret, 'DELETE', `/keys/${theirs.key.id}`)).status).toBe(404);
  });
});

describe('in lists across workspaces a key is its maker inside, and a guest elsewhere', () => {
  /** A private workspace that is open to its followers, with a published post and a listed playlist. */
  async function closed(owner: Partial<workspaces.CreateWorkspace> = {}) {
    const home = await workspace(ada, { ...owner, visibility: 'private' });
    await rule('allow', 'static', 'follower', 'workspace', home.id);
    const { id } = await post(ada, home, { publishedAt: new Date() });
    const playlist = await collection(ada, { ownerType: 'workspace', ownerId: home.id });
    await refresh('workspace', home.id);
    return { home, post: id, playlist: playlist.id };
  }
  const placeOf = async (type: 'workspace' | 'organization') => {
    if (type === 'workspace') {
      const inside = await closed();
      return { inside, outside: await closed(), id: inside.home.id };
    }
    const [id, other] = [
      await organizationWith([ada, 'admin']),
      await organizationWith([ada, 'admin']),
    ];
    const ofLabel = (ownerId: string) => closed({ ownerType: 'organization', ownerId });
    return { inside: await ofLabel(id), outside: await ofLabel(other), id };
  };

  it.each(['workspace', 'organization'] as const)('of one %s', async (type) => {
    const { inside, outside, id } = await placeOf(type);
    const key = { id: newId(), confinedTo: { type, id } };
    const found = async (who: Person) => {
      const [works, playlists, editable] = await Promise.all([
        resources.list(db, who, { limit: 100 }),
        collections.list(db, who, { limit: 100 }),
        collections.list(db, who, { limit: 100, access: 'write' }),
      ]);
      const idsOf = (page: typeof playlists) => page.items.map((one) => one.collection.id);
      return [works.items.map((one) => one.id), idsOf(playlists), idsOf(editable)];
    };
    const both = (one: typeof inside) => [one.post, one.playlist, one.playlist];
    for (const [n, ids] of (await found(ada)).entries()) {
      expect(ids).toEqual(expect.arrayContaining([both(inside)[n], both(outside)[n]]));
    }
    for (const [n, ids] of (await found({ ...ada, key })).entries()) {
      expect(ids).toContain(both(inside)[n]);
      expect(ids).not.toContain(both(outside)[n]);
    }
  });
});

describe('a key that was made with a key', () => {
  /** Returns who comes with this key, as `authenticate` found them a moment ago. */
  const holderOf = async (secret: string): Promise<Person> =>
    (await keys.authenticate(db, secret)).caller!.principal;
  const child = async (secret: string, more: object = {}) =>
    (await ask(secret, 'POST', '/keys', { name: 'Child', scopes: ['keys:write'], ...more }))
      .body as { id: string; key: string; parentId: string | null };
  const works = async (secret: string) => (await ask(secret, 'GET', '/health')).status === 200;
  const revocationsOf = async (id: string) => {
    const log = await db.select().from(auditEvents).where(eq(auditEvents.objectId, id));
    return log.filter(({ action }) => action === 'key.revoke');
  };

  it('says which one, to whoever may see it', async () => {
    const parent = await made(ada);
    const { id, parentId } = await child(parent.secret);
    expect(parentId).toBe(parent.key.id);
    expect((await ask(parent.secret, 'GET', `/keys/${parent.key.id}`)).body.parentId).toBeNull();
    const { name, hint } = parent.key;
    expect((await keys.read(db, ada, id)).parent).toEqual({ name, hint });
    expect(parent.key.parent).toBeNull();
  });

  it('is of no use to a thief once the stolen one is revoked, however far removed', async () => {
    const stolen = await made(ada);
    const other = await made(ada);
    const place = await workspace(ada);
    const owner = { ownerType: 'workspace', ownerId: place.id };
    const first = await child(stolen.secret);
    const second = await child(first.key, owner);
    const third = await child(second.key, owner);
    const beside = await child(other.secret);
    await keys.revoke(db, ada, stolen.key.id);
    for (const { key } of [first, second, third]) {
      const refused = await ask(key, 'GET', '/health');
      expect(refused.status).toBe(401);
      expect(refused.body.detail).toBe('This API key was revoked');
    }
    expect(await works(other.secret)).toBe(true);
    expect(await works(beside.key)).toBe(true);
  });

  it('ends with it on the record of what each was for, once', async () => {
    const organizationId = await organizationWith([ada, 'admin']);
    const organization = { ownerType: 'organization', ownerId: organizationId } as const;
    const place = await workspace(ada, organization);
    const parent = await made(ada);
    const ofLabel = await child(parent.secret, organization);
    const ofPlace = await child(ofLabel.key, { ownerType: 'workspace', ownerId: place.id });
    const byItself = await child(ofLabel.key, organization);
    await keys.revoke(db, ada, byItself.id);
    await keys.revoke(
      interleave(() => keys.revoke(db, ada, parent.key.id)),
      ada,
      parent.key.id,
    );
    const done = { userId: ada.userId, organizationId, objectName: 'Child', means: 'session' };
    expect(await revocationsOf(ofLabel.id)).toEqual([
      expect.objectContaining({ ...done, workspaceId: null }),
    ]);
    expect(await revocationsOf(ofPlace.id)).toEqual([
      expect.objectContaining({ ...done, workspaceId: place.id }),
    ]);
    expect(await revocationsOf(byItself.id)).toHaveLength(1);
    expect(await revocationsOf(parent.key.id)).toEqual([]);
  });

  it('ends with it also where a thief has made hundreds', async () => {
    const organizationId = await organizationWith([ada, 'admin']);
    const owner = { ownerType: 'organization' as const, ownerId: organizationId };
    const { key } = await made(ada, owner);
    const ids = Array.from({ length: 250 }, () => newId());
    const rows = ids.map((id, i) => ({
      ...{ ...owner, id, createdBy: ada.userId, name: `Child ${i}`, scopes: [], hint: 'x1Y2' },
      hash: id.padEnd(64, '0'),
      // Every tenth was made by the one before.
      parentId: i % 10 === 0 ? key.id : ids[i - 1]!,
    }));
    for (let i = 0; i < rows.length; i += 5) await db.insert(apiKeys).values(rows.slice(i, i + 5));
    await keys.revoke(db, ada, key.id);
    const left = await db
      .select()
      .from(apiKeys)
      .where(and(eq(apiKeys.ownerId, organizationId), isNull(apiKeys.revokedAt)));
    expect(left).toEqual([]);
    const log = await db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.organizationId, organizationId));
    const revoked = log.filter(({ action }) => action === 'key.revoke');
    expect(new Set(revoked.map(({ objectId }) => objectId))).toEqual(new Set([key.id, ...ids]));
    expect(revoked).toHaveLength(251);
  });

  it('is not made any more by one that was revoked meanwhile, nor does it stay', async () => {
    const input = { name: 'Child', scopes: ['keys:write' as const] };
    const parent = await made(ada);
    const holder = await holderOf(parent.secret);
    const early = await keys.create(db, holder, input);
    const late = keys.create(
      interleave(() => keys.revoke(db, ada, parent.key.id)),
      holder,
      input,
    );
    await expect(late).rejects.toMatchObject({ code: 'unauthenticated' });
    const family = await db.select().from(apiKeys).where(eq(apiKeys.parentId, parent.key.id));
    expect(family.map(({ id }) => id)).toEqual([early.key.id]);

    const other = await made(ada);
    const otherHolder = await holderOf(other.secret);
    let last: keys.MadeKey | undefined;
    await keys.revoke(
      interleave(async () => (last = await keys.create(db, otherHolder, input))),
      ada,
      other.key.id,
    );
    expect(await works(last!.secret)).toBe(false);
  });

  it('is not left over when making and revoking happen at once', async () => {
    const parent = await made(ada);
    const holder = await holderOf(parent.secret);
    const input = { name: 'Child', scopes: ['keys:write' as const] };
    await Promise.allSettled([
      ...Array.from({ length: 4 }, () => keys.create(db, holder, input)),
      keys.revoke(db, ada, parent.key.id),
      ...Array.from({ length: 4 }, () => keys.create(db, holder, input)),
    ]);
    const family = await db.select().from(apiKeys).where(eq(apiKeys.parentId, parent.key.id));
    expect(family.filter(({ revokedAt }) => !revokedAt)).toEqual([]);
    expect((await keys.read(db, ada, parent.key.id)).revokedAt).not.toBeNull();
  });

  it('is refused where they have made each other too deep to be followed', async () => {
    let { secret } = await made(ada);
    for (let generation = 2; generation <= 10; generation += 1) {
      secret = (await child(secret)).key;
      expect(await works(secret)).toBe(true);
    }
    expect(
      await ask(secret, 'POST', '/keys', { name: 'Deeper', scopes: ['keys:write'] }),
    ).toMatchObject({ status: 403, body: { detail: expect.stringContaining('10 deep') } });
  });

  it('is named before it ends, unless it has ended already', async () => {
    const parent = await made(ada);
    const soon = new Date(Date.now() + hour);
    const first = await child(parent.secret, { name: 'First' });
    const second = await child(first.key, { name: 'Second' });
    const over = await child(parent.secret, { name: 'Over', expiresAt: soon.toISOString() });
    const revoked = await child(parent.secret, { name: 'Revoked' });
    await keys.revoke(db, ada, revoked.id);
    const plan = await keys.planRevocation(db, ada, parent.key.id, soon);
    expect(plan.others.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(plan).toMatchObject({ hasMore: false, managesOwner: true });
    const now = await keys.planRevocation(db, ada, parent.key.id);
    expect(now.others.map(({ id }) => id)).toContain(over.id);
    for (let i = 0; i < 20; i += 1) await child(parent.secret);
    const full = await keys.planRevocation(db, ada, parent.key.id);
    expect(full.others).toHaveLength(20);
    expect(full.hasMore).toBe(true);
    await expect(keys.planRevocation(db, await person(), parent.key.id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('goes its own way when what made it is gone with its organization', async () => {
    const organizationId = await organizationWith([ada, 'admin']);
    const owner = { ownerType: 'organization' as const, ownerId: organizationId };
    const place = await workspace(ada, owner);
    const parent = await made(ada, owner);
    const { id, key } = await child(parent.secret, { ownerType: 'workspace', ownerId: place.id });
    await db
      .update(homes)
      .set({ ownerType: 'user', ownerId: ada.userId })
      .where(eq(homes.id, place.id));
    await batch(db, (q) =>
      removeRows(q, organizations, eq(organizations.workosOrgId, organizationId)),
    );
    expect(await works(parent.secret)).toBe(false);
    expect(await works(key)).toBe(true);
    expect(await keys.read(db, ada, id)).toMatchObject({ parentId: null, parent: null });
  });
});

describe('whoever has made a key', () => {
  it('finds it among their own, also when they have no part any more in what it is for', async () => {
    const [chiara, other] = [await person(), await person()];
    const organizationId = await organizationWith([chiara, 'admin'], [other, 'admin']);
    const owner = { ownerType: 'organization' as const, ownerId: organizationId };
    const theirs = await made(other, owner);
    const place = await workspace(chiara, { visibility: 'private' });
    const ids = [
      (await made(chiara, owner)).key.id,
      (await made(chiara)).key.id,
      (await made(chiara, { ownerType: 'workspace', ownerId: place.id })).key.id,
    ];
    const mine = async () => (await keys.list(db, chiara, { limit: 10 })).items;
    expect((await mine()).map((key) => key.id)).toEqual(ids.toReversed());
    expect((await mine()).map((key) => key.place)).toEqual([place.name, null, 'Label']);
    const personal = await keys.list(db, chiara, { limit: 10, ownerType: 'user' });
    expect(personal.items.map((key) => key.id)).toEqual([ids[1]]);
    expect((await keys.planRevocation(db, chiara, ids[0]!)).managesOwner).toBe(true);

    await db.delete(organizationMembers).where(eq(organizationMembers.userId, chiara.userId));
    await db.update(homes).set({ ownerId: other.userId }).where(eq(homes.id, place.id));
    expect((await mine()).map((key) => key.id)).toEqual(ids.toReversed());
    // They may not know any more what it is called by now.
    expect((await mine()).map((key) => key.place)).toEqual([null, null, null]);
    expect((await keys.planRevocation(db, chiara, ids[0]!)).managesOwner).toBe(false);
    await keys.revoke(db, chiara, ids[0]!);
    expect((await keys.read(db, other, ids[0]!)).revokedAt).not.toBeNull();
    await expect(keys.read(db, chiara, theirs.key.id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('making a key over the API', () => {
  const create = operations.find(({ id }) => id === 'keys.create')!;
  const post = (key: string) =>
    handle(
      create,
      new Request('https://vesta.example/api/keys', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          'sec-fetch-site': 'same-origin',
        },
        body: JSON.stringify({ name: 'Once', scopes: ['users:read'] }),
      }),
      { db, principal: ada, services: noServices },
    );

  it('shows it once: a repeated Idempotency-Key makes no other and gets none', async () => {
    const key = newId();
    const first = await post(key);
    expect(first.status).toBe(201);
    const { key: secret, id } = (await first.json()) as { key: string; id: string };
    expect(first.headers.get('location')).toBe(`https://vesta.example/api/keys/${id}`);
    expect((await ask(secret, 'GET', '/me')).status).toBe(200);
    const again = await post(key);
    expect(again.status).toBe(409);
    expect(await again.text()).not.toContain(secret);
    const kept = await db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key));
    expect(JSON.stringify(kept)).not.toContain(secret);
    await expect(keys.create(db, ada, { id, name: 'x', scopes: all })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

it('lists go on by their cursor', async () => {
  const someone = await person();
  const ids: string[] = [];
  for (let i = 0; i < 3; i += 1) ids.unshift((await made(someone)).key.id);
  const first = await keys.list(db, someone, { limit: 2 });
  const second = await keys.list(db, someone, { limit: 2, cursor: first.next! });
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
  expect(second.next).toBeNull();
});

it('a key is offered the scopes that something asks for which it can use', () => {
  const usable = operations.filter(({ confined }) => confined).flatMap(({ scope }) => scope ?? []);
  expect(keys.scopesFor('user')).toEqual(all);
  expect(new Set(keys.scopesFor('organization'))).toEqual(new Set(usable));
  expect(keys.scopesFor('workspace')).toEqual(
    keys.scopesFor('organization').filter((scope) => !/^(organizations|teams):/.test(scope)),
  );
});

it('what a scope means is said as it is for the owner of the key', () => {
  expect(meaningOf('workspaces:write', 'user')).toBe(known['workspaces:write']);
  expect(meaningOf('workspaces:write', 'organization')).toMatch(/^Create, .* its workspaces$/);
  expect(meaningOf('workspaces:write', 'workspace')).toBe('Change and delete the workspace');
  for (const owner of ['organization', 'workspace'] as const) {
    for (const scope of keys.scopesFor(owner)) {
      expect(meaningOf(scope, owner), `${owner} ${scope}`).not.toMatch(/\byou/i);
      expect(meaningOf(scope, owner), `${owner} ${scope}`).not.toBe(known[scope]);
    }
  }
});
