/** A person reads their own writes while a replica lags, and guests read from the replica. */
import { applyD1Migrations, createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { organizations } from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { LaggingD1, type Place } from '../../../../e2e/replication/lagging-d1';
import { metered } from '../meter';
import { consistencyHeader } from './consistency';
import { connect, readYourWrites } from './d1';

const site = 'https://vesta.example';
let d1: LaggingD1;

beforeEach(async () => {
  await applyD1Migrations(env.PRIMARY, env.MIGRATIONS);
  await applyD1Migrations(env.REPLICA, env.MIGRATIONS);
  d1 = new LaggingD1(env.PRIMARY);
  d1.join(env.REPLICA);
});

/** Asks as a worker is asked; the answer, and who served each query. */
async function ask<T>(request: Request, work: (db: Database) => Promise<T>) {
  const served: Place[] = [];
  const platform = {
    env: platformOf(d1.binding((by) => served.push(by))),
    ctx: createExecutionContext(),
  };
  let result: T | undefined;
  const answer = await readYourWrites(request, platform, async () => {
    result = await work(connect(platform));
    return new Response('done');
  });
  return { answer, served, result: result as T };
}

const platformOf = (DB: D1Database) => ({ DB }) as App.Platform['env'];

const visit = (token?: string) =>
  new Request(`${site}/here`, { headers: token ? { [consistencyHeader]: token } : {} });
const cookieOf = (answer: Response) => /^[^;]+/.exec(answer.headers.getSetCookie()[0] ?? '')?.[0];
const tokenOf = (answer: Response) => cookieOf(answer)!.split('=')[1]!;
const carrying = (answer: Response, init: RequestInit = {}) =>
  new Request(`${site}/here`, { ...init, headers: { cookie: cookieOf(answer)! } });
const post = () => new Request(`${site}/here`, { method: 'POST' });

let made = 0;
const add = async (db: Database, id = `org_${(made += 1)}`) => {
  await db.insert(organizations).values({ workosOrgId: id, name: id });
  return id;
};
const find = (id: string) => (db: Database) =>
  db.select().from(organizations).where(eq(organizations.workosOrgId, id));

describe('with a replica that lags', () => {
  test('who wrote something finds it, a guest does not yet', async () => {
    const { answer, result: id } = await ask(post(), add);
    const own = await ask(carrying(answer), find(id));
    expect([own.result.length, own.served]).toEqual([1, ['primary']]);
    const guest = await ask(visit(), find(id));
    expect([guest.result.length, guest.served]).toEqual([0, ['replica']]);
  });

  test('the replica answers everybody once it has caught up', async () => {
    const { answer, result: id } = await ask(post(), add);
    await d1.catchUp();
    for (const request of [carrying(answer), visit()]) {
      const { result, served } = await ask(request, find(id));
      expect([result.length, served]).toEqual([1, ['replica']]);
    }
  });

  test('a change reads at the primary what somebody else just did', async () => {
    const { result: id } = await ask(post(), add);
    const { result, served } = await ask(post(), find(id));
    expect([result.length, served]).toEqual([1, ['primary']]);
  });

  test('a visit that changes something carries the next token, and reads on behind its own write', async () => {
    const { answer, result, served } = await ask(visit(), async (db) => {
      const before = await db.select().from(organizations).where(eq(organizations.name, 'none'));
      const id = await add(db);
      return [...before, ...(await find(id)(db))];
    });
    expect([result.length, served]).toEqual([1, ['replica', 'primary', 'primary']]);
    expect(tokenOf(answer)).toMatch(/^00000001-/);
  });

  test('batches are one change in one session', async () => {
    const { answer, result } = await ask(post(), (db) =>
      batch(db, (q) => [
        q.insert(organizations).values({ workosOrgId: 'org_batch', name: 'Batch' }),
        find('org_batch')(q),
      ]),
    );
    expect(result[1]).toHaveLength(1);
    expect((await ask(carrying(answer), find('org_batch'))).result).toHaveLength(1);
    expect((await ask(visit(), find('org_batch'))).result).toHaveLength(0);
  });
});

describe('the token', () => {
  test('is not part of answers that changed nothing', async () => {
    const { answer } = await ask(visit(), find('org_0'));
    expect([...answer.headers.keys()]).toEqual(['content-type']);
  });

  test('is part of an answer to a change that found it done already', async () => {
    const { result: id } = await ask(post(), add);
    // The first answer got lost; the second try only reads.
    const { answer } = await ask(post(), find(id));
    expect((await ask(carrying(answer), find(id))).result).toHaveLength(1);
  });

  test('is not there when the database was not asked', async () => {
    const { answer } = await ask(post(), async () => null);
    expect(cookieOf(answer)).toBeUndefined();
  });

  test('of another database is nobody’s error: the primary answers instead', async () => {
    const { result: id } = await ask(post(), add);
    const foreign = 'ffffffff-00000000-00004e5f-00000000000000000000000000000000';
    const { result, answer, served } = await ask(visit(foreign), async (db) => {
      const together = await Promise.all([find(id)(db), find(id)(db)]);
      return [...together, await find(id)(db)].flat();
    });
    expect(result).toHaveLength(3);
    expect(new Set(served)).toEqual(new Set(['primary']));
    expect(cookieOf(answer)).toBeUndefined();
  });

  test('hides no error that is one', async () => {
    const { answer } = await ask(post(), add);
    const broken = (db: Database) => db.run('select * from nowhere');
    await expect(ask(carrying(answer), broken)).rejects.toThrow(/Failed to run|nowhere/);
    await expect(ask(visit(), broken)).rejects.toThrow(/Failed to run|nowhere/);
  });
});

test('a job that nobody asked for starts at the primary', async () => {
  const { result: id } = await ask(post(), add);
  const served: Place[] = [];
  const DB = d1.binding((by) => served.push(by));
  const db = connect({ env: platformOf(DB), ctx: createExecutionContext() });
  expect(await find(id)(db)).toHaveLength(1);
  expect(served).toEqual(['primary']);
});

test('one request has one client, and the next has its own', () => {
  const DB = platformOf(d1.binding());
  const [first, second] = [createExecutionContext(), createExecutionContext()];
  expect(connect({ env: DB, ctx: first })).toBe(connect({ env: DB, ctx: first }));
  expect(connect({ env: DB, ctx: first })).not.toBe(connect({ env: DB, ctx: second }));
});

test('the meter counts what goes through a session of D1 itself', async () => {
  const meter = metered(env.PRIMARY);
  const platform = { env: platformOf(meter.database), ctx: createExecutionContext() };
  const answer = await readYourWrites(post(), platform, async () => {
    const db = connect(platform);
    const id = await add(db);
    await find(id)(db);
    await batch(db, (q) => [find(id)(q)]);
    return new Response();
  });
  expect(meter.read()).toMatchObject({ statements: 3 });
  expect(meter.read().rows).toBeGreaterThanOrEqual(2);
  expect(tokenOf(answer)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{8}){2}-[0-9a-f]{32}$/);
});
