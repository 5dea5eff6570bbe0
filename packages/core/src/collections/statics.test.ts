import { collections as table } from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { collection, crate, mine } from '../../test/collections.ts';
import { db, person, workspace } from '../../test/make.ts';
import { post } from '../../test/resources.ts';
import { handle } from '../api/index.ts';
import { guest } from '../kernel/index.ts';
import * as collections from './index.ts';
import { list, listItems, read } from './operations.ts';

const api = 'https://vesta.example/api/collections';

it('nobody learns from a catalogue’s count how much in it is not published', async () => {
  const ada = await person();
  const home = await workspace(ada);
  await post(ada, home, { publishedAt: new Date(0) });
  await post(ada, home);
  const [catalogue] = await db
    .select()
    .from(table)
    .where(and(eq(table.ownerId, home.id), eq(table.kind, 'resources')));
  expect(catalogue!.itemCount).toBe(2);

  const { id } = catalogue!;
  const made = await collection(ada);
  await collections.addItem(db, ada, await mine(ada, made), crate({ id }));
  const asked = async (
    operation: Parameters<typeof handle>[0],
    path: string,
    params: Record<string, string> = {},
  ): Promise<unknown> => {
    const request = new Request(api + path);
    return (await handle(operation, request, { db, principal: guest, params })).json();
  };

  expect(await asked(read, `/${id}`, { collection: id })).toMatchObject({ itemCount: null });
  const mineToo = await asked(read, `/${made.id}`, { collection: made.id });
  expect(mineToo).toMatchObject({ itemCount: 1 });
  expect(await asked(list, `?ownerType=workspace&ownerId=${home.id}&type=static`)).toContainEqual(
    expect.objectContaining({ id, itemCount: null }),
  );
  const inside = await asked(listItems, `/${made.id}/items`, { collection: made.id });
  expect(inside).toMatchObject([{ thing: { itemCount: null } }]);
  expect(await collections.thing(db, guest, crate({ id }))).toMatchObject({ itemCount: null });
});
