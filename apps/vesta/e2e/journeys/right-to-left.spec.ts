import { expect, test, type Locator, type Page } from '@playwright/test';
import { send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { signInAs } from '../support/sign-in.ts';

const name = 'فرقة الميناء (1998)';
const text = 'نكتب عن البحر، وعن HTTPS://en.example/Air_(band)؟';

test('what people write goes in its own direction, on every page and in every field', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  const place = await claim('emil', 'rtl');
  const at = new Date().toISOString();
  await send('emil', 'PATCH', `/workspaces/${place.id}`, { name, description: text });
  const base = { workspace: place.id, publishedAt: at };
  const { id: emil } = await send('emil', 'GET', '/me');
  const authors = [
    { type: 'workspace', id: place.id, role: 'إنتاج' },
    { type: 'user', id: emil, role: 'DJ' },
  ];
  const titled = { ...base, title: `${name}!`, excerpt: text, authors };
  const post = await send('emil', 'POST', '/resources', {
    ...titled,
    type: 'post',
    post: { body: `# ${name}\n\n${text}\n\n- ${name}\n\n> ${name}\n\n\`npm start\`` },
  });
  const song = await send('emil', 'POST', '/resources', {
    ...titled,
    type: 'song',
    song: { genre: 'طرب' },
    urls: [{ url: 'https://example.com/a', name: 'استمع' }],
  });
  const status = await send('emil', 'POST', '/resources', {
    ...base,
    type: 'status',
    excerpt: text,
  });
  const collection = await send('emil', 'POST', '/collections', {
    name,
    description: text,
    ownerType: 'workspace',
    ownerId: place.id,
  });
  const item = { itemType: 'resource', itemId: song.id, note: text };
  await send('emil', 'POST', `/collections/${collection.id}/items`, item);

  const wrong: Record<string, string[]> = {};
  for (const path of [
    `/${place.slug}`,
    `/${place.slug}?show=writing`,
    `/${place.slug}/${post.slug}`,
    `/${place.slug}/${song.slug}`,
    `/${place.slug}/${status.slug}`,
    `/${place.slug}/collections`,
    `/${place.slug}/c/${collection.slug}`,
    '/explore',
    '/collections',
    `/search?q=${encodeURIComponent(name.slice(0, 4))}`,
    '/dashboard',
    place.dashboard,
    `${place.dashboard}/log`,
    `${place.dashboard}/settings`,
    `${place.dashboard}/delete`,
    `${place.dashboard}/resources/${post.id}`,
    `${place.dashboard}/resources/${song.id}/links`,
    `${place.dashboard}/resources/${song.id}/credits`,
    `${place.dashboard}/resources/${song.id}/delete`,
    `/dashboard/collections/${collection.id}`,
    `/dashboard/collections/${collection.id}/details`,
    `/dashboard/collections/${collection.id}/delete`,
    `/dashboard/collections/add?type=resource&id=${song.id}`,
  ]) {
    await page.goto(path);
    const found = await astray(page);
    if (found.length > 0) wrong[path] = found;
  }
  expect(wrong).toEqual({});

  // A role stays as it was written.
  await page.goto(`/${place.slug}/${song.slug}`);
  await expect(page.getByText('DJ', { exact: true })).toBeVisible();

  await page.goto(`/${place.slug}/${status.slug}`);
  const link = page.getByRole('link', { name: 'en.example/Air_(band)' });
  await expect(link).toHaveAttribute('href', 'https://en.example/Air_(band)');
  await expect(link).toHaveAttribute('rel', 'ugc nofollow noopener');
});

test('names stand beside what they name, items beside their marks, and boxes beside their words', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  const place = await claim('emil', 'rtl-looks');
  await send('emil', 'PATCH', `/workspaces/${place.id}`, { name, description: text });
  const me = await send<{ id: string; displayName: string }>('emil', 'GET', '/me');
  const { path } = await send('emil', 'POST', '/resources', {
    ...{ workspace: place.id, type: 'post', title: name, publishedAt: new Date().toISOString() },
    authors: [
      { type: 'workspace', id: place.id },
      { type: 'user', id: me.id },
    ],
    post: { body: `${text}\n\n- ${name}\n- second, in English\n- [ ] ${name}\n- [x] done` },
  });

  // Not at the far side of the page, though it is read from there.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/${place.slug}`);
  expect((await wordsOf(page.getByRole('heading', { level: 1 }))).left).toBeLessThan(30);

  await page.goto(path);
  const article = page.getByRole('article');
  expect(await article.locator('header p').last().innerText()).toContain(
    `${name}, ${me.displayName}`,
  );
  const list = (await article.locator('.prose ul').boundingBox())!;
  const items = await article.locator('.prose li').all();
  expect(items).toHaveLength(4);
  for (const item of items) {
    const words = await wordsOf(item);
    expect(list.x + list.width - words.right).toBeLessThan(70);
    for (const input of await item.locator('input').all()) {
      const box = (await input.boundingBox())!;
      expect(box.x >= words.right || box.x + box.width <= words.left).toBe(true);
    }
  }
});

/** Returns how far the words of an element reach to the left and to the right. */
const wordsOf = (element: Locator) =>
  element.evaluate((root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = { left: Infinity, right: -Infinity };
    while (walker.nextNode()) {
      const { currentNode } = walker;
      if (!currentNode.textContent?.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(currentNode);
      const { left, right } = range.getBoundingClientRect();
      found.left = Math.min(found.left, left);
      found.right = Math.max(found.right, right);
    }
    return found;
  });

/** Texts and fields that are not set in the direction of what stands in them, or not apart from it. */
const astray = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const arabic = /\p{Script=Arabic}/u;
    const isAstray = (text: string, element: Element) => {
      const { direction, unicodeBidi } = getComputedStyle(element);
      // Words of ours around a name are to stand in other elements than the name.
      if (!arabic.test(/\p{L}/u.exec(text)?.[0] ?? '')) return true;
      return direction !== 'rtl' && unicodeBidi !== 'plaintext';
    };
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { textContent, parentElement } = walker.currentNode;
      if (!textContent || !parentElement || !arabic.test(textContent)) continue;
      if (parentElement.closest('script, style, noscript, textarea')) continue;
      if (isAstray(textContent.trim(), parentElement)) found.push(parentElement.outerHTML);
    }
    for (const field of document.querySelectorAll<HTMLInputElement>('input, textarea')) {
      if (field.type !== 'hidden' && arabic.test(field.value) && isAstray(field.value, field)) {
        found.push(field.outerHTML);
      }
    }
    return found;
  });
