/** Whatever people type is shown as what they typed, and never runs. */
import { expect, test } from '@playwright/test';
import { call, send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { scriptsRun } from '../support/scripts.ts';
import { unique } from '../support/unique.ts';

const attack = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const markdown = [
  attack,
  '[click](javascript:document.title=`owned`)',
  '[click](  JaVaScRiPt:document.title=`owned`)',
  '[click](data:text/html,<script>parent.document.title=`owned`</script>)',
  '![pic](javascript:document.title=`owned`)',
  '<a href="javascript:document.title=`owned`" onclick="document.title=`owned`">click</a>',
  '<svg onload="document.title=`owned`"></svg>',
  '<iframe srcdoc="<script>parent.document.title=`owned`</script>"></iframe>',
  '<style>body { display: none }</style>',
  '<form action="https://evil.example"><button>send</button></form>',
  '`</code></pre><script>document.title=`owned`</script>`',
].join('\n\n');

test('names, texts, notes and themes that try to be scripts stay text', async ({ page }) => {
  const place = await claim('emil', 'injected');
  await send('emil', 'PATCH', `/workspaces/${place.id}`, { name: attack, description: attack });
  const post = await send('emil', 'POST', '/resources', {
    workspace: place.id,
    type: 'post',
    title: attack,
    excerpt: attack,
    post: { body: markdown },
    publishedAt: new Date().toISOString(),
  });
  const status = await send('emil', 'POST', '/resources', {
    workspace: place.id,
    type: 'status',
    excerpt: attack,
    publishedAt: new Date().toISOString(),
  });
  const collection = await send('emil', 'POST', '/collections', {
    name: attack,
    slug: unique('injected'),
    description: attack,
    ownerType: 'workspace',
    ownerId: place.id,
  });
  const item = { itemType: 'resource', itemId: post.id, note: attack };
  await send('emil', 'POST', `/collections/${collection.id}/items`, item);

  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  for (const path of [
    `/${place.slug}`,
    `/${place.slug}/${post.slug}`,
    `/${place.slug}/${status.slug}`,
    `/${place.slug}/c/${collection.slug}`,
    `/${place.slug}/collections`,
    `/explore?type=post`,
    `/search?q=${encodeURIComponent('"><img')}`,
  ]) {
    await page.goto(path);
    await scriptsRun(page);
    await expect(page, path).not.toHaveTitle('owned');
    const risky = await page.evaluate(() => {
      const own = (element: Element) =>
        !element.closest('head, [data-sveltekit-preload-data] > script');
      const bad = [
        ...document.querySelectorAll(
          'main iframe, main script, main style, main form[action^="http"]',
        ),
      ];
      const handlers = [...document.querySelectorAll('*')].filter((element) =>
        [...element.attributes].some(
          ({ name, value }) =>
            /^on/i.test(name) ||
            (/^(href|src|action)$/i.test(name) && /^\s*(javascript|data:text)/i.test(value)),
        ),
      );
      return [...bad, ...handlers].filter(own).map((element) => element.outerHTML.slice(0, 200));
    });
    expect(risky, path).toEqual([]);
  }
  expect(dialogs).toEqual([]);
});

for (const url of [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.com/1',
]) {
  test(`no link and no picture may lead to ${JSON.stringify(url)}`, async () => {
    const place = await claim('emil', 'links');
    const base = { workspace: place.id, publishedAt: new Date().toISOString() };
    const song = { ...base, type: 'song', title: 'Song' };
    const answers = [
      await call('emil', 'POST', '/resources', { ...song, urls: [{ url }] }),
      await call('emil', 'POST', '/resources', {
        ...base,
        type: 'post',
        title: 'Post',
        post: { body: 'Text', featuredImage: url },
      }),
      await call('emil', 'POST', '/resources', {
        ...base,
        type: 'album',
        title: 'Album',
        album: { coverArtUrl: url },
      }),
      await call('emil', 'PATCH', `/workspaces/${place.id}`, { avatarUrl: url }),
      await call('emil', 'PATCH', `/workspaces/${place.id}`, { bannerUrl: url }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  });
}

for (const theme of [
  { accent: 'red;background:url(https://evil.example)' },
  { accent: '</style><script>alert(1)</script>' },
  { background: 'expression(alert(1))' },
  { font: '"; } body { display: none } .x {' },
]) {
  test(`a theme can't carry ${JSON.stringify(theme)}`, async () => {
    const place = await claim('emil', 'theme');
    const answer = await call('emil', 'PATCH', `/workspaces/${place.id}`, { theme });
    expect(answer.status).toBe(400);
  });
}

for (const slug of ['a/b', '../up', '<script>', 'api', 'dashboard', 'ünïcode', 'a b', '-', '%00']) {
  test(`${JSON.stringify(slug)} can't be the address of a workspace`, async () => {
    const answer = await call('emil', 'POST', '/workspaces', { name: 'Odd', slug });
    expect([400, 409]).toContain(answer.status);
  });
}
