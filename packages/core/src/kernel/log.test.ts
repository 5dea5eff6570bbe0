import { users } from '@vesta-cx/db';
import { eq, sql } from 'drizzle-orm';
import { afterEach, expect, it, vi } from 'vitest';
import { db, person } from '../../test/make.ts';
import { logError } from './log.ts';

afterEach(() => vi.restoreAllMocks());

/** Returns what the log has after the failure. */
async function logged(failing: () => Promise<unknown>): Promise<string> {
  const written = vi.spyOn(console, 'error').mockImplementation(() => {});
  await failing().then(
    () => expect.unreachable(),
    (error: unknown) => logError('GET /somewhere', error),
  );
  return written.mock.calls.flat().join('\n');
}

it('says what failed, and nothing of what people wrote', async () => {
  const secret = 'A draft that nobody knows';
  const unknown = sql`no_such_column = ${secret}`;
  const failed = await logged(async () =>
    db.select({ id: users.handle }).from(users).where(unknown),
  );
  expect(failed).toMatch(/^GET \/somewhere\n\w*Error: Failed query: select/);
  expect(failed).toMatch(/no_such_column/);
  expect(failed).toMatch(/\n\s+at /);
  expect(failed).not.toContain(secret);
});

it('keeps quiet about values that a database quotes', async () => {
  const [ada, emil] = [await person(), await person()];
  const [{ handle } = { handle: '' }] = await db
    .select({ handle: users.handle })
    .from(users)
    .where(eq(users.workosUserId, ada.userId));
  const twice = await logged(async () =>
    db.update(users).set({ handle }).where(eq(users.workosUserId, emil.userId)),
  );
  expect(twice).toMatch(/unique|duplicate/i);
  expect(twice).not.toContain(handle);
  const odd = { toString: () => handle };
  expect(await logged(() => Promise.reject(odd as Error))).not.toContain(handle);
});
