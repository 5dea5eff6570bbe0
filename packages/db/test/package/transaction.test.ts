import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { again } from '../../src/engine/transaction.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work that meets somebody `times` times before it gets through. */
async function meeting(times: number) {
  let tries = 0;
  const done = again(
    () => true,
    async () => {
      tries += 1;
      if (tries <= times) throw new Error('conflict');
      return 'through';
    },
  ).catch((error: Error) => error.message);
  await vi.runAllTimersAsync();
  return { outcome: await done, tries };
}

it('all of twenty at one row get through, when each round lets one through', async () => {
  expect(await meeting(19)).toEqual({ outcome: 'through', tries: 20 });
});

it('conflicts that do not end are told', async () => {
  const { outcome, tries } = await meeting(Infinity);
  expect(outcome).toBe('conflict');
  expect(tries).toBeLessThan(50);
});
