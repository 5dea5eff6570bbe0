/** D1 lets one request send a thousand statements: an export sends a few for many rows. */
import { expect, it } from 'vitest';
import { collection, mine } from '../../test/collections.ts';
import { db, person, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { sow } from '../../test/sow.ts';
import * as collections from '../collections/index.ts';
import { files } from './index.ts';

it('what many things are made of is asked for together, and told of each', async () => {
  const ada = await person();
  const home = await workspace(ada);
  const ids = await sow(
    home,
    Array.from({ length: 500 }, () => ({})),
  );
  const crates: string[] = [];
  for (const itemId of ids.slice(0, 20)) {
    const crate = await collection(ada);
    crates.push(crate.id);
    await collections.addItem(db, ada, await mine(ada, crate), { itemType: 'resource', itemId });
  }

  const meter = metered();
  const found = new Map<string, string>();
  for await (const { name, input } of files(meter.db, ada)) {
    let text = '';
    for await (const piece of typeof input === 'string' ? [input] : input) text += piece;
    found.set(name, text);
  }
  expect(meter.queries()).toBeLessThan(60);

  const json = <T>(name: string) => JSON.parse(found.get(name)!) as T[];
  const made = json<{ resource: { id: string }; authors: { resourceId: string }[] }>(
    'resources.json',
  );
  expect(made.map(({ resource }) => resource.id).toSorted()).toEqual(ids.toSorted());
  for (const { resource, authors } of made) {
    expect(authors).toMatchObject([{ resourceId: resource.id }]);
  }
  const items = json<{ collectionId: string; itemId: string }>('collection-items.json');
  for (const [i, id] of crates.entries()) {
    expect(items.filter((item) => item.collectionId === id)).toMatchObject([{ itemId: ids[i] }]);
  }
}, 60_000);
