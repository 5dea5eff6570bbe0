/** The demo scene's letters are for those who follow them: they find them everywhere, nobody else anywhere. */
import { expect, test } from '@playwright/test';
import { get, send } from '../support/api.ts';
import { baseUrl, cookieOf, signInAs, type Account } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const letter = 'First letter to followers';
const page = '/harbour-letters/first-letter-to-followers';
const found = [
  '/search?q=First%20letter',
  '/api/resources?q=first%20letter',
  '/api/resources?limit=100&type=post',
  '/harbour-letters',
  '/harbour-letters/feed.xml',
  '/harbour-letters/feed.json',
];
// Newer posts of other tests may push it to a later page of these.
const listings = [...found, '/explore', '/explore?type=post', '/api/resources?limit=100'];

async function ask(as: Account | null, path: string): Promise<{ status: number; text: string }> {
  const headers: Record<string, string> = as ? { cookie: await cookieOf(as) } : {};
  const response = await fetch(`${baseUrl()}${path}`, { headers });
  return { status: response.status, text: await response.text() };
}

test('a followers-only post is found by a follower on its page, in lists, feeds, search and the API', async ({
  page: tab,
  context,
}) => {
  for (const path of [page, ...found]) {
    const { status, text } = await ask('emil', path);
    expect(status, path).toBe(200);
    expect(text.includes(letter), path).toBe(true);
  }
  await signInAs(context, 'emil');
  await tab.goto('/search?q=First%20letter');
  await tab.getByRole('link', { name: letter }).first().click();
  await expect(tab.getByRole('heading', { name: letter })).toBeVisible();
});

for (const as of [null, 'dev'] as const) {
  test(`a followers-only post is unknown to ${as ? 'a stranger' : 'a guest'}`, async () => {
    expect((await ask(as, page)).status).toBe(404);
    for (const path of listings) {
      const { text } = await ask(as, path);
      expect(text.includes(letter), path).toBe(false);
    }
  });
}

test('what is new for followers is in every listing for them, and for nobody else', async () => {
  const name = unique('second-letter');
  const home = await get<{ id: string }>('/workspaces/harbour-letters', 'ada');
  const post = await send('ada', 'POST', '/resources', {
    type: 'post',
    workspace: home.id,
    title: name,
    publishedAt: new Date(),
    post: { body: 'There is a fifth verse.' },
  });
  const collection = await send('ada', 'POST', '/collections', {
    name,
    ownerType: 'workspace',
    ownerId: home.id,
  });
  const item = { itemType: 'resource', itemId: post.id };
  await send('ada', 'POST', `/collections/${collection.id}/items`, item);
  try {
    for (const path of [
      ...['/explore', '/explore?type=post', '/api/resources?limit=20'],
      ...['/collections', '/api/collections?limit=20'],
    ]) {
      for (const as of ['emil', 'dev', null] as const) {
        const { text } = await ask(as, path);
        expect(text.includes(name), `${path} for ${as}`).toBe(as === 'emil');
      }
    }
  } finally {
    await send('ada', 'DELETE', `/collections/${collection.id}`);
    await send('ada', 'DELETE', `/resources/${post.id}`);
  }
});
