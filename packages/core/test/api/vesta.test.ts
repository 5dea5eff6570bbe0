import { users } from '@vesta-cx/db';
import { drizzle } from 'drizzle-orm/d1';
import { eq } from 'drizzle-orm';
import { expect, it, vi } from 'vitest';
import core from '../../package.json';
import { handle, version } from '../../src/http/index.ts';
import { operations as health } from '../../src/health/index.ts';
import { operations as account } from '../../src/users/index.ts';
import { db, person } from '../make.ts';
import { call } from './entities.ts';
import { noServices } from '../no-services.ts';

it('health tells that the database answers, and which version this is', async () => {
  const response = await call(health.read, '/health');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok', database: 'ok', version: core.version });
  expect(version).toBe(core.version);
});

it('health is a 503 problem without its database', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const broken = {
    prepare: () => {
      throw new Error('D1_ERROR');
    },
  };
  const response = await handle(health.read, new Request('https://vesta.example/api/health'), {
    db: drizzle(broken as never) as never,
    principal: { userId: null },
    services: noServices,
  });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('10');
  log.mockRestore();
});

it('an account is its owner’s to see and to change', async () => {
  const ada = await person('Ada');
  expect((await call(account.me, '/me')).status).toBe(401);
  const before = await call(account.me, '/me', { as: ada });
  expect(await before.json()).toMatchObject({ id: ada.userId, displayName: 'Ada', bio: null });
  const after = await call(account.updateMe, '/me', {
    as: ada,
    body: { displayName: ' Ada Moreau ', bio: 'Modular things' },
    headers: { 'if-match': before.headers.get('etag')! },
  });
  expect(after.status).toBe(200);
  expect(await after.json()).toMatchObject({ displayName: 'Ada Moreau', bio: 'Modular things' });
  const [row] = await db.select().from(users).where(eq(users.workosUserId, ada.userId));
  expect(row).toMatchObject({ searchKey: 'ada moreau', displayName: 'Ada Moreau' });
  expect((await call(account.me, '/me', { as: ada })).headers.get('etag')).toBe(
    after.headers.get('etag'),
  );
});

it('two tabs that change one account at the same time: one is told', async () => {
  const ada = await person('Ada');
  const etag = (await call(account.me, '/me', { as: ada })).headers.get('etag')!;
  const save = (bio: string) =>
    call(account.updateMe, '/me', { as: ada, body: { bio }, headers: { 'if-match': etag } });
  const statuses = (await Promise.all([save('one'), save('two')])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 412]);
});

it.each([
  [{ handle: 'other' }, 'handle'],
  [{ displayName: '   ' }, 'displayName'],
  [{ avatarUrl: 'javascript:alert(1)' }, 'avatarUrl'],
  [{ avatarUrl: 'http://example.com/picture.jpg' }, 'avatarUrl'],
])('an account can’t be changed to %j', async (body, path) => {
  const response = await call(account.updateMe, '/me', { as: await person(), body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ path }] });
});
