/** What the pages that everybody sees are for. */
import { expect, test } from '@playwright/test';
import { send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { cookieOf, signInAs } from '../support/sign-in.ts';

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
    ['/ada-okafor/harbour-lights-demo', '/ada-okafor/harbour-lights'],
    ['/Ada-Okafor-Music/Harbour-Lights-DEMO?from=bio', '/ada-okafor/harbour-lights?from=bio'],
    ['/user/dev/c/studio-shelf', '/user/dev/c/records-i-keep-at-the-studio'],
    ['/@Emil?x=1', '/user/emil?x=1'],
    ['/@dev/c/studio-shelf', '/user/dev/c/studio-shelf'],
  ] as const) {
    const response = await request.get(from, { maxRedirects: 0 });
    expect(response.status()).toBe(301);
    expect(new URL(response.headers().location!, 'http://x').href).toBe(`http://x${to}`);
  }
});

test('a page leads to its feeds, which any program can read and need not fetch twice', async ({
  page,
  request,
}) => {
  await page.goto('/ada-okafor');
  const hrefs = await page
    .locator('head link[rel=alternate]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(hrefs).toEqual(['/ada-okafor/feed.xml', '/ada-okafor/feed.json']);
  const shown = page.getByRole('navigation', { name: 'Feeds' }).getByRole('link');
  await expect(shown).toHaveText(['Atom', 'JSON Feed']);

  const read = await page.evaluate(async () => {
    const text = await (await fetch('/ada-okafor/feed.xml')).text();
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    const all = (path: string) => [...xml.querySelectorAll(path)].map((one) => one.textContent);
    return { broken: all('parsererror'), titles: all('entry > title'), ids: all('id') };
  });
  expect(read.broken).toEqual([]);
  expect(read.titles).toContain('How Tidemark was made');
  expect(new Set(read.ids).size).toBe(read.ids.length);
  const json = (await (await request.get('/ada-okafor/feed.json')).json()) as {
    version: string;
    items: { id: string; url: string }[];
  };
  expect(json.version).toBe('https://jsonfeed.org/version/1.1');
  expect(json.items.map(({ id }) => id)).toEqual(read.ids.slice(1));
  expect((await request.get(json.items[0]!.url)).status()).toBe(200);

  for (const [path, type] of [
    ['/ada-okafor/feed.xml', 'application/atom+xml'],
    ['/ada-okafor/feed.json', 'application/feed+json'],
  ] as const) {
    const first = await request.get(path);
    const { etag, 'content-type': said } = first.headers();
    expect(said).toBe(`${type}; charset=utf-8`);
    const again = await request.get(path, { headers: { 'if-none-match': etag! } });
    expect(again.status()).toBe(304);
    const { 'last-modified': changed, 'access-control-allow-origin': open } = first.headers();
    expect(open).toBe('*');
    const since = await request.get(path, { headers: { 'if-modified-since': changed! } });
    expect([since.status(), since.headers().etag]).toEqual([304, etag]);
    const old = path.replace('ada-okafor', 'Ada-Okafor-Music');
    const moved = await request.get(old, { maxRedirects: 0 });
    expect([moved.status(), moved.headers().location]).toEqual([301, path]);
    expect(moved.headers()['access-control-allow-origin']).toBe('*');
  }

  // Programs are given whichever page somebody is on; what guests may not read has no feed.
  const feedsIn = async (path: string, cookie = '') => {
    const html = await (await request.get(path, { headers: { cookie } })).text();
    return [...html.matchAll(/<link rel="alternate"[^>]* href="([^"]*)"/g)].map(([, href]) => href);
  };
  for (const path of ['tidemark', 'how-tidemark-was-made', 'collections', 'c/resources']) {
    expect(await feedsIn(`/ada-okafor/${path}`), path).toEqual(hrefs);
  }
  expect(await feedsIn('/saltlight-sessions', await cookieOf('ada'))).toEqual([]);
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
    const first = page.locator('main article h3 a').first();
    const shown = (await first.getAttribute('href'))!;
    await next.click();
    await expect(first).not.toHaveAttribute('href', shown);
  }
  expect(seen.size).toBeGreaterThan(18);
});

test('a picture that does not load gives way to the sleeve of what it shows', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  const place = await claim('emil', 'broken');
  const address = 'https://pictures.example/gone.jpg';
  await send('emil', 'PATCH', `/workspaces/${place.id}`, { avatarUrl: address });
  await page.route(address, (route) => route.abort());
  await page.goto(`/${place.slug}`);
  await expect(page.getByRole('main').locator(`img[src="${address}"]`)).toHaveCount(0);
  await expect(page.getByRole('main').locator('svg[viewBox="0 0 60 60"]').first()).toBeVisible();
});

test('the site’s own texts are found where people look for them, and programs find their files', async ({
  request,
}) => {
  for (const path of ['privacy', 'terms', 'contact', 'support', 'legal', 'imprint', 'faq']) {
    const answer = await request.get(`/${path}`);
    expect(answer.status(), path).toBe(200);
    expect(await answer.text(), path).toContain('<h1');
  }
  const robots = await (await request.get('/robots.txt')).text();
  for (const path of ['/dashboard$', '/dashboard/', '/auth/', '/api/', '/search?']) {
    expect(robots).toContain(`Disallow: ${path}\n`);
  }
  // An artist's address may begin like one of the site's own: /dashboard-confessional.
  expect(robots).not.toMatch(/^Disallow: \/(dashboard|settings|search)$/m);
  const security = await (await request.get('/.well-known/security.txt')).text();
  expect(security).toMatch(/^Contact: (https?|mailto):/m);
  expect(security).toMatch(/^Canonical: http.*\/\.well-known\/security\.txt$/m);
  const policy = new URL(/^Policy: (.*)$/m.exec(security)![1]!);
  expect(await (await request.get(policy.pathname)).text()).toContain('How to report a hole');
  // Where it was before it had a place of its own (RFC 9116, section 3).
  expect(await (await request.get('/security.txt')).text()).toMatch(/^Contact: /);
  const expires = new Date(/^Expires: (.*)$/m.exec(security)![1]!).getTime() - Date.now();
  expect(expires).toBeGreaterThan(30 * 24 * 60 * 60_000);
  expect(expires).toBeLessThan(365 * 24 * 60 * 60_000);

  const manifest = (await (await request.get('/site.webmanifest')).json()) as {
    icons: { src: string; type: string }[];
  };
  const pictures = [
    { src: '/favicon.ico', type: /^image\/(x-icon|vnd\.microsoft\.icon)$/ },
    { src: '/favicon.svg', type: 'image/svg+xml' },
    { src: '/apple-touch-icon.png', type: 'image/png' },
    ...manifest.icons,
  ];
  for (const { src, type } of pictures) {
    const answer = await request.get(src);
    expect(answer.status(), src).toBe(200);
    expect(answer.headers()['content-type'], src).toMatch(type);
  }
});
