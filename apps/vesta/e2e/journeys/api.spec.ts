/** What an artist does in the browser, done by a program. */
import { expect, test } from '@playwright/test';
import { call, get, send } from '../support/api.ts';
import { baseUrl } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

interface Made {
  id: string;
  slug: string;
  path: string;
}

test('a program claims a workspace, publishes a post, keeps it in a collection, and shares all three', async () => {
  const slug = unique('by-program');
  const workspace = await send<Made>('emil', 'POST', '/workspaces', { name: 'By Program', slug });
  const post = await send<Made>('emil', 'POST', '/resources', {
    workspace: workspace.id,
    type: 'post',
    title: 'First light',
    post: { body: 'Written by **nobody**.' },
  });
  const page = `${baseUrl()}/${slug}/${post.slug}`;
  expect((await fetch(page)).status, 'a draft is not there for guests').toBe(404);

  await send('emil', 'PATCH', `/resources/${post.id}`, { publishedAt: new Date().toISOString() });
  const collection = await send<Made>('emil', 'POST', '/collections', {
    name: 'Firsts',
    ownerType: 'workspace',
    ownerId: workspace.id,
  });
  await send('emil', 'POST', `/collections/${collection.id}/items`, {
    itemType: 'resource',
    itemId: post.id,
    note: 'The very first.',
  });

  await expectText(`${baseUrl()}/${slug}`, 'First light');
  await expectText(page, '<strong>nobody</strong>');
  await expectText(`${baseUrl()}/${slug}/c/${collection.slug}`, 'The very first.');
});

for (const [what, path, body, list] of [
  ['workspace', '/workspaces', (name: string) => ({ name, slug: name }), '/workspaces?q='],
  ['status', '/resources', (name: string) => ({ type: 'status', excerpt: name }), null],
  ['collection', '/collections', (name: string) => ({ name }), '/collections?q='],
] as const) {
  test(`a POST that is sent again with its Idempotency-Key makes one ${what}`, async () => {
    const name = unique('once');
    const key = { 'idempotency-key': unique('key') };
    const first = await call('emil', 'POST', path, body(name), key);
    const again = await call('emil', 'POST', path, body(name), key);
    expect([first.status, again.status]).toEqual([201, 201]);
    const ids = [first, again].map(async (answer) => ((await answer.json()) as Made).id);
    expect(await ids[0]).toBe(await ids[1]);
    if (list) expect(await get<Made[]>(list + name, 'emil')).toHaveLength(1);
  });

  test(`POSTs with the same Idempotency-Key at the same moment make one ${what}`, async () => {
    const name = unique('at-once');
    const key = { 'idempotency-key': unique('key') };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => call('emil', 'POST', path, body(name), key)),
    );
    const made = answers.filter(({ status }) => status === 201);
    // Who comes while the first is still under way may be asked to come back.
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    const ids = await Promise.all(made.map(async (one) => ((await one.json()) as Made).id));
    expect(new Set(ids).size).toBe(1);
    if (list) expect(await get<Made[]>(list + name, 'emil')).toHaveLength(1);
  });
}

test('a key that was used for something else is refused', async () => {
  const key = { 'idempotency-key': unique('key') };
  const first = await call('emil', 'POST', '/collections', { name: unique('first') }, key);
  expect(first.status).toBe(201);
  const other = await call('emil', 'POST', '/collections', { name: unique('other') }, key);
  expect([409, 422]).toContain(other.status);
  expect(other.headers.get('content-type')).toContain('application/problem+json');
});

async function expectText(url: string, text: string): Promise<void> {
  const response = await fetch(url);
  expect(response.status, url).toBe(200);
  expect(await response.text()).toContain(text);
}
