import { collections as table } from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { collection, collectionItem, mine, song } from '../../test/collections.ts';
import { db, person, rule, workspace } from '../../test/make.ts';
import { post } from '../../test/resources.ts';
import { handle } from '../http/index.ts';
import { guest, type Person, type Principal } from '../kernel/index.ts';
import * as search from '../search/index.ts';
import * as collections from './index.ts';
import { list, listItems, read } from './operations.ts';
import { noServices } from '../../test/no-services.ts';

/** Returns what is said of how much is in a collection, wherever one is shown. */
async function told(who: Principal, id: string, about: { inside: string; owner: Person }) {
  const asked = async (
    operation: Parameters<typeof handle>[0],
    path: string,
    params: Record<string, string> = {},
  ) => {
    const request = new Request(`https://vesta.example/api/collections${path}`);
    return (
      await handle(operation, request, { db, principal: who, params, services: noServices })
    ).json();
  };
  const { owner } = about;
  const { name } = await collections.read(db, who, id);
  const held = (await asked(listItems, `/${about.inside}/items`, {
    collection: about.inside,
  })) as { thing: { itemCount: number | null } }[];
  const listed = (await asked(list, `?ownerType=user&ownerId=${owner.userId}`)) as {
    id: string;
    itemCount: number | null;
  }[];
  return [
    ((await asked(read, `/${id}`, { collection: id })) as { itemCount: unknown }).itemCount,
    held[0]!.thing.itemCount,
    listed.find((row) => row.id === id)!.itemCount,
    (await search.find(db, who, { q: name, limit: 20 })).items.flatMap((hit) =>
      hit.type === 'collection' && hit.id === id ? [hit] : [],
    )[0]!.itemCount,
    ((await collections.card(db, who, collectionItem({ id }))) as collections.CollectionCard)
      .itemCount,
  ];
}

it('how much a collection holds is said to who may write it: others may not see all that counts', async () => {
  const [ada, emil, bea] = [await person(), await person(), await person()];
  const [home, hidden] = [await workspace(ada), await workspace(ada, { visibility: 'private' })];
  const made = await collection(ada);
  for (const one of [
    song(await post(ada, home, { publishedAt: new Date(0) })),
    song(await post(ada, home)),
    { itemType: 'workspace' as const, itemId: hidden.id },
  ]) {
    await collections.addItem(db, ada, await mine(ada, made), one);
  }
  const around = await collection(ada);
  await collections.addItem(db, ada, await mine(ada, around), collectionItem(made));
  await rule('allow', 'user', bea.userId, 'collection', made.id, 'write');

  const about = { inside: around.id, owner: ada };
  const nothing = [null, null, null, null, null];
  expect(await told(guest, made.id, about)).toEqual(nothing);
  expect(await told(emil, made.id, about)).toEqual(nothing);
  expect(await told(ada, made.id, about)).toEqual([3, 3, 3, 3, 3]);
  expect(await told(bea, made.id, about)).toEqual([3, 3, 3, 3, 3]);

  const containing = async (who: Principal) =>
    (await collections.collectionsContaining(db, who, collectionItem(made))).items.map(
      (one) => one.collection,
    );
  expect(await containing(guest)).toMatchObject([{ id: around.id, itemCount: null }]);
  expect(await containing(bea)).toMatchObject([{ id: around.id, itemCount: null }]);
  expect(await containing(ada)).toMatchObject([{ id: around.id, itemCount: 1 }]);
});

it('so it is of a catalogue, in which drafts stand', async () => {
  const ada = await person();
  const home = await workspace(ada);
  await post(ada, home, { publishedAt: new Date(0) });
  await post(ada, home);
  const [catalogue] = await db
    .select()
    .from(table)
    .where(and(eq(table.ownerId, home.id), eq(table.kind, 'resources')));
  expect(await collections.read(db, guest, catalogue!.id)).toMatchObject({ itemCount: null });
  expect(await collections.read(db, ada, catalogue!.id)).toMatchObject({ itemCount: 2 });
});
