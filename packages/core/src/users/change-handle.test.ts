import { describe, expect, it } from 'vitest';
import { newId, userHandles, users as table } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { db, person } from '../../test/make.ts';
import { interleave } from '../../test/interleave.ts';
import { versionOf } from '../kernel/index.ts';
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

  it.each(['new', 'former'])(
    'that is %s is theirs also when another tab was faster',
    async (kind) => {
      const ada = await person();
      const { handle: first } = await users.me(db, ada);
      const handle = fresh('faster');
      if (kind === 'former') {
        await users.changeHandle(db, ada, handle);
        await users.changeHandle(db, ada, first);
      }
      const behind = interleave(() => users.changeHandle(db, ada, handle));
      expect((await users.changeHandle(behind, ada, handle)).handle).toBe(handle);
    },
  );

  it('is what the last of two tabs has made of it, unless that one says what it saw', async () => {
    const ada = await person();
    const [first, second] = [fresh('first'), fresh('second')];
    const seen = versionOf(await users.me(db, ada));
    const behind = interleave(() => users.changeHandle(db, ada, first));
    await expect(users.changeHandle(behind, ada, second, new Date(), seen)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    expect((await users.me(db, ada)).handle).toBe(first);
    const third = interleave(() => users.changeHandle(db, ada, fresh('third')));
    expect((await users.changeHandle(third, ada, second)).handle).toBe(second);
  });

  it('that would seem to speak for vesta is nobody’s to choose, and not made up for anybody', async () => {
    const ada = await person();
    for (const handle of ['admin', 'vesta', 'support', 'everyone']) {
      await expect(users.changeHandle(db, ada, handle)).rejects.toMatchObject({
        code: 'invalid',
        errors: [{ path: 'handle' }],
      });
    }
    const { handle } = await users.me(db, await person('Moderator'));
    expect(handle).toMatch(/^moderator-/);
  });

  it('that would seem to speak for vesta stays with who has it already', async () => {
    const ada = await person();
    const { handle: first } = await users.me(db, ada);
    await db.update(table).set({ handle: 'helpdesk' }).where(eq(table.workosUserId, ada.userId));
    await db.insert(userHandles).values({ handle: 'helpdesk', userId: ada.userId });
    expect((await users.changeHandle(db, ada, 'helpdesk')).handle).toBe('helpdesk');
    await users.changeHandle(db, ada, first);
    expect((await users.changeHandle(db, ada, 'helpdesk')).handle).toBe('helpdesk');
  });

  it('is changed five times in thirty days, and taken up again as often as they like', async () => {
    const ada = await person();
    const { handle: first } = await users.me(db, ada);
    for (let n = 0; n < 5; n += 1) await users.changeHandle(db, ada, fresh(`ada-${n}`));
    const sixth = fresh('ada-6');
    await expect(users.changeHandle(db, ada, sixth)).rejects.toMatchObject({
      code: 'too_many_requests',
      errors: [{ path: 'handle', message: expect.stringMatching(/ in 30 days$/) }],
      retryAfter: expect.closeTo(30 * 24 * 60 * 60, -3),
    });
    expect((await users.changeHandle(db, ada, first)).handle).toBe(first);
    const later = new Date(Date.now() + 31 * 24 * 60 * 60_000);
    expect((await users.changeHandle(db, ada, sixth, later)).handle).toBe(sixth);
  });

  it('changed by many at once is not changed more often than that', async () => {
    const ada = await person();
    for (let n = 0; n < 4; n += 1) await users.changeHandle(db, ada, fresh(`eve-${n}`));
    await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) => users.changeHandle(db, ada, fresh(`many-${n}`))),
    );
    const claims = await db.select().from(userHandles).where(eq(userHandles.userId, ada.userId));
    expect(claims).toHaveLength(6);
  });

  it.each(['a', 'A B', '-a', 'a_b', 'x'.repeat(41), ''])('%j is not one', (handle) => {
    expect(users.handleSchema.safeParse({ handle }).success).toBe(false);
  });
  it('may be typed with @ and capitals', () => {
    expect(users.handleSchema.parse({ handle: ' @Ada-1 ' })).toEqual({ handle: 'ada-1' });
  });
});
