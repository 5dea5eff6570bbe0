import { expect, test } from '@playwright/test';
import type { Stack } from '@vesta-cx/local/stack';
import { scale, startLargeWorld } from '../support/large-world.ts';
import { expectWithin } from './measure.ts';
import { largePlaces, type Places } from './measured.ts';
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
    let count = 0;
    let next: string | undefined = `/api/collections/${places.longestId}/items?limit=100`;
    while (next) {
      const response: Response = await fetch(new URL(next, world.url));
      count += ((await response.json()) as unknown[]).length;
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    }
    expect(count).toBe(5000);
  });
});
