import type { D1Database, D1DatabaseSession } from '@cloudflare/workers-types';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestSession } from './index.ts';

const locked = () => new Error('D1_ERROR: database is locked: SQLITE_BUSY');
/** Returns what local D1 says when the lock came between the answer and the session's bookmark. */
const lockedBookmark = () =>
  new Error('D1_ERROR: Failed to get session commit token: internal error; reference = x');

/** A database whose sessions fail with `errors`, one a question, and answer from then on. */
function failing(errors: Error[]) {
  const started: string[] = [];
  let asked = 0;
  const ask = async (answer: unknown) => {
    asked += 1;
    const error = errors.shift();
    if (error) throw error;
    return answer;
  };
  const statement = { bind: () => statement, all: () => ask('all'), raw: () => ask('raw') };
  const session = {
    prepare: () => statement,
    batch: () => ask('batch'),
    getBookmark: () => null,
  } as unknown as D1DatabaseSession;
  const withSession = (start: string) => (started.push(start), session);
  const database = { withSession } as unknown as D1Database;
  return { database, started, asked: () => asked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Returns what comes of `question`, and how long that took. */
async function timed<T>(question: Promise<T>) {
  const start = Date.now();
  const outcome = question.then(
    (answer) => ({ answer, error: null, took: Date.now() - start }),
    (error: Error) => ({ answer: null, error: error.message, took: Date.now() - start }),
  );
  await vi.runAllTimersAsync();
  return outcome;
}

test.each(['statement', 'batch'] as const)(
  'a %s that finds the database locked is sent again',
  async (what) => {
    const { database, asked } = failing([locked(), lockedBookmark()]);
    const session = new RequestSession(database, 'first-primary');
    const statement = session.prepare('update users set bio = ?').bind('x');
    const { answer, took } = await timed<unknown>(
      what === 'batch' ? session.batch([statement]) : statement.all(),
    );
    expect([answer, asked()]).toEqual([what === 'batch' ? 'batch' : 'all', 3]);
    expect(took).toBeGreaterThan(0);
    expect(took).toBeLessThan(100);
  },
);

test('a database that stays locked is an error after a few seconds', async () => {
  const { database, asked } = failing(Array.from({ length: 100 }, locked));
  const session = new RequestSession(database, 'first-primary');
  const { error, took } = await timed(session.prepare('select 1').raw());
  expect(error).toMatch(/database is locked/);
  expect(asked()).toBe(8);
  expect(took).toBeGreaterThan(900);
  expect(took).toBeLessThan(3100);
});

test('no other error is tried again', async () => {
  const { database, asked } = failing([new Error('D1_ERROR: UNIQUE constraint failed')]);
  const session = new RequestSession(database, 'first-primary');
  const { error, took } = await timed(session.prepare('insert into x values (1)').all());
  expect([error, asked(), took]).toEqual(['D1_ERROR: UNIQUE constraint failed', 1, 0]);
});

test('what refused a change is looked for at the primary; a query that fails is not', async () => {
  for (const [query, sessions] of [
    ['insert into x values (1)', 2],
    ['select 1', 1],
  ] as const) {
    const { database, started } = failing([new Error('D1_ERROR: constraint failed')]);
    const session = new RequestSession(database, 'first-primary');
    const { error } = await timed(session.batch([session.prepare(query)]));
    expect(error).toMatch(/constraint failed/);
    expect((await timed(session.prepare('select 2').all())).answer).toBe('all');
    expect(started).toEqual(Array.from({ length: sessions }, () => 'first-primary'));
  }
});

test('a lock says nothing against a reader’s bookmark', async () => {
  const { database, started } = failing([locked()]);
  const session = new RequestSession(database, '00000001-bookmark');
  expect((await timed(session.prepare('select 1').all())).answer).toBe('all');
  expect(started).toEqual(['00000001-bookmark']);
});
