import { describe, expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { guest } from '../kernel/index.ts';
import * as users from './index.ts';

describe('the public page of a person', () => {
  it('is found by handle in any case and tells no email', async () => {
    const { userId } = await person('Ada Okafor');
    const { handle } = await users.me(db, { userId });
    const found = await users.findByHandle(db, handle.toUpperCase());
    expect(found).toMatchObject({ workosUserId: userId, handle });
    expect(Object.keys(found)).not.toContain('email');
    await expect(users.findByHandle(db, 'nobody-at-all')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('names their public workspaces, newest first, to those who may read them', async () => {
    const [ada, emil] = [await person(), await person()];
    const first = await workspace(ada);
    const second = await workspace(ada);
    await workspace(ada, { visibility: 'private' });
    await workspace(emil);
    await rule('deny', 'user', emil.userId, 'workspace', first.id);
    const who = { workosUserId: ada.userId };
    const ids = async (principal: typeof guest) =>
      (await users.workspacesOf(db, principal, who)).map(({ id }) => id);
    expect(await ids(guest)).toEqual([second.id, first.id]);
    expect(await ids(emil)).toEqual([second.id]);
  });
});
