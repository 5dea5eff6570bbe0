/** What axe finds on a page, judged where its colours end rather than on the way there. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Shows the page light or dark, and waits until it knows: it may hear of it a moment later. */
export async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.waitForFunction(
    (wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches,
    colorScheme,
    { polling: 50 },
  );
}

/**
 * Fails unless axe finds nothing on the page as it is now. Asked again while it does: after a change
 * of colours a busy browser may for a moment have painted only some of them. A long page takes axe
 * many seconds by itself.
 */
export async function expectNoViolations(page: Page, how: string): Promise<void> {
  await expect
    .poll(() => violations(page), { message: `axe, ${how}`, timeout: 150_000 })
    .toEqual([]);
}

/** The same, light and dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await showIn(page, colorScheme);
    await expectNoViolations(page, colorScheme);
  }
}

/** Light on a dashboard, dark on a phone, and no wider than that. */
export async function expectAccessibleOnEverything(page: Page): Promise<void> {
  const dashboard = page.viewportSize()!;
  await showIn(page, 'light');
  await expectNoViolations(page, 'light, on a dashboard');
  await page.setViewportSize({ width: 390, height: 844 });
  await showIn(page, 'dark');
  await expectNoViolations(page, 'dark, on a phone');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'no sideways scrolling').toBeLessThanOrEqual(390);
  await page.setViewportSize(dashboard);
}

async function violations(page: Page) {
  // Not waited for: an animation of a page in the background may never get to its end.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      const { endTime } = animation.effect?.getComputedTiming() ?? {};
      if (endTime === Infinity) animation.cancel();
      else animation.finish();
    }
  });
  // Nothing here is in a frame of another site: axe need not open a second page for each answer.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .analyze();
  return found.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html.slice(0, 160)) }));
}
