/** What is not for everybody shows nowhere, whichever way somebody looks. */
import { expect, test } from '@playwright/test';
import { call, get, send } from '../support/api.ts';
import { baseUrl, cookieOf, type Account } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

interface Made {
  id: string;
  slug: string;
  path: string;
}

const onlookers: (Account | null)[] = [null, 'emil'];

/** Everything that names what exists, as HTML or JSON. */
const listings = (word: string) => [
  '/',
  '/explore',
  '/explore?type=post',
  '/collections',
  `/search?q=${word}`,
  '/api/workspaces?limit=100',
  `/api/workspaces?q=${word}`,
  '/api/resources?limit=100',
  `/api/resources?q=${word}`,
  `/api/collections?q=${word}`,
];

test('a private workspace and all in it are unknown to strangers, also inside open collections', async () => {
  const word = unique('closed');
  const room = await send<Made>('ada', 'POST', '/workspaces', {
    name: `${word} room`,
    slug: word,
    visibility: 'private',
  });
  const post = await publish(room.id, `${word} post`);
  const inside = await send<Made>('ada', 'POST', '/collections', {
    name: `${word} list`,
    ownerType: 'workspace',
    ownerId: room.id,
  });
  const open = await send<Made>('ada', 'POST', '/collections', { name: unique('Open collection') });
  for (const [itemType, { id: itemId }] of [
    ['workspace', room],
    ['resource', post],
    ['collection', inside],
  ] as const) {
    await send('ada', 'POST', `/collections/${open.id}/items`, { itemType, itemId });
  }

  for (const as of onlookers) {
    for (const path of [
      `/${word}`,
      `/${word}/${post.slug}`,
      `/${word}/collections`,
      `/${word}/c/${inside.slug}`,
      `/collections/${inside.id}`,
      `/api/workspaces/${word}`,
      `/api/resources/${post.id}`,
      `/api/collections/${inside.id}`,
      `/api/collections/${inside.id}/items`,
      `/api/resources?workspace=${word}`,
    ]) {
      const { status, text } = await look(path, as);
      expect(status, `${path} for ${as ?? 'a guest'}`).toBe(404);
      expect(text).not.toContain(`${word} `);
    }
    for (const path of [
      ...listings(word),
      `/user/ada/c/${open.slug}`,
      `/api/collections/${open.id}/items`,
      '/user/ada',
    ]) {
      const { status, text } = await look(path, as);
      expect(status, path).toBe(200);
      expect(text, `${path} for ${as ?? 'a guest'}`).not.toContain(`${word} `);
    }
  }
  expect((await look(`/user/ada/c/${open.slug}`, 'ada')).text).toContain(`${word} post`);
});

for (const [state, fields] of [
  ['A draft', {}],
  ['A scheduled post', { publishedAt: '2099-01-01T00:00:00Z' }],
] as const) {
  test(`${state.toLowerCase()} is there for its writer only`, async () => {
    const word = unique('unfinished');
    const post = await send<Made>('ada', 'POST', '/resources', {
      workspace: 'ada-okafor',
      type: 'post',
      title: `${word} thoughts`,
      post: { body: 'Soon.' },
      ...fields,
    });
    const collection = await send<Made>('ada', 'POST', '/collections', {
      name: unique('Collection'),
    });
    const item = { itemType: 'resource', itemId: post.id };
    await send('ada', 'POST', `/collections/${collection.id}/items`, item);
    for (const as of onlookers) {
      for (const path of [`/ada-okafor/${post.slug}`, `/api/resources/${post.id}`]) {
        expect((await look(path, as)).status, path).toBe(404);
      }
      const places = ['/ada-okafor', '/ada-okafor/feed', `/user/ada/c/${collection.slug}`];
      for (const path of [...listings(word), ...places]) {
        expect((await look(path, as)).text, path).not.toContain(`${word} `);
      }
    }
    expect((await look(`/ada-okafor/${post.slug}`, 'ada')).status).toBe(200);
  });
}

/** How many items there are, in words or in JSON-LD, and not a class such as `gap-3 items-center`. */
const count = (n: string) => new RegExp(`\\b${n} items?(?![\\w-])|numberOfItems":${n}\\b`);

test('how much of a collection is hidden is not told; whoever keeps it is told the whole', async () => {
  const word = unique('counted');
  const room = await send<Made>('ada', 'POST', '/workspaces', {
    name: 'Closed',
    slug: unique('counted-room'),
    visibility: 'private',
  });
  const draft = { workspace: 'ada-okafor', type: 'post', title: 'Draft', post: { body: 'Soon.' } };
  const collection = await send<Made>('ada', 'POST', '/collections', { name: word });
  const around = await send<Made>('ada', 'POST', '/collections', { name: unique('Around') });
  for (const [itemType, { id: itemId }] of [
    ['resource', await publish('ada-okafor', 'Out')],
    ['resource', await send<Made>('ada', 'POST', '/resources', draft)],
    ['workspace', room],
  ] as const) {
    await send('ada', 'POST', `/collections/${collection.id}/items`, { itemType, itemId });
  }
  const inside = { itemType: 'collection', itemId: collection.id };
  await send('ada', 'POST', `/collections/${around.id}/items`, inside);

  const pages = [
    `/user/ada/c/${collection.slug}`,
    `/user/ada/c/${around.slug}`,
    `/search?q=${word}`,
    '/user/ada',
  ];
  expect((await look('/collections', null)).text).not.toMatch(/\b\d+ items?(?![\w-])/);
  for (const as of onlookers) {
    for (const path of pages) {
      expect((await look(path, as)).text, path).not.toMatch(count('3'));
    }
    const { text } = await look(pages[0]!, as);
    expect(text).toMatch(count('1'));
    expect(text).toContain('"numberOfItems":1');
  }
  for (const path of pages) expect((await look(path, 'ada')).text, path).toMatch(count('3'));
  await send('ada', 'DELETE', `/workspaces/${room.id}`);
});

test('an unlisted post is there for whoever has the link, and in no list', async () => {
  const word = unique('whispered');
  const post = await publish('ada-okafor', `${word} words`, { status: 'UNLISTED' });
  const page = await look(`/ada-okafor/${post.slug}`, null);
  expect(page.status).toBe(200);
  expect(page.text).toContain(`${word} words`);
  for (const path of [...listings(word), '/ada-okafor', '/ada-okafor/c/resources']) {
    expect((await look(path, null)).text, path).not.toContain(`${word} `);
  }
});

test('a deleted post is gone from its page, from lists and from collections', async () => {
  const word = unique('deleted');
  const post = await publish('ada-okafor', `${word} post`);
  const collection = await send<Made>('ada', 'POST', '/collections', {
    name: unique('Collection'),
  });
  const item = { itemType: 'resource', itemId: post.id };
  await send('ada', 'POST', `/collections/${collection.id}/items`, item);
  expect((await look(`/search?q=${word}`, null)).text).toContain(`${word} post`);

  expect((await call('ada', 'DELETE', `/resources/${post.id}`)).status).toBe(204);
  expect((await look(`/ada-okafor/${post.slug}`, 'ada')).status).toBe(404);
  expect(await get(`/collections/${collection.id}/items`)).toEqual([]);
  expect((await look(`/search?q=${word}`, null)).text).not.toContain(`${word} post`);
});

const publish = (workspace: string, title: string, fields: object = {}) =>
  send<Made>('ada', 'POST', '/resources', {
    workspace,
    type: 'post',
    title,
    post: { body: 'Text.' },
    publishedAt: new Date().toISOString(),
    ...fields,
  });

async function look(path: string, as: Account | null): Promise<{ status: number; text: string }> {
  const response = await fetch(baseUrl() + path, {
    headers: as ? { cookie: await cookieOf(as) } : {},
  });
  return { status: response.status, text: await response.text() };
}
