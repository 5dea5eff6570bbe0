import { describe, expect, it } from 'vitest';
import { newId } from '@vesta-cx/db';
import { db, person } from '../../test/make.ts';
import * as users from './index.ts';

const fresh = (name: string) => `${name}-${newId().slice(-8)}`;
const idAt = async (handle: string) => (await users.findByHandle(db, handle)).workosUserId;

describe('a handle', () => {
  it('can be changed; the old one leads to the person, and back again', async () => {
    const ada = await person();
    const { handle: first } = await users.me(db, ada);
    const second = fresh('ada');
    expect((await users.changeHandle(db, ada, second)).handle).toBe(second);
    expect(await idAt(first)).toBe(ada.userId);
    expect(await idAt(second.toUpperCase())).toBe(ada.userId);
    expect((await users.changeHandle(db, ada, first)).handle).toBe(first);
    expect(await idAt(second)).toBe(ada.userId);
  });

  it('that somebody has or had is nobody else’s', async () => {
    const [ada, emil] = [await person(), await person()];
    const { handle: first } = await users.me(db, ada);
    const second = fresh('ada');
    await users.changeHandle(db, ada, second);
    for (const handle of [first, second]) {
      await expect(users.changeHandle(db, emil, handle)).rejects.toMatchObject({
        code: 'conflict',
        errors: [{ path: 'handle' }],
      });
    }
  });

  it('that was given up is not given to somebody new of that name', async () => {
    const name = `Nova ${newId().slice(-6)}`;
    const nova = await person(name);
    const { handle } = await users.me(db, nova);
    await users.changeHandle(db, nova, fresh('nova'));
    const other = await person(name);
    expect((await users.me(db, other)).handle).not.toBe(handle);
  });

  it('goes to one of several who want it at once', async () => {
    const all = await Promise.all([person(), person(), person()]);
    const handle = fresh('wanted');
    const outcomes = await Promise.allSettled(
      all.map((one) => users.changeHandle(db, one, handle)),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    const winner = all[outcomes.findIndex(({ status }) => status === 'fulfilled')]!;
    expect(await idAt(handle)).toBe(winner.userId);
  });

  it('changed twice at once by the same person to the same one is changed', async () => {
    const ada = await person();
    const handle = fresh('twice');
    const outcomes = await Promise.all([1, 2].map(() => users.changeHandle(db, ada, handle)));
    expect(outcomes.map((user) => user.handle)).toEqual([handle, handle]);
  });

  it.each(['a', 'A B', '-a', 'a_b', 'x'.repeat(41), ''])('%j is not one', (handle) => {
    expect(users.handleSchema.safeParse({ handle }).success).toBe(false);
  });
  it('may be typed with @ and capitals', () => {
    expect(users.handleSchema.parse({ handle: ' @Ada-1 ' })).toEqual({ handle: 'ada-1' });
  });
});
