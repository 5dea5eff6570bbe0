import { expect, it } from 'vitest';
import { db, person, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import { guest } from '../kernel/index.ts';
import * as workspaces from '../workspaces/index.ts';
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
