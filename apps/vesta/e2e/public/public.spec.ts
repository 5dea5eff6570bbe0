/** The pages that everybody sees: complete without scripts, light, cheap, readable in both schemes. */
import { gzipSync } from 'node:zlib';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { cookieOf, signInAs } from '../support/sign-in.ts';

/** Every public page of the scene that has a look of its own, with a word that must be on it. */
const pages: [path: string, heading: string | RegExp][] = [
  ['/', 'Music, at its own address.'],
  ['/ada-okafor', 'Ada Okafor'],
  ['/ada-okafor?show=releases', 'Releases'],
  ['/ada-okafor?show=statuses', 'Statuses'],
  ['/brass-anvil', 'Brass Anvil'],
  ['/moth-signal', 'Moth Signal'],
  ['/nightjar-records', 'Nightjar Records'],
  ['/ada-okafor/tidemark', 'Tidemark'],
  ['/brass-anvil/permit-pending', 'Permit Pending'],
  ['/ada-okafor/how-tidemark-was-made', 'How Tidemark was made'],
  ['/nightjar-records/how-we-split-the-money', 'How we split the money'],
  ['/ada-okafor/foghorn-in-a-flat', 'A status by Ada Okafor'],
  ['/user/dev', 'Dev Ramanathan'],
  ['/user/emil', 'Emil Santos'],
  ['/collections', /Collections/],
  ['/halogen-hour/collections', /Collections/],
  ['/halogen-hour/c/show-112', 'Show 112: Things that hum'],
  ['/explore', 'Explore'],
  ['/explore?type=post', 'Explore'],
  ['/search', 'Search'],
  ['/search?q=s', 'Search'],
  ['/search?q=zzzz', 'Search'],
  ['/nobody-has-this-name', 'Nothing here by that name'],
];

const budget = { rows: 200, scripts: 60_000 };

for (const [path, heading] of pages) {
  test(`${path} is complete without scripts, fits a small phone and reads few rows`, async ({
    browser,
  }) => {
    const viewport = { width: 320, height: 640 };
    const context = await browser.newContext({ javaScriptEnabled: false, viewport });
    const page = await context.newPage();
    const response = await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toHaveCount(1);
    await expect(page).toHaveTitle(/vesta/);
    if (response?.status() === 200) {
      expect(await page.locator('link[rel=canonical]').count()).toBe(1);
    }
    expect(Number(response?.headers()['x-rows-read'])).toBeLessThanOrEqual(budget.rows);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    await context.close();
  });

  test(`${path} is light, loads nothing from elsewhere and has no accessibility faults`, async ({
    page,
    baseURL,
  }) => {
    const scripts: Promise<number>[] = [];
    const elsewhere: string[] = [];
    const errors: string[] = [];
    page.on('response', (response) => {
      const url = response.url();
      if (!url.startsWith(baseURL!) && !url.startsWith('data:')) elsewhere.push(url);
      if (/javascript/.test(response.headers()['content-type'] ?? '')) {
        scripts.push(response.body().then((body) => gzipSync(body).length));
      }
    });
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(path, { waitUntil: 'networkidle' });
    const sizes = await Promise.all(scripts);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budget.scripts);
    expect(elsewhere).toEqual([]);
    expect(errors).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // Colours are judged when they have arrived.
      await page.evaluate(() => {
        for (const animation of document.getAnimations()) animation.finish();
      });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}

test('a release leads to its services in one tap', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/ada-okafor/tidemark');
  const links = page.getByRole('list', { name: 'Where to hear Tidemark' }).getByRole('link');
  await expect(links).toHaveCount(7);
  await expect(links.first()).toHaveAttribute('href', /^https:\/\/.*bandcamp\.com\//);
  await expect(links.first()).toHaveAttribute('rel', 'nofollow noopener');
  await expect(links.first()).toBeInViewport({ ratio: 1 });
});

test('what it is can be read by machines', async ({ request }) => {
  const html = await (await request.get('/ada-okafor/tidemark')).text();
  const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1];
  expect(JSON.parse(json!)).toMatchObject({
    '@type': 'MusicAlbum',
    name: 'Tidemark',
    byArtist: [{ name: 'Ada Okafor' }],
    numTracks: 4,
  });
  expect(html).toContain('<meta property="og:type" content="music.album"');
});

test('former and upper-case addresses lead to the present ones', async ({ request }) => {
  for (const [from, to] of [
    ['/ada-okafor-music', '/ada-okafor'],
    ['/Ada-Okafor?show=releases', '/ada-okafor?show=releases'],
    ['/ada-okafor-music/Tidemark?from=bio', '/ada-okafor/tidemark?from=bio'],
    ['/user/EMIL', '/user/emil'],
  ] as const) {
    const response = await request.get(from, { maxRedirects: 0 });
    expect(response.status()).toBe(301);
    expect(new URL(response.headers().location!, 'http://x').href).toBe(`http://x${to}`);
  }
});

test('a draft is there for its writer, says so, and for nobody else', async ({ request }) => {
  const path = '/ada-okafor/what-comes-after';
  expect((await request.get(path)).status()).toBe(404);
  const emil = await request.get(path, { headers: { cookie: await cookieOf('emil') } });
  expect(emil.status()).toBe(404);
  const ada = await request.get(path, { headers: { cookie: await cookieOf('ada') } });
  expect(ada.status()).toBe(200);
  expect(await ada.text()).toContain('<strong>Draft.</strong>');
});

test('a name typed on the front page is still there after signing in', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  await context.clearCookies();
  await page.goto('/');
  await page.getByLabel('The name you play under').fill('Night Bus');
  await page.getByRole('button', { name: 'Claim it' }).click();
  await expect(page).toHaveURL(/\/auth\/login\?returnTo=/);
  await page
    .getByRole('link', { name: /Emil/ })
    .or(page.getByRole('button', { name: /Emil/ }))
    .click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Night Bus');
});

test('pages lead from one to the next without repeating anything', async ({ page }) => {
  await page.goto('/explore?type=song');
  const seen = new Set<string>();
  for (;;) {
    for (const title of await page.locator('main article h3 a').all()) {
      const href = (await title.getAttribute('href'))!;
      expect(seen.has(href)).toBe(false);
      seen.add(href);
    }
    const next = page.getByRole('link', { name: 'Earlier' });
    if ((await next.count()) === 0) break;
    await Promise.all([page.waitForURL(/cursor=/), next.click()]);
    await page.waitForLoadState('networkidle');
  }
  expect(seen.size).toBeGreaterThan(18);
});
