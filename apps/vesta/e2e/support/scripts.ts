import type { Page } from '@playwright/test';

/** Keeps scripts waiting, as a bad phone connection does, until the answer is called. */
export async function holdScripts(page: Page): Promise<() => void> {
  const { promise: arrived, resolve: letThrough } = Promise.withResolvers<void>();
  await page.route('**/_app/**/*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  return letThrough;
}

/**
 * Waits until the scripts are there and the page answers to them: SvelteKit then adds what announces
 * pages. Some pages have none.
 */
export async function scriptsRun(page: Page): Promise<void> {
  const hasScripts = await page.evaluate(() =>
    [...document.scripts].some(({ text }) => text.includes('__sveltekit')),
  );
  if (hasScripts) await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
}
