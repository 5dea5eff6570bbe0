import { collectionItems, newId, type Collection } from '@vesta-cx/db';
import { and, asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call } from '../../test/api/entities.ts';
import {
  collection,
  filledCollection,
  mine,
  resourceRow,
  seenIn,
  song,
} from '../../test/collections.ts';
import { db, person, workspace } from '../../test/make.ts';
import { guest } from '../kernel/index.ts';
import * as collections from './index.ts';
import { longestPosition } from './positions.ts';

const stored = ({ id }: Collection) =>
  db
    .select()
    .from(collectionItems)
    .where(eq(collectionItems.collectionId, id))
    .orderBy(
      asc(collectionItems.position),
      asc(collectionItems.itemType),
      asc(collectionItems.itemId),
    );

const countOf = async (made: Collection) => [
  (await collections.read(db, { userId: made.ownerId }, made.id)).itemCount,
  (await stored(made)).length,
];

describe('adding and removing', () => {
  it('twice at once changes it once', async () => {
    const ada = await person();
    const { made, home } = await filledCollection(ada, 0);
    const ref = song(await resourceRow(home));
    const proof = await mine(ada, made);
    const changes = await Promise.all(
      [1, 2, 3].map(() => collections.addItem(db, ada, proof, ref)),
    );
    expect(changes.filter(({ changed }) => changed)).toHaveLength(1);
    expect(await countOf(made)).toEqual([1, 1]);
    expect((await collections.read(db, ada, made.id)).version).toBe(2);
    const gone = await Promise.all([1, 2].map(() => collections.removeItem(db, proof, ref)));
    expect(gone.sort()).toEqual([false, true]);
    expect(await countOf(made)).toEqual([0, 0]);
  });

  it('many at once all get in, and the count is right', async () => {
    const ada = await person();
    const { made, home } = await filledCollection(ada, 0);
    const proof = await mine(ada, made);
    const rows = await Promise.all(Array.from({ length: 8 }, () => resourceRow(home)));
    await Promise.all(rows.map((row) => collections.addItem(db, ada, proof, song(row))));
    expect(await countOf(made)).toEqual([8, 8]);
    expect((await seenIn(guest, made.id)).sort()).toEqual(rows.map(({ id }) => id).sort());
  });

  it('adding again keeps place and note', async () => {
    const ada = await person();
    const { made, songs } = await filledCollection(ada, 2);
    const proof = await mine(ada, made);
    await collections.annotate(db, proof, song(songs[0]!), 'First');
    await collections.addItem(db, ada, proof, { ...song(songs[0]!), note: 'Again' });
    expect(await seenIn(guest, made.id)).toEqual(songs.map(({ id }) => id));
    expect((await stored(made))[0]?.note).toBe('First');
  });

  it('an id with a space at its end is none, whatever the engine takes it for', async () => {
    const ada = await person();
    const { made, songs } = await filledCollection(ada, 1);
    const { itemType, itemId } = song(songs[0]!);
    const params = { collection: made.id, itemType, itemId };
    const { readItem, updateItem, removeItem, addItem } = collections.operations;
    for (const operation of [readItem, updateItem, removeItem]) {
      for (const name of ['collection', 'itemId'] as const) {
        const answer = await call(operation, '/collections', {
          as: ada,
          params: { ...params, [name]: `${params[name]} ` },
          ...(operation === updateItem && { body: { note: 'Mine' } }),
        });
        expect(answer.status).toBe(404);
      }
    }
    const other = song(await resourceRow(await workspace(ada)));
    for (const body of [
      { itemType, itemId: `${other.itemId} ` },
      { ...other, before: { itemType, itemId: `${itemId} ` } },
    ]) {
      const answer = await call(addItem, `/collections/${made.id}/items`, { as: ada, body });
      expect(answer.status).toBe(400);
    }
    expect(await seenIn(guest, made.id)).toEqual([itemId]);
    expect((await stored(made))[0]?.note).toBe(null);
  });
});

describe('moving', () => {
  it('writes one row', async () => {
    const ada = await person();
    const { made, songs } = await filledCollection(ada, 4);
    const before = await stored(made);
    await collections.moveItem(db, await mine(ada, made), song(songs[3]!), {
      before: song(songs[1]!),
    });
    const after = await stored(made);
    expect(after.map(({ itemId }) => itemId)).toEqual([0, 3, 1, 2].map((i) => songs[i]!.id));
    const positions = new Map(before.map((row) => [row.itemId, row.position]));
    expect(after.filter((row) => positions.get(row.itemId) !== row.position)).toHaveLength(1);
  });

  it('two moves at once leave every item there, in an order that both allow', async () => {
    const ada = await person();
    const { made, songs } = await filledCollection(ada, 4);
    const proof = await mine(ada, made);
    await Promise.all([
      collections.moveItem(db, proof, song(songs[3]!), { before: song(songs[0]!) }),
      collections.moveItem(db, proof, song(songs[2]!), { before: song(songs[0]!) }),
    ]);
    const order = await seenIn(guest, made.id);
    expect(order.slice(0, 2).sort()).toEqual([songs[2]!.id, songs[3]!.id].sort());
    expect(order.slice(2)).toEqual([songs[0]!.id, songs[1]!.id]);
  });

  it('finds room between items that two adders gave one position', async () => {
    const ada = await person();
    const { made, songs } = await filledCollection(ada, 3);
    await db
      .update(collectionItems)
      .set({ position: 'a1' })
      .where(eq(collectionItems.collectionId, made.id));
    const before = await seenIn(guest, made.id);
    const proof = await mine(ada, made);
    await collections.moveItem(
      db,
      proof,
      { itemType: 'resource', itemId: before[2]! },
      { after: { itemType: 'resource', itemId: before[0]! } },
      proof.version,
    );
    expect(await seenIn(guest, made.id)).toEqual([before[0], before[2], before[1]]);
    expect(songs).toHaveLength(3);
  });

  it('keeps positions short however often one spot is used', async () => {
    const ada = await person();
    const { made, songs } = await filledCollection(ada, 40);
    const [first] = songs;
    await db
      .update(collectionItems)
      .set({ position: `a0${'0'.repeat(longestPosition)}1` })
      .where(
        and(eq(collectionItems.collectionId, made.id), eq(collectionItems.itemId, songs[1]!.id)),
      );
    await collections.moveItem(db, await mine(ada, made), song(songs[39]!), {
      before: song(songs[1]!),
    });
    await collections.moveItem(db, await mine(ada, made), song(songs[38]!), {
      after: song(songs[1]!),
    });
    const rows = await stored(made);
    expect(rows.slice(0, 4).map(({ itemId }) => itemId)).toEqual(
      [first, songs[39], songs[1], songs[38]].map((row) => row!.id),
    );
    expect(Math.max(...rows.map(({ position }) => position.length))).toBeLessThan(10);
  });

  it('a stale tab is told and nothing moves; a missing anchor is named', async () => {
    const ada = await person();
    const { made, songs } = await filledCollection(ada, 3);
    const proof = await mine(ada, made);
    const [a, b] = songs.map(song);
    await expect(
      collections.updateItem(db, proof, b!, { before: a!, note: 'x' }, 1),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    await expect(collections.removeItem(db, proof, b!, 1)).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    expect(await seenIn(guest, made.id)).toEqual(songs.map(({ id }) => id));
    expect((await collections.read(db, ada, made.id)).version).toBe(proof.version);
    await expect(
      collections.moveItem(db, proof, b!, { before: song({ id: newId() }) }),
    ).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'before' }] });
    await expect(collections.annotate(db, proof, song({ id: newId() }), 'x')).rejects.toMatchObject(
      { code: 'not_found' },
    );
  });
});

it('any sequence of changes equals the same on a plain array', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const rows = await Promise.all(Array.from({ length: 6 }, () => resourceRow(home)));
  const index = fc.nat({ max: rows.length - 1 });
  const step = fc.oneof(
    fc.record({
      do: fc.constant('add' as const),
      item: index,
      at: fc.option(index),
      side: fc.boolean(),
    }),
    fc.record({ do: fc.constant('move' as const), item: index, at: index, side: fc.boolean() }),
    fc.record({ do: fc.constant('remove' as const), item: index }),
    fc.record({
      do: fc.constant('note' as const),
      item: index,
      note: fc.constantFrom('a', 'b', null),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const made = await collection(ada);
      const proof = await mine(ada, made);
      let model: { item: number; note: string | null }[] = [];
      const has = (item: number) => model.some((one) => one.item === item);
      const put = (one: (typeof model)[number], at: number | null, after: boolean) => {
        model = model.filter(({ item }) => item !== one.item);
        if (at === null) model.push(one);
        else model.splice(model.findIndex(({ item }) => item === at) + (after ? 1 : 0), 0, one);
      };
      for (const s of steps) {
        const ref = song(rows[s.item]!);
        const anchor = 'at' in s && s.at !== null ? s.at : null;
        const place =
          anchor === null
            ? {}
            : { [(s as { side: boolean }).side ? 'after' : 'before']: song(rows[anchor]!) };
        const attempt = {
          add: () => collections.addItem(db, ada, proof, { ...ref, ...place }),
          move: () => collections.moveItem(db, proof, ref, place),
          remove: () => collections.removeItem(db, proof, ref),
          note: () => collections.annotate(db, proof, ref, (s as { note: string | null }).note),
        }[s.do];
        const outcome = await attempt().then(
          () => 'done',
          (error: { code: string }) => error.code,
        );
        const anchored = anchor === null || has(anchor);
        if (s.do === 'remove') {
          model = model.filter(({ item }) => item !== s.item);
          expect(outcome).toBe('done');
        } else if (s.do === 'note') {
          expect(outcome).toBe(has(s.item) ? 'done' : 'not_found');
          for (const one of model) if (one.item === s.item) one.note = s.note;
        } else if (!anchored && !(s.do === 'move' && anchor === s.item)) {
          expect(outcome).toBe('invalid');
        } else if (s.do === 'add') {
          expect(outcome).toBe('done');
          if (!has(s.item)) put({ item: s.item, note: null }, anchor, s.side);
        } else if (!has(s.item)) {
          expect(outcome).toBe('not_found');
        } else {
          expect(outcome).toBe('done');
          const one = model.find(({ item }) => item === s.item)!;
          if (anchor !== s.item) put(one, anchor, s.side);
        }
      }
      const actual = (await stored(made)).map(({ itemId, note }) => ({ itemId, note }));
      expect(actual).toEqual(model.map(({ item, note }) => ({ itemId: rows[item]!.id, note })));
      const now = await collections.read(db, ada, made.id);
      expect(now.itemCount).toBe(model.length);
    }),
    { numRuns: 25 },
  );
});
