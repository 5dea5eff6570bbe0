import { resourceAuthors, type Workspace } from '@vesta-cx/db';
import { expect, it } from 'vitest';
import { db, person, rule, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import { batch } from '@vesta-cx/db/query';
import { guest, reserveHandles } from '../kernel/index.ts';
import { deletedUserId } from '../kernel/index.ts';
import * as users from '../users/index.ts';
import * as workspaces from '../workspaces/index.ts';
import { findAuthor } from './authors.ts';
import * as resources from './index.ts';

it('a private workspace becomes known neither by a credit nor by asking for its credits', async () => {
  const [ada, emil] = [await person(), await person()];
  const home = await workspace(ada);
  const hidden = await workspace(ada, { visibility: 'private' });
  const author = { type: 'workspace' as const, id: hidden.id };
  const { id } = await post(ada, home, { publishedAt: new Date(0), authors: [author] });
  const credited = async (who: typeof guest) =>
    (await resources.list(db, who, { author, limit: 5 }, now)).items.map((one) => one.id);

  for (const who of [guest, emil]) {
    expect((await resources.read(db, who, id, now)).authors).toEqual([]);
    expect(await credited(who)).toEqual([]);
  }
  await workspaces.update(db, await workspaces.authorize(db, ada, hidden.id, 'admin'), {
    visibility: 'public',
  });
  for (const who of [guest, emil]) {
    expect((await resources.read(db, who, id, now)).authors).toMatchObject([{ id: hidden.id }]);
    expect(await credited(who)).toEqual([id]);
  }
});

it('a page on which more is credited than one query can name shows each what they may see', async () => {
  const [ada, emil] = [await person(), await person()];
  const home = await workspace(ada);
  const hidden: Workspace[] = [];
  for (let n = 0; n < 110; n += 1) hidden.push(await workspace(ada, { visibility: 'private' }));
  for (const some of [hidden.slice(0, 50), hidden.slice(50, 100), hidden.slice(100)]) {
    const { id } = await post(ada, home, { publishedAt: new Date(0) });
    for (const half of [some.slice(0, 15), some.slice(15, 30), some.slice(30)]) {
      if (half.length === 0) continue;
      await db.insert(resourceAuthors).values(
        half.map((one) => ({
          resourceId: id,
          authorType: 'workspace' as const,
          authorId: one.id,
          position: some.indexOf(one) + 1,
        })),
      );
    }
  }
  await rule('allow', 'user', emil.userId, 'workspace', hidden[0]!.id);
  await rule('allow', 'user', emil.userId, 'workspace', hidden[109]!.id);

  const named = async (who: typeof guest) => {
    const { items } = await resources.list(db, who, { workspace: home, limit: 5 }, now);
    return items.flatMap(({ authors }) => authors.map(({ id }) => id));
  };
  const shown = (who: typeof guest) =>
    named(who).then((ids) => ids.filter((id) => hidden.some((one) => one.id === id)));
  expect(new Set(await shown(ada))).toEqual(new Set(hidden.map(({ id }) => id)));
  expect(new Set(await shown(emil))).toEqual(new Set([hidden[0]!.id, hidden[109]!.id]));
  expect(await shown(guest)).toEqual([]);
});

it('whoever keeps the handles of deleted accounts is credited for nothing', async () => {
  const [ada, gone] = [await person(), await person()];
  const { handle } = await users.me(db, gone);
  await batch(db, (q) => reserveHandles(q, gone.userId));
  expect(await findAuthor(db, ada, `@${handle}`)).toBeNull();
  const authors = [{ type: 'user' as const, id: deletedUserId }];
  await expect(post(ada, await workspace(ada), { authors })).rejects.toMatchObject({
    errors: [{ path: 'authors.0' }],
  });
});
