/** What a sitemap costs, however much there is: rows that D1 says it has read. */
import { expect, it } from 'vitest';
import { person, workspace } from '../../test/make.ts';
import { metered } from '../../test/metered.d1.ts';
import { now, insertResources } from '../../test/insert-resources.ts';
import * as maps from './index.ts';

it('the list of parts reads as much among many things as among few of the same days', async () => {
  const home = await workspace(await person());
  const cost = async () => {
    const meter = metered();
    const parts = await maps.listParts(meter.db);
    return { parts: parts.length, rows: meter.rowsRead(), queries: meter.queries() };
  };
  await insertResources(home, [{}]);
  const before = await cost();
  await insertResources(
    home,
    Array.from({ length: 600 }, (_, n) => (n % 2 ? {} : { guestReadable: false })),
  );
  const after = await cost();
  expect(after).toEqual(before);
  expect(after.rows).toBeLessThanOrEqual(8 * after.parts + 8);
  expect(after.queries).toBe(4);
});

it('a part reads two rows for each thing that it looks at, in one query', async () => {
  const home = await workspace(await person());
  const [id] = await insertResources(
    home,
    Array.from({ length: 300 }, () => ({ guestReadable: false })),
  );
  const meter = metered();
  await maps.pagesIn(meter.db, { kind: 'resources', begin: id!.slice(0, 5) }, now, 100);
  expect(meter.rowsRead()).toBeLessThanOrEqual(2 * 100 + 100);
  expect(meter.queries()).toBe(1);
});
