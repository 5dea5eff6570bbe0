/** Two things at once: what was looked at may be gone by the time it is written about. */
import {
  collectionItems,
  collections,
  newId,
  resourceAuthors,
  workspaces as table,
} from '@vesta-cx/db';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import * as cabinet from '../src/collections/index.ts';
import { guest } from '../src/kernel/index.ts';
import * as works from '../src/resources/index.ts';
import * as workspaces from '../src/workspaces/index.ts';
import { collection, collectionItem, mine, song } from './collections.ts';
import { dangling } from './dangling.ts';
import { brokenRules } from './rules.ts';
import { db, person, workspace } from './make.ts';
import { interleave } from './interleave.ts';
import { edit, post } from './resources.ts';

const itemsAbout = (id: string) =>
  db.select().from(collectionItems).where(eq(collectionItems.itemId, id));
const byId = async (id: string) =>
  (await db.select().from(collections).where(eq(collections.id, id)))[0]!;
const removeHome = async (who: Awaited<ReturnType<typeof person>>, id: string) =>
  workspaces.remove(db, await workspaces.authorize(db, who, id, 'delete'));

afterEach(async () => expect(await dangling(db)).toEqual([]));
afterAll(async () => expect(await brokenRules()).toEqual({}));

describe('adding to a collection what is deleted meanwhile', () => {
  it('leaves no trace of it, and the adder is told', async () => {
    const ada = await person();
    const [home, made, inner] = [
      await workspace(ada),
      await collection(ada),
      await collection(ada),
    ];
    const row = await post(ada, home);
    const other = await workspace(ada);
    const gone = [
      [
        song(row),
        async () => works.remove(db, await works.authorize(db, ada, row.id, 'delete')),
      ] as const,
      [
        collectionItem(inner),
        async () => cabinet.remove(db, await cabinet.authorize(db, ada, inner.id, 'delete')),
      ] as const,
      [
        { itemType: 'workspace', itemId: other.id } as const,
        async () => removeHome(ada, other.id),
      ] as const,
    ];
    for (const [ref, happens] of gone) {
      const adding = cabinet.addItem(interleave(happens), ada, await mine(ada, made), ref);
      await expect(adding).rejects.toMatchObject({
        code: 'invalid',
        errors: [{ path: 'itemId' }],
      });
      expect(await itemsAbout(ref.itemId)).toEqual([]);
    }
    expect(await byId(made.id)).toMatchObject({ itemCount: 0, version: 1 });
  });

  it('adding twice at once counts once', async () => {
    const ada = await person();
    const [made, home] = [await collection(ada), await workspace(ada)];
    const row = await post(ada, home);
    await cabinet.addItem(db, ada, await mine(ada, made), song(await post(ada, home)));
    const proof = await mine(ada, made);
    await Promise.all([1, 2, 3, 4].map(() => cabinet.addItem(db, ada, proof, song(row))));
    expect(await byId(made.id)).toMatchObject({ itemCount: 2 });
  });
});

it('crediting a workspace that is deleted meanwhile leaves no trace of it', async () => {
  const ada = await person();
  const [home, other] = [await workspace(ada), await workspace(ada)];
  const { id } = await post(ada, home);
  await works.replaceAuthors(
    interleave(() => removeHome(ada, other.id), 2),
    ada,
    await edit(ada, id),
    [
      { type: 'user', id: ada.userId },
      { type: 'workspace', id: other.id },
    ],
  );
  const credits = await db.select().from(resourceAuthors).where(eq(resourceAuthors.resourceId, id));
  expect(credits.map(({ authorId }) => authorId)).toEqual([ada.userId]);
});

describe('adding to what is deleted meanwhile', () => {
  it('in the same moment: one comes first, and nothing is left over', async () => {
    const ada = await person();
    const row = await post(ada, await workspace(ada));
    for (let round = 0; round < 5; round += 1) {
      const made = await collection(ada);
      const proof = await mine(ada, made);
      const leave = await cabinet.authorize(db, ada, made.id, 'delete');
      const [adding, removing] = await Promise.allSettled([
        cabinet.addItem(db, ada, proof, song(row)),
        cabinet.remove(db, leave),
      ]);
      expect(removing.status).toBe('fulfilled');
      if (adding.status === 'rejected') {
        expect(adding.reason).toMatchObject({ code: 'not_found' });
      }
      const left = (await itemsAbout(row.id)).filter((item) => item.collectionId === made.id);
      expect(left).toEqual([]);
    }
  });

  it('is told so for a collection', async () => {
    const ada = await person();
    const [made, row] = [await collection(ada), await post(ada, await workspace(ada))];
    const gone = async () =>
      cabinet.remove(db, await cabinet.authorize(db, ada, made.id, 'delete'));
    const adding = cabinet.addItem(interleave(gone), ada, await mine(ada, made), song(row));
    await expect(adding).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is told so for the links and the credits of a resource', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const linked = await post(ada, home);
    const credited = await post(ada, home);
    const removing = (id: string) => async () =>
      works.remove(db, await works.authorize(db, ada, id, 'delete'));
    const linking = works.replaceUrls(interleave(removing(linked.id)), await edit(ada, linked.id), [
      { url: 'https://example.com/low-water' },
    ]);
    await expect(linking).rejects.toMatchObject({ code: 'not_found' });
    const crediting = works.replaceAuthors(
      interleave(removing(credited.id), 2),
      ada,
      await edit(ada, credited.id),
      [{ type: 'user', id: ada.userId }],
    );
    await expect(crediting).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is told so for the address of a workspace', async () => {
    const ada = await person();
    const home = await workspace(ada);
    const moving = workspaces.update(
      interleave(() => removeHome(ada, home.id)),
      await workspaces.authorize(db, ada, home.id, 'admin'),
      { slug: `moved-${newId().slice(-6)}` },
    );
    await expect(moving).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('a post written into a workspace that is deleted meanwhile is told so', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const writing = works.create(
    interleave(() => removeHome(ada, home.id), 2),
    ada,
    await workspaces.authorize(db, ada, home.id, 'write'),
    { type: 'post', title: 'Low water', post: { body: '' } },
  );
  await expect(writing).rejects.toMatchObject({ code: 'not_found' });
});

it('a workspace that somebody changed meanwhile is not deleted at its old version', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const rename = async () =>
    workspaces.update(db, await workspaces.authorize(db, ada, home.id, 'admin'), { name: 'New' });
  const removing = workspaces.remove(
    interleave(rename),
    await workspaces.authorize(db, ada, home.id, 'delete'),
    home.version,
  );
  await expect(removing).rejects.toMatchObject({ code: 'precondition_failed' });
  const [left] = await db.select().from(table).where(eq(table.id, home.id));
  expect(left).toMatchObject({ name: 'New', version: 2 });
});

it('the address of one workspace can not stand in for the id of another', async () => {
  const [ada, eve] = [await person(), await person()];
  // An id that sorts before and one that sorts after the id that is asked for.
  for (const id of ['00000000-0000-7000-8000-000000000001', newId(), 'ffffffff-0000-7000-8000-f']) {
    const real = await workspace(ada);
    await workspaces.create(db, eve, { id, name: 'Stand-in', slug: real.id });
    expect((await workspaces.read(db, guest, real.id)).id).toBe(real.id);
  }
});
