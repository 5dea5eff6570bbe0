import { expect, test, type Page } from '@playwright/test';
import { send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { signInAs } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const word = (length: number) => 'Donaudampfschifffahrtsgesellschaft'.repeat(20).slice(0, length);

test('names and texts without a single space fit the narrowest phone', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  await page.setViewportSize({ width: 320, height: 640 });
  const place = await claim('emil', 'long');
  const at = new Date().toISOString();
  await send('emil', 'PATCH', `/workspaces/${place.id}`, {
    name: word(120),
    description: word(500),
  });
  const base = { workspace: place.id, title: word(200), excerpt: word(320), publishedAt: at };
  const post = await send('emil', 'POST', '/resources', {
    ...base,
    type: 'post',
    post: { body: `# ${word(200)}\n\n${word(600)}\n\n- ${word(90)}\n\n> ${word(90)}` },
  });
  const album = await send('emil', 'POST', '/resources', {
    ...base,
    type: 'album',
    album: {},
    authors: [
      { type: 'workspace', id: place.id, role: word(60) },
      { type: 'user', id: (await send('emil', 'GET', '/me')).id, role: 'MC' },
    ],
    urls: [{ name: word(80), url: `https://example.com/${word(300)}` }],
  });
  const status = { workspace: place.id, type: 'status', excerpt: word(300), publishedAt: at };
  await send('emil', 'POST', '/resources', status);
  const collection = await send('emil', 'POST', '/collections', {
    name: word(120),
    description: word(500),
    ownerType: 'workspace',
    ownerId: place.id,
  });
  for (const { id } of [post, album]) {
    const item = { itemType: 'resource', itemId: id, note: word(400) };
    await send('emil', 'POST', `/collections/${collection.id}/items`, item);
  }

  expect(
    await tooWide(page, [
      `/${place.slug}`,
      `/${place.slug}?show=writing`,
      `/${place.slug}/${post.slug}`,
      `/${place.slug}/${album.slug}`,
      `/${place.slug}/collections`,
      `/${place.slug}/c/${collection.slug}`,
      '/',
      '/explore',
      '/explore?type=post',
      '/collections',
      '/search?q=donaudampf',
      '/user/emil',
      '/dashboard',
      place.dashboard,
      `${place.dashboard}/settings`,
      `${place.dashboard}/resources/${post.id}`,
      `${place.dashboard}/resources/${album.id}/links`,
      `${place.dashboard}/resources/${album.id}/credits`,
      `${place.dashboard}/resources/${album.id}/delete`,
      '/dashboard/collections',
      `/dashboard/collections/${collection.id}`,
      `/dashboard/collections/add?type=resource&id=${album.id}`,
    ]),
  ).toEqual([]);
  await page.goto(`/${place.slug}/${album.slug}`);
  await expect(page.getByRole('term').filter({ hasText: /^MC$/ })).toBeVisible();
});

test('names of organizations and teams, and mail addresses, fit it too', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  await page.setViewportSize({ width: 320, height: 640 });
  const organization = await send('emil', 'POST', '/organizations', { name: word(200) });
  const dashboard = `/dashboard/organizations/${organization.id}`;
  const team = await send('emil', 'POST', `${dashboard.replace('/dashboard', '')}/teams`, {
    name: word(120),
  });
  const place = await claim('emil', `long-${word(40).toLowerCase()}`);

  expect(
    await tooWide(page, [
      '/dashboard/organizations',
      dashboard,
      `${dashboard}/members`,
      `${dashboard}/invitations`,
      `${dashboard}/teams`,
      `${dashboard}/teams/${team.id}`,
      `${dashboard}/teams/${team.id}/delete`,
      `${dashboard}/settings`,
      `${dashboard}/delete`,
      `${place.dashboard}/transfer`,
      `${place.dashboard}/delete`,
      `/dashboard/new?owner=${organization.id}`,
    ]),
  ).toEqual([]);

  await page.goto(`${dashboard}/delete`);
  await page.getByLabel(/to confirm/).fill('something else');
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page.getByRole('alert')).toContainText('to confirm');
  expect(await widthOf(page)).toBe(320);

  await page.goto(`${dashboard}/invitations`);
  const email = `${unique('d')}-${word(40)}@${word(60)}.example.com`.toLowerCase();
  await page.getByLabel('Mail address').fill(email);
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByRole('status')).toContainText(email);
  expect(await widthOf(page)).toBe(320);

  await send('emil', 'DELETE', `/organizations/${organization.id}`);
});

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

/** Those of the pages that can be scrolled sideways, and how wide they are. */
async function tooWide(page: Page, paths: string[]): Promise<string[]> {
  const wide: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    const width = await widthOf(page);
    if (width > 320) wide.push(`${path}: ${width}`);
  }
  return wide;
}
