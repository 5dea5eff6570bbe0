import { expect, test } from '@playwright/test';
import { send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { signInAs } from '../support/sign-in.ts';

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

  const wide: string[] = [];
  for (const path of [
    `/${place.slug}`,
    `/${place.slug}?show=posts`,
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
    place.desk,
    `${place.desk}/settings`,
    `${place.desk}/resources/${post.id}`,
    `${place.desk}/resources/${album.id}/links`,
    `${place.desk}/resources/${album.id}/delete`,
    '/dashboard/collections',
    `/dashboard/collections/${collection.id}`,
    `/dashboard/collections/add?type=resource&id=${album.id}`,
  ]) {
    await page.goto(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 320) wide.push(`${path}: ${width}`);
  }
  expect(wide).toEqual([]);
});
