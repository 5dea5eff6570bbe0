import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { baseUrl } from '../support/sign-in.ts';

const session = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name === 'vesta_session');

test('somebody new picks their account, gets a handle, and comes back to where they were', async ({
  page,
}) => {
  await page.goto('/auth/login?returnTo=/explore');
  await page.getByRole('link', { name: 'Nika Petrov' }).click();
  await expect(page).toHaveURL(/\/explore$/);
  const me = (await (await page.request.get('/api/me')).json()) as { handle: string };
  expect(me.handle).toBe('nika-petrov');
  expect(await session(page)).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
});

test('signing in and out works without scripts', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseUrl() });
  const page = await context.newPage();
  await page.goto('/auth/login');
  await page.getByRole('link', { name: 'Emil Santos' }).click();
  await expect(page).toHaveURL(`${baseUrl()}/`);
  expect(await session(page)).toBeDefined();

  await page.goto('/auth/logout');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${baseUrl()}/`);
  expect(await session(page)).toBeUndefined();
  expect((await page.request.get('/api/me')).status()).toBe(401);
  await context.close();
});

test('only a form of this site signs out', async ({ page }) => {
  await page.goto('/auth/login');
  await page.getByRole('link', { name: 'Emil Santos' }).click();
  await expect(page).toHaveURL(`${baseUrl()}/`);
  const foreign = await page.request.post('/auth/logout', {
    headers: { origin: 'https://evil.example' },
    form: {},
  });
  expect(foreign.status()).toBe(403);
  await page.goto('/auth/logout');
  expect(await session(page)).toBeDefined();
});

test('a callback that this browser did not ask for signs nobody in', async ({ page }) => {
  const answer = await page.goto('/auth/callback?code=auth_code_foreign&state=foreign');
  expect(answer?.status()).toBe(400);
  await expect(page.getByRole('heading', { name: 'You are not signed in' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sign in again' })).toBeVisible();
  expect(await session(page)).toBeUndefined();
});

test('a session that means nothing any more leads to a guest, not to an error', async ({
  page,
}) => {
  await page.context().addCookies([{ name: 'vesta_session', value: 'Fe26.2*old', url: baseUrl() }]);
  const answer = await page.goto('/');
  expect(answer?.status()).toBe(200);
  expect(await session(page)).toBeUndefined();
});

for (const foreign of ['//evil.example', '/\\evil.example', 'https://evil.example', '/.//evil']) {
  test(`signing in never leads to ${foreign}`, async ({ page }) => {
    await page.goto(`/auth/login?returnTo=${encodeURIComponent(foreign)}`);
    await page.getByRole('link', { name: 'Ada Okafor' }).click();
    await expect(page).toHaveURL(`${baseUrl()}/`);
  });
}
