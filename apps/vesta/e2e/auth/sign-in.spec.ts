import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { baseUrl } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';
import { callWorkos } from '../support/workos.ts';

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

test('who has told WorkOS no name is asked for one, and their mail address makes none', async ({
  page,
}) => {
  const email = `secret.${unique('person')}@example.com`;
  await callWorkos('POST', '/users', { email, email_verified: true });
  await page.goto(`/auth/login?account=${encodeURIComponent(email)}&returnTo=/explore`);
  await expect(page.getByText('What shall others call you?')).toBeVisible();
  const me = (await (await page.request.get('/api/me')).json()) as Record<string, string>;
  expect(`${me.handle} ${me.displayName}`).not.toMatch(/secret|person|example/);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('');
  await page.getByLabel('Name', { exact: true }).fill('Noor');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.getByRole('link', { name: 'Go on to where you were' }).click();
  await expect(page).toHaveURL(/\/explore$/);
  // Once is enough.
  await page.context().clearCookies();
  await page.goto(`/auth/login?account=${encodeURIComponent(email)}&returnTo=/explore`);
  await expect(page).toHaveURL(/\/explore$/);
});

test('signing out ends a copy of the session, at its next request', async ({ page }) => {
  await page.goto('/auth/login?account=emil@example.com&returnTo=/explore');
  const copied = `vesta_session=${(await session(page))!.value}`;
  const asCopy = (path: string) =>
    fetch(baseUrl() + path, { headers: { cookie: copied }, redirect: 'manual' });
  expect((await asCopy('/api/me')).status).toBe(200);
  await page.goto('/auth/logout');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${baseUrl()}/`);
  expect((await asCopy('/api/me')).status).toBe(401);
  const dashboard = await asCopy('/dashboard');
  expect(dashboard.status).toBe(303);
  expect(dashboard.headers.get('location')).toContain('/auth/login');
  expect(dashboard.headers.getSetCookie().join()).toContain('vesta_session=;');
});

test('back after signing out shows nothing private', async ({ page }) => {
  await page.goto('/auth/login?account=emil@example.com&returnTo=/settings');
  await expect(page.getByText('which nobody else sees')).toBeVisible();
  for (const path of ['/settings', '/dashboard', '/explore']) {
    const answer = await page.request.get(path);
    expect([path, answer.headers()['cache-control']]).toEqual([path, 'private, no-store']);
  }
  await page.goto('/auth/logout');
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${baseUrl()}/`);
  for (let steps = 0; steps < 4; steps += 1) {
    await page.goBack();
    await expect(page.getByText('which nobody else sees')).toBeHidden();
  }
});

test('text that was not saved is offered to the account that wrote it, and to no other', async ({
  page,
}) => {
  const signInAt = (name: string) =>
    page.goto(`/auth/login?account=${name}@example.com&returnTo=/dashboard/statuses`);
  const offer = page.getByText('There is text here that was not saved');
  await signInAt('emil');
  await page.getByLabel('What is going on?').pressSequentially('Not for other eyes');
  await expect
    .poll(() => page.evaluate(() => JSON.stringify(localStorage)))
    .toContain('Not for other eyes');
  await page.context().clearCookies();
  await signInAt('ada');
  await expect(page.getByLabel('What is going on?')).toBeVisible();
  await page.getByLabel('What is going on?').pressSequentially('Mine');
  await expect(offer).toBeHidden();
  await page.context().clearCookies();
  await signInAt('emil');
  await expect(offer).toBeVisible();
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
