import { idempotencyKeys, newId, permissions } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { purgeIdempotencyKeys, type Operation } from '../../src/http/index.ts';
import * as collections from '../../src/collections/index.ts';
import { AppError, type Person } from '../../src/kernel/index.ts';
import * as organizations from '../../src/organizations/index.ts';
import * as resources from '../../src/resources/index.ts';
import * as teams from '../../src/teams/index.ts';
import * as workspaces from '../../src/workspaces/index.ts';
import { filledCollection, song } from '../collections.ts';
import { db, person, rule, workspace } from '../make.ts';
import { join, quit } from '../teams.ts';
import { account, workos } from '../workos.ts';
import { call, create, during, store, stock } from './entities.ts';

let ada: Person;
beforeEach(async () => {
  ada = await person();
  stock(0);
  during.create = async () => {};
  during.allowed = async () => {};
});

const start = new Date('2026-08-01T12:00:00.000Z');
const later = (ms: number) => new Date(start.getTime() + ms);

const post = (key: string, { name = 'x', now = start, as = ada, path = '/things' } = {}) =>
  call(create, path, { as, now, body: { name }, headers: { 'idempotency-key': key }, params: {} });

/** Holds the handler until it is let go. */
function hold() {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  let reached = () => {};
  const inside = new Promise<void>((resolve) => {
    reached = resolve;
  });
  during.create = () => {
    reached();
    return until;
  };
  return { release, inside };
}

describe('a retried POST with the same key', () => {
  it('makes one thing and gets the first answer: status, headers and body', async () => {
    const first = await post('k');
    const second = await post('k', { now: later(60_000) });
    expect(second.status).toBe(201);
    expect(await second.text()).toBe(await first.text());
    for (const name of ['location', 'etag', 'content-type', 'cache-control']) {
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    }
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    expect(store.made).toBe(1);
  });

  it('makes one thing when many arrive at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('k')));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(201);
    expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
    expect(store.made).toBe(1);
    expect((await post('k')).headers.get('idempotency-replayed')).toBe('true');
  });

  it('is told to wait while the first is under way', async () => {
    const { release, inside } = hold();
    const first = post('k');
    await inside;
    const second = await post('k', { now: later(29_000) });
    expect(second.status).toBe(409);
    expect(second.headers.get('retry-after')).toBe('1');
    release();
    expect((await first).status).toBe(201);
    expect((await post('k')).headers.get('idempotency-replayed')).toBe('true');
  });

  it('takes over from a crashed one after 30 s with the same id, and only one does', async () => {
    const { inside } = hold();
    void post('k');
    await inside;
    during.create = async () => {};
    const answers = await Promise.all([1, 2, 3].map(() => post('k', { now: later(30_000) })));
    const made = answers.filter(
      ({ status, headers }) => status === 201 && !headers.has('idempotency-replayed'),
    );
    expect(made).toHaveLength(1);
    expect(store.made).toBe(1);
    expect(store.things).toHaveLength(1);
  });

  it('runs again at once, with the same id, after an answer that was our fault', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    during.create = () => Promise.reject(new Error('the answer got lost'));
    expect((await post('k')).status).toBe(500);
    during.create = () => Promise.reject(new AppError('unavailable', 'Busy'));
    expect((await post('k')).status).toBe(503);
    during.create = async () => {};
    expect((await post('k')).status).toBe(201);
    expect(store.made).toBe(1);
    log.mockRestore();
  });

  it('is told of a refusal again, without asking again', async () => {
    during.create = () => Promise.reject(new AppError('conflict', 'Taken'));
    expect((await post('k')).status).toBe(409);
    during.create = async () => {};
    const again = await post('k');
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ detail: 'Taken' });
    expect(again.headers.get('content-type')).toBe('application/problem+json');
  });

  it('is free after an answer to a body that never got in', async () => {
    expect((await post('k', { name: '' })).status).toBe(400);
    expect((await post('k', { name: 'better' })).status).toBe(201);
  });
});

describe('an answer that was kept', () => {
  it('is not given again to who has lost the right, and is when they have it again', async () => {
    await post('k');
    during.allowed = () => Promise.reject(new AppError('forbidden', 'Not any more'));
    const refused = await post('k');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('idempotency-replayed')).toBeNull();
    during.allowed = async () => {};
    expect((await post('k')).headers.get('idempotency-replayed')).toBe('true');
    expect(store.made).toBe(1);
  });

  const organizationWith = async () => {
    const [boss, emil] = [await account('Boss'), await account('Emil')];
    const { workosOrgId: id } = await organizations.create(db, workos, boss, { name: 'Saltmarsh' });
    await join(id, emil, 'admin');
    return { id, boss, emil };
  };

  it.each<[string, () => Promise<[Operation, string, unknown, Person, () => Promise<unknown>]>]>([
    [
      'a post in a workspace',
      async () => {
        const home = await workspace(ada);
        const emil = await person();
        await rule('allow', 'user', emil.userId, 'workspace', home.id, 'write');
        const body = { type: 'song', workspace: home.id, title: 'Low water', song: {} };
        const lose = () => db.delete(permissions).where(eq(permissions.subjectId, emil.userId));
        return [resources.operations.create, '/resources', body, emil, lose];
      },
    ],
    [
      'an item of a collection',
      async () => {
        const { made, songs } = await filledCollection(ada, 1);
        const emil = await person();
        await rule('allow', 'user', emil.userId, 'collection', made.id, 'write');
        const lose = () => db.delete(permissions).where(eq(permissions.subjectId, emil.userId));
        const address = `/collections/${made.id}/items`;
        return [collections.operations.addItem, address, song(songs[0]!), emil, lose];
      },
    ],
    [
      'a workspace of an organization',
      async () => {
        const { id, emil } = await organizationWith();
        const body = { name: 'Imprint', ownerType: 'organization', ownerId: id };
        return [workspaces.operations.create, '/workspaces', body, emil, () => quit(id, emil)];
      },
    ],
    [
      'a collection of a workspace',
      async () => {
        const { id, emil } = await organizationWith();
        const home = await workspace(emil, { ownerType: 'organization', ownerId: id });
        const body = { name: 'Playlist', ownerType: 'workspace', ownerId: home.id };
        return [collections.operations.create, '/collections', body, emil, () => quit(id, emil)];
      },
    ],
    [
      'a team',
      async () => {
        const { id, emil } = await organizationWith();
        const address = `/organizations/${id}/teams`;
        return [teams.operations.create, address, { name: 'Radio' }, emil, () => quit(id, emil)];
      },
    ],
    [
      'an invitation',
      async () => {
        const { id, emil } = await organizationWith();
        const body = { email: 'nobody@example.com' };
        const { create: invite } = organizations.invitationOperations;
        const address = `/organizations/${id}/invitations`;
        return [invite, address, body, emil, () => quit(id, emil)];
      },
    ],
    [
      'an organization',
      async () => {
        const emil = await account('Emil');
        const lose = async () => {
          const { items } = await organizations.list(db, emil, { limit: 1 });
          await quit(items[0]!.workosOrgId, emil);
        };
        const { create: found } = organizations.operations;
        return [found, '/organizations', { name: 'Nightjar' }, emil, lose];
      },
    ],
  ])('%s is not for who may not any more', async (_, make) => {
    const [operation, address, body, as, lose] = await make();
    const send = () =>
      call(operation, address, { as, body, now: start, headers: { 'idempotency-key': 'k' } });
    const first = await send();
    expect(first.ok, await first.clone().text()).toBe(true);
    expect((await send()).headers.get('idempotency-replayed')).toBe('true');
    await lose();
    const refused = await send();
    expect([403, 404]).toContain(refused.status);
    expect(refused.headers.get('idempotency-replayed')).toBeNull();
  });
});

describe('a key', () => {
  it('belongs to one request: another body or address is 422', async () => {
    await post('k');
    for (const other of [{ name: 'y' }, { path: '/others' }]) {
      const response = await post('k', other);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({ type: '/api/docs#problem-key-reused' });
    }
    expect(store.made).toBe(1);
  });

  it('belongs to one caller', async () => {
    const bob = await person();
    await post('k');
    expect((await post('k', { as: bob })).headers.get('idempotency-replayed')).toBeNull();
    expect(store.made).toBe(2);
  });

  it('belongs to one way of coming: a person’s session and each of their API keys', async () => {
    const withKey = { ...ada, key: { id: newId(), confinedTo: null } };
    const withOther = { ...ada, key: { id: newId(), confinedTo: null } };
    for (const [n, as] of [ada, withKey, withOther].entries()) {
      const answer = await post('k', { as });
      expect(answer.status).toBe(201);
      expect(answer.headers.get('idempotency-replayed')).toBeNull();
      expect(store.made).toBe(n + 1);
    }
    expect((await post('k', { as: withKey })).headers.get('idempotency-replayed')).toBe('true');
    expect(store.made).toBe(3);
  });

  it('is forgotten after a day, in time or by the purge', async () => {
    const day = 24 * 60 * 60 * 1000;
    await post('old');
    await post('young', { name: 'y', now: later(1000) });
    expect((await post('old', { now: later(day), name: 'z' })).status).toBe(201);
    expect(store.made).toBe(3);
    await purgeIdempotencyKeys(db, later(day + 1));
    expect(await db.$count(idempotencyKeys)).toBeGreaterThan(0);
    await purgeIdempotencyKeys(db, later(3 * day));
    expect(await db.$count(idempotencyKeys)).toBe(0);
  });

  it.each(['', 'x'.repeat(256), 'tab\tbed'])('%j is refused', async (key) => {
    const response = await post(key);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ path: 'Idempotency-Key' }] });
  });

  it('may have 255 characters, and none is needed', async () => {
    expect((await post('x'.repeat(255))).status).toBe(201);
    expect((await call(create, '/things', { as: ada, body: { name: 'x' } })).status).toBe(201);
  });
});
