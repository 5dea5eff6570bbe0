import { test } from '@playwright/test';
import { baseUrl } from '../support/sign-in.ts';
import { expectWithin } from './measure.ts';
import { scenePlaces } from './measured.ts';
import { budgets } from './table.ts';

test.describe('in the demo scene', () => {
  for (const budget of budgets) {
    const { name, path, rows, as = 'a guest' } = budget;
    test(`${name} reads at most ${rows} rows for ${as}`, async () => {
      await expectWithin(budget, baseUrl(), path(await scenePlaces(baseUrl())));
    });
  }
});
