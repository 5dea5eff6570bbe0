import { expect, test } from '@playwright/test';
import type { Stack } from '../../../../scripts/lib/stack.ts';
import { scale, startLargeWorld } from '../support/large-world.ts';
import { expectWithin } from './measure.ts';
import { largePlaces, type Places } from './places.ts';
import { budgets } from './table.ts';

test.describe(`among ${scale.toLocaleString('en')} workspaces`, () => {
  let world: Stack;
  let places: Places;

  test.beforeAll(async () => {
    test.setTimeout(1_200_000);
    world = await startLargeWorld();
    places = await largePlaces(world.url);
  });
  test.afterAll(() => world?.stop());

  for (const budget of budgets) {
    const { name, path, rows, as = 'a guest' } = budget;
    test(`${name} reads at most ${rows} rows for ${as}`, async () => {
      await expectWithin(budget, world.url, path(places));
    });
  }

  test('what the figures are about is there: a collection of 5,000 things', async () => {
    const response = await fetch(`${world.url}/api/collections/${places.longestId}`);
    expect(await response.json()).toMatchObject({ itemCount: 5000 });
  });
});
