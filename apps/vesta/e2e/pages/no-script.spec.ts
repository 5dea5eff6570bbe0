/** Every page in a browser without scripts: complete, and as safe. */
import { expect, test } from '@playwright/test';
import { signInAs } from '../support/sign-in.ts';
import { ownPages, publicPages } from './table.ts';
import { titleOf, visit } from './visit.ts';

test.describe.configure({ mode: 'parallel' });

test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

for (const one of [...publicPages, ...ownPages]) {
  test(`${titleOf(one)} is complete without scripts`, async ({ page, context }) => {
    if (one.as) await signInAs(context, one.as);
    await visit(page, one);
    const main = page.getByRole('main');
    await expect(main.getByRole('heading', { level: 1 })).toBeAttached();
    await expect(main.getByText(one.shows).first()).toBeAttached();
    // A form has a button to send it with.
    for (const form of await main.locator('form:not([hidden])').all()) {
      await expect(form.locator('button, input[type="submit"]').first()).toBeAttached();
    }
  });
}
