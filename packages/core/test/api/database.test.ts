/** What the API answers when the database fails: a query that the engine refuses, whatever the engine is. */
import { batch, isDatabaseFailure, isUniqueViolation, type Database } from '@vesta-cx/db/query';
import { organizations, userHandles } from '@vesta-cx/db';
import { mintApiKey } from '@vesta-cx/utils/api-keys';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { handle } from '../../src/http/index.ts';
import * as health from '../../src/health/index.ts';
import { handleWithKey } from '../../src/keys/index.ts';
import { operations as account } from '../../src/users/index.ts';
import { guest } from '../../src/kernel/index.ts';
import { db, person } from '../make.ts';
import { noServices } from '../no-services.ts';

/** A database that refuses to read. */
const failing = new Proxy(db, {
  get: (target, name) =>
    name === 'select'
      ? () => target.select({ broken: sql`no_such_column` })
      : (Reflect.get(target, name, target) as unknown),
}) as Database;

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

async function expectUnavailable(answer: Response) {
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ status: 503, title: 'Not available right now' });
  expect(body).not.toContain('no_such_column');
}

const ask = (path: string, init?: RequestInit) => new Request(`https://vesta.test${path}`, init);

it('a database that fails is unavailable: to guests, to who is signed in, and to health checks', async () => {
  const request = ask('/api/health');
  await expectUnavailable(
    await handle(health.operations.read, request, {
      db: failing,
      principal: guest,
      services: noServices,
    }),
  );
  const ada = await person();
  await expectUnavailable(
    await handle(account.me, ask('/api/me'), { db: failing, principal: ada, services: noServices }),
  );
});

it('a key that the database can’t look up is not refused', async () => {
  const { key } = await mintApiKey();
  const headers = { authorization: `Bearer ${key}` };
  await expectUnavailable(
    await handleWithKey(account.me, ask('/api/me', { headers }), {
      db: failing,
      waitUntil: () => {},
      services: noServices,
    }),
  );
});

it('a batch fails as a single query does, and a taken key stays one', async () => {
  const broken = batch(db, (q) => [
    q.select({ broken: sql`no_such_column`.as('broken') }).from(organizations),
  ]);
  await expect(broken).rejects.toSatisfy(isDatabaseFailure);
  const ada = await person();
  const claim = { handle: `taken-${crypto.randomUUID().slice(0, 8)}`, userId: ada.userId };
  const twice = batch(db, (q) => [
    q.insert(userHandles).values(claim),
    q.insert(userHandles).values(claim),
  ]);
  await expect(twice).rejects.toSatisfy(isUniqueViolation);
});
