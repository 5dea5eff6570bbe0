import { expect, type Page } from '@playwright/test';
import type { PageCase } from './table.ts';

export const titleOf = ({ route, name, as }: PageCase): string =>
  `${route}${name ? ` (${name})` : ''}${as ? `, as ${as},` : ''}`;

const addressOf = async ({ path }: PageCase): Promise<string> =>
  typeof path === 'string' ? path : path();

/** Opens the page and expects what it is visited for; with `domcontentloaded`, before its scripts are there. */
export async function visit(
  page: Page,
  one: PageCase,
  waitUntil: 'load' | 'domcontentloaded' = 'load',
): Promise<void> {
  const response = await page.goto(await addressOf(one), { waitUntil });
  expect(response!.status()).toBe(one.status ?? 200);
  const main = page.getByRole('main');
  await expect(main.getByRole('heading', { level: 1 })).toHaveText(one.heading);
  await expect(main).toContainText(one.shows);
}
