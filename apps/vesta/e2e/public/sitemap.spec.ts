/** What search engines are told: every public page, once, at its canonical address. */
import { expect, test, type APIRequestContext } from '@playwright/test';
import { cast } from '@vesta-cx/seed/cast';
import { send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { baseUrl } from '../support/sign-in.ts';

/** Returns what is in `loc`, as paths: all addresses are absolute and of this site. */
async function pathsIn(request: APIRequestContext, path: string): Promise<string[]> {
  // Past what the server's cache keeps for an hour.
  const answer = await request.get(path, { headers: { 'cache-control': 'no-cache' } });
  expect(answer.status(), path).toBe(200);
  expect(answer.headers()['content-type'], path).toBe('application/xml; charset=utf-8');
  const addresses = [...(await answer.text()).matchAll(/<loc>([^<]*)<\/loc>/g)].map(
    ([, at]) => at!,
  );
  expect(addresses.length, `${path} names something`).toBeGreaterThan(0);
  return addresses.map((address) => {
    expect(address.startsWith(`${baseUrl()}/`), address).toBe(true);
    return address.slice(baseUrl().length);
  });
}

async function allPages(request: APIRequestContext): Promise<string[]> {
  const pages = [];
  for (const part of await pathsIn(request, '/sitemap.xml')) {
    pages.push(...(await pathsIn(request, part)));
  }
  return pages;
}

test('robots.txt names the sitemap, which names what is public and nothing else', async ({
  request,
}) => {
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toContain(`\nSitemap: ${baseUrl()}/sitemap.xml\n`);

  const { slug } = await claim('emil', 'mapped');
  const publishedAt = new Date(Date.now() - 60_000).toISOString();
  const post = (title: string, more: object) =>
    send('emil', 'POST', '/resources', {
      ...{ workspace: slug, type: 'post', title, post: { body: 'Words.' } },
      ...more,
    });
  const [shown, unlisted, draft] = await Promise.all([
    post('Shown', { publishedAt }),
    post('Unlisted', { publishedAt, status: 'UNLISTED' }),
    post('Draft', {}),
  ]);
  const pages = await allPages(request);
  expect(pages).toEqual(
    expect.arrayContaining([
      ...[
        '/',
        '/explore',
        '/collections',
        '/about',
        '/help',
        '/legal/privacy',
        '/legal/security',
        '/legal/terms',
      ],
      ...['/ada-okafor', '/ada-okafor/tidemark', '/ada-okafor/how-tidemark-was-made'],
      ...['/halogen-hour/c/all-shows', '/user/dev', '/user/dev/c/records-i-keep-at-the-studio'],
      ...[`/${slug}`, shown.path],
    ]),
  );
  for (const path of [unlisted.path, draft.path, '/ada-okafor/what-comes-after']) {
    expect(pages).not.toContain(path);
  }
  expect(pages.filter((path) => path.startsWith('/saltlight-sessions'))).toEqual([]);
  // It also stands in for what a part of which nothing is public could name, as at some hours a
  // part of the demo scene.
  const named = pages.filter((path) => path !== '/explore');
  expect(named.filter((path, i) => named.indexOf(path) !== i)).toEqual([]);
});

test('each address in the sitemap is that of a page which wants to be found', async ({
  request,
}) => {
  const ofScene = /^\/(ada-okafor|kiln-street|halogen-hour|user\/dev)(\/|$)/;
  const own = await pathsIn(request, '/sitemap/pages.xml');
  const pages = (await allPages(request)).filter((path) => ofScene.test(path));
  expect(pages.length).toBeGreaterThan(20);
  for (const path of [...own, ...pages]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), path).toBe(200);
    const html = await answer.text();
    expect(html, path).toContain(`<link rel="canonical" href="${baseUrl()}${path}"`);
    expect(html, path).not.toContain('noindex');
  }
});

test('a sitemap is well-formed, need not be fetched twice, and is asked for in any usual way', async ({
  page,
  request,
}) => {
  await page.goto('/about');
  const part = (await pathsIn(request, '/sitemap.xml')).find((path) => path.includes('resources'))!;
  for (const [path, root] of [
    ['/sitemap.xml', 'sitemapindex'],
    [part, 'urlset'],
  ] as const) {
    const read = await page.evaluate(async (address) => {
      const text = await (await fetch(address)).text();
      const { documentElement } = new DOMParser().parseFromString(text, 'application/xml');
      return { name: documentElement.localName, namespace: documentElement.namespaceURI };
    }, path);
    expect(read).toEqual({ name: root, namespace: 'http://www.sitemaps.org/schemas/sitemap/0.9' });

    const { etag, 'cache-control': kept } = (await request.get(path)).headers();
    expect(kept).toBe('public, max-age=3600');
    const again = await request.get(path, { headers: { 'if-none-match': etag! } });
    expect(again.status()).toBe(304);
    const head = await request.head(path);
    expect([head.status(), head.headers().etag]).toEqual([200, etag]);
    const slashed = await request.get(`${path}/`, { maxRedirects: 0 });
    expect(slashed.status()).toBe(308);
    expect(new URL(slashed.headers().location!, baseUrl()).pathname).toBe(path);
  }
  expect(await pathsIn(request, '/sitemap/resources-00000.xml')).toEqual(['/explore']);
  for (const name of ['nothing', 'resources-', 'resources-019a', 'toString-019a2']) {
    expect((await request.get(`/sitemap/${name}.xml`)).status(), name).toBe(404);
  }
});

test('people are named who show something, and the empty pages of others ask to be left alone', async ({
  request,
}) => {
  // Other tests may make something for one of them between two requests.
  await expect(async () => {
    const pages = await allPages(request);
    for (const { handle } of cast) {
      const html = await (await request.get(`/user/${handle}`)).text();
      const isHidden = html.includes('<meta name="robots" content="noindex"');
      expect(pages.includes(`/user/${handle}`), handle).toBe(!isHidden);
    }
  }).toPass();
});
