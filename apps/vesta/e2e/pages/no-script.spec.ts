/** Every page in a browser without scripts: complete, and as safe. */
import { expect, test } from '@playwright/test';
import { signInAs } from '../support/sign-in.ts';
import { ownPages, publicPages } from './table.ts';
import { titleOf, visit } from './visit.ts';

test.describe.configure({ mode: 'parallel' });

test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

for (const one of [...publicPages, ...ownPages]) {
  test(`${titleOf(one)} is complete without scripts on the smallest phone`, async ({
    page,
    context,
  }) => {
    if (one.as) await signInAs(context, one.as);
    await visit(page, one);
    const main = page.getByRole('main');
    await expect(main.getByRole('heading', { level: 1 })).toBeAttached();
    await expect(main.getByText(one.shows).first()).toBeAttached();
    await expect(page).toHaveTitle(/vesta/);
    const isShared = publicPages.includes(one) && !one.route.startsWith('/auth/');
    if (isShared && (one.status ?? 200) === 200) {
      await expect(page.locator('link[rel=canonical]')).toHaveCount(1);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'no sideways scrolling').toBeLessThanOrEqual(320);
    // A form has a button to send it with.
    for (const form of await main.locator('form:not([hidden])').all()) {
      await expect(form.locator('button, input[type="submit"]').first()).toBeAttached();
    }
  });
}
