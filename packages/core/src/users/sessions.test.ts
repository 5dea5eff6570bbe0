import { workosEvents } from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { db, person } from '../../test/make.ts';
import { purgeEvents } from '../workos/index.ts';
import * as users from './index.ts';

const sessionOf = ({ userId }: { userId: string }) => ({
  workosUserId: userId,
  sessionId: `session_${crypto.randomUUID().replaceAll('-', '')}`,
});

it('a session that was ended is over, also when it is ended twice; another one of theirs is not', async () => {
  const ada = await person();
  const [gone, other] = [sessionOf(ada), sessionOf(ada)];
  expect(await users.ofSession(db, gone)).toMatchObject({ isEnded: false });
  await Promise.all([1, 2].map(() => users.endSession(db, gone.sessionId)));
  expect(await users.ofSession(db, gone)).toMatchObject({ isEnded: true });
  expect(await users.ofSession(db, other)).toMatchObject({
    user: { workosUserId: ada.userId },
    isEnded: false,
  });
});

it('a session of somebody who was never here is of nobody yet', async () => {
  const session = sessionOf({ userId: 'user_unheard_of' });
  expect(await users.ofSession(db, session)).toEqual({ user: null, isEnded: false });
});

it('that a session was ended is remembered for as long as browsers keep its cookie', async () => {
  const session = sessionOf(await person());
  await users.endSession(db, session.sessionId);
  const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000);
  const known = () =>
    db.select().from(workosEvents).where(eq(workosEvents.objectId, session.sessionId));
  await purgeEvents(db, inDays(399));
  expect(await known()).toHaveLength(1);
  await purgeEvents(db, inDays(401));
  expect(await known()).toEqual([]);
});
