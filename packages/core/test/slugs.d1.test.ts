import { newId, workspaceSlugs } from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import { expect, it } from 'vitest';
import * as workspaces from '../src/workspaces/index.ts';
import { db, person } from './make.ts';
import { metered } from './metered.d1.ts';

it('a free address is found by one query that reads few rows, however many have the name', async () => {
  const ada = await person();
  const slug = `mixtape-${newId().slice(-6)}`;
  const numbered = Array.from({ length: 2000 }, (_, n) => ({ slug: `${slug}-${n}` }));
  await batch(db, (q) => [
    q.insert(workspaceSlugs).values({ slug }),
    ...Array.from({ length: 80 }, (_, i) =>
      q.insert(workspaceSlugs).values(numbered.slice(i * 25, (i + 1) * 25)),
    ),
  ]);
  const meter = metered();
  await workspaces.suggestSlug(meter.db, ada, { name: slug });
  expect(meter.queries()).toBe(1);
  expect(meter.rowsRead()).toBeLessThan(60);
});
