/** Finding what is there by words of its name, with and without scripts. */
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { baseUrl } from '../support/sign-in.ts';

const found = async (q: string): Promise<Record<string, unknown>[]> => {
  const response = await fetch(`${baseUrl()}/api/search?limit=100&q=${encodeURIComponent(q)}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>[];
};

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('words inside names are found, by kind, and further on', async ({ page }) => {
    await page.goto('/search');
    const main = page.getByRole('main');
    for (const [word, name] of [
      ['okafor', 'Ada Okafor'],
      ['signal', 'Moth Signal'],
      ['records nightjar', 'Nightjar Records'],
      ['@dev', 'Dev'],
    ] as const) {
      await main.getByRole('searchbox').fill(word);
      await main.getByRole('button', { name: 'Search' }).click();
      await expect(main.getByRole('link', { name }).first()).toBeVisible();
    }

    await page.goto('/search?q=a');
    const results = main.getByRole('list', { name: 'Results' }).getByRole('listitem');
    await expect(results).toHaveCount(20);
    const first = await results.allTextContents();
    await main.getByRole('link', { name: 'More', exact: true }).click();
    await expect(page).toHaveURL(/cursor=/);
    for (const text of await results.allTextContents()) expect(first).not.toContain(text);
    await main.getByRole('link', { name: 'Back to the first' }).click();
    await expect(results.first()).toHaveText(first[0]!);

    await main.getByRole('link', { name: 'People', exact: true }).click();
    await expect(page).toHaveURL(/type=user/);
    for (const text of await results.allTextContents()) expect(text).toContain('Person');
    await page.goto('/search?q=xylophonists');
    await expect(main.getByText('Nothing is called “xylophonists”')).toBeVisible();
    expect((await page.goto('/search?q=a&cursor=abc'))!.status()).toBe(400);
  });
});

test('a phone shows results without scrolling sideways, readable for everybody', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/search?q=a');
  const { scrollWidth, clientWidth } = await page.evaluate(() => ({
    scrollWidth: document.documentElement.scrollWidth,
    clientWidth: document.documentElement.clientWidth,
  }));
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
  await expectAccessible(page);
});

test('the API finds hits of all kinds, those that begin so first', async () => {
  const hits = await found('ada');
  expect(hits.slice(0, 2).map(({ name }) => name)).toEqual(expect.arrayContaining(['Ada Okafor']));
  expect(new Set((await found('a')).map(({ type }) => type)).size).toBe(4);
  expect(await found('signal')).toEqual(
    expect.arrayContaining([expect.objectContaining({ type: 'workspace', name: 'Moth Signal' })]),
  );
});
