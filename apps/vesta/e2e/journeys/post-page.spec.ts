/** The page of a post: nothing is said twice, and each heading has an address. */
import { expect, test } from '@playwright/test';
import { get, send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { signInAs } from '../support/sign-in.ts';

const first = 'The tide turns at noon.';
const body = `${first} ${'Then it turns again. '.repeat(30)}\n\n## Later\n\nAnd again.`;

test('a post without an excerpt of its own says its first sentence once, one with its own says that first', async ({
  page,
  context,
  request,
}) => {
  const { slug } = await claim('emil', 'tides');
  const base = { workspace: slug, type: 'post', publishedAt: new Date().toISOString() };
  const plain = await send('emil', 'POST', '/resources', {
    ...base,
    title: 'Plain',
    post: { body },
  });
  const led = await send('emil', 'POST', '/resources', {
    ...{ ...base, title: 'Led', excerpt: 'Why we wait.', post: { body } },
  });
  const text = page.getByRole('main');

  const expectOnce = async () => {
    await page.goto(plain.path);
    await expect(text).toContainText(first);
    expect((await text.innerText()).split(first)).toHaveLength(2);
  };
  await expectOnce();
  // Lists and machines are told by the beginning of the text.
  const description = page.locator('head meta[name=description]');
  await expect(description).toHaveAttribute('content', new RegExp(`^${first}`));
  const { excerpt } = await get<{ excerpt: string }>(`/resources/${plain.id}`);
  expect(excerpt.startsWith(first)).toBe(true);

  await page.goto(led.path);
  await expect(text.getByText('Why we wait.')).toBeVisible();
  const words = await text.innerText();
  expect(words.indexOf('Why we wait.')).toBeLessThan(words.indexOf(first));

  const atom = await (await request.get(`/${slug}/feed.xml`)).text();
  expect([...atom.matchAll(/<summary[^>]*>([^<]*)/g)].map(([, said]) => said)).toEqual([
    'Why we wait.',
  ]);
  const { items } = (await (await request.get(`/${slug}/feed.json`)).json()) as {
    items: { title: string; summary?: string }[];
  };
  expect(Object.fromEntries(items.map(({ title, summary }) => [title, summary]))).toEqual({
    Plain: undefined,
    Led: 'Why we wait.',
  });

  // Saved in the editor as it is, it is still nobody's.
  await signInAs(context, 'emil');
  await page.goto(`/dashboard/${slug}/resources/${plain.id}`);
  await page.getByLabel('Title').fill('Plain, still');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: false }).first()).toBeVisible();
  await expectOnce();
});

test('each heading is followed by a link to its own address, by keyboard too, and not in feeds', async ({
  page,
  request,
}) => {
  const { slug } = await claim('emil', 'headings');
  const post = await send('emil', 'POST', '/resources', {
    ...{ workspace: slug, type: 'post', title: 'Parts', publishedAt: new Date().toISOString() },
    post: { body: '# The *first* part\n\nWords.\n\n## Übung (2026)\n\nMore.' },
  });
  await page.goto(post.path);
  const heading = page.getByRole('heading', { name: 'The first part', exact: true });
  await expect(heading).toHaveAttribute('id', 'h-the-first-part');
  const link = page.getByRole('link', { name: 'Link to “The first part”' });
  await expect(link).toHaveAttribute('href', '#h-the-first-part');
  await expect(link).toHaveCSS('opacity', '0');
  await heading.hover();
  await expect(link).toHaveCSS('opacity', '1');
  await page.mouse.move(0, 0);
  await expect(link).toHaveCSS('opacity', '0');

  await link.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(link).toBeFocused();
  await expect(link).toHaveCSS('opacity', '1');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#h-the-first-part$/);
  await expect(page.getByRole('link', { name: 'Link to “Übung (2026)”' })).toHaveCount(1);

  for (const feed of ['feed.xml', 'feed.json']) {
    const text = await (await request.get(`/${slug}/${feed}`)).text();
    expect(text).toContain('h-the-first-part');
    expect(text).not.toContain('heading-link');
  }
});
