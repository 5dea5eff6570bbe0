/** What audience rules open shows in every list to those in the audience, and to nobody else. */
import { engagements, workspaces as table, type Workspace } from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { collection } from '../../test/collections.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { now, post } from '../../test/resources.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import * as search from '../search/index.ts';
import { refreshObject } from './index.ts';

/** How many things of the workspace somebody finds under the word. */
async function found(who: Principal, word: string): Promise<number> {
  const all = await search.everywhere(db, who, word);
  return all.workspaces.length + all.resources.length + all.collections.length;
}

async function place(ada: Person, word: string, visibility: 'public' | 'private') {
  const home = await workspace(ada, { name: word, visibility });
  await post(ada, home, { title: `${word} post`, publishedAt: new Date(now.getTime() - 1) });
  await collection(ada, { name: `${word} list`, ownerType: 'workspace', ownerId: home.id });
  return home;
}

const refresh = ({ id }: Workspace) =>
  batch(db, (q) => refreshObject(q, { type: 'workspace', id }));

it('a follower finds what is for followers until they unfollow; strangers and guests never do', async () => {
  const [ada, fan, stranger] = [await person(), await person(), await person()];
  const home = await place(ada, 'Fogbound', 'private');
  expect(await found(fan, 'fogbound')).toBe(0);
  await rule('allow', 'static', 'follower', 'workspace', home.id);
  await refresh(home);
  await db.insert(engagements).values({
    subjectType: 'user',
    subjectId: fan.userId,
    action: 'follow',
    objectType: 'workspace',
    objectId: home.id,
  });
  expect(await found(fan, 'fogbound')).toBe(3);
  expect(await found(ada, 'fogbound')).toBe(3);
  expect(await found(stranger, 'fogbound')).toBe(0);
  expect(await found(guest, 'fogbound')).toBe(0);

  await db.delete(engagements).where(eq(engagements.subjectId, fan.userId));
  expect(await found(fan, 'fogbound')).toBe(0);
});

it('what guests are denied and those signed in are not shows to those signed in, less who is denied', async () => {
  const [ada, emil, banned] = [await person(), await person(), await person()];
  const home = await place(ada, 'Halyard', 'public');
  await rule('deny', 'user', banned.userId, 'workspace', home.id);
  expect(await found(guest, 'halyard')).toBe(3);
  expect(await found(banned, 'halyard')).toBe(0);

  await rule('deny', 'static', 'guest', 'workspace', home.id);
  await refresh(home);
  expect(await found(guest, 'halyard')).toBe(0);
  expect(await found(emil, 'halyard')).toBe(3);
  expect(await found(banned, 'halyard')).toBe(0);
});

it('a rule about an organization reaches what its workspaces hold', async () => {
  const [ada, fan] = [await person(), await person()];
  const home = await place(ada, 'Lanyard', 'private');
  const owner = `org_${home.id}`;
  await db
    .update(table)
    .set({ ownerType: 'organization', ownerId: owner })
    .where(eq(table.id, home.id));
  await rule('allow', 'static', 'authenticated', 'organization', owner);
  await batch(db, (q) => refreshObject(q, { type: 'organization', id: owner }));
  expect(await found(fan, 'lanyard')).toBe(3);
  expect(await found(guest, 'lanyard')).toBe(0);
});
