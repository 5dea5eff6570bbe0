import { describe, expect, it } from 'vitest';
import { db, person } from '../../test/make.ts';
import { deletedUserId } from '../kernel/index.ts';
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

  it('is found by id, by handle and by a former handle', async () => {
    const ada = await person('Petra Quill');
    const { handle } = await users.me(db, ada);
    const now = await users.changeHandle(db, ada, `${handle}-now`);
    for (const name of [ada.userId, handle, now.handle.toUpperCase()]) {
      expect(await users.find(db, name)).toMatchObject({
        workosUserId: ada.userId,
        handle: now.handle,
      });
    }
    for (const nobody of ['user_nobody', deletedUserId, '~deleted']) {
      await expect(users.find(db, nobody)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('is found by the start of the name, alphabetically and page by page', async () => {
    const names = ['Ölwen Moss', 'olwen Marsh', 'OLWEN Fen', 'Olwen Fen', 'Bolwen'];
    for (const name of names) await person(name);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await users.list(db, { q: 'olwen', limit: 1, cursor });
      found.push(...page.items.map(({ displayName }) => displayName));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(found.map((name) => name.toLowerCase())).toEqual([
      'olwen fen',
      'olwen fen',
      'olwen marsh',
      'ölwen moss',
    ]);
    await expect(
      users.list(db, { q: 'olwen', limit: 1, cursor: 'nonsense' }),
    ).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'cursor' }] });
  });
});
