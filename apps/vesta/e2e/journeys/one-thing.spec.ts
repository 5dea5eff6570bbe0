/** Somebody is let in to change one thing, and nothing else of the workspace that it is in. */
import { expect, test } from '@playwright/test';
import { get, send } from '../support/api.ts';
import { expectAccessible } from '../support/accessible.ts';
import { claim } from '../support/place.ts';
import { baseUrl, cookieOf, signInAs } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const allow = async (action: string, resource: string) => {
  const { id } = await get<{ id: string }>('/me', 'dev');
  const path = `/permissions/resource/${resource}/user/${id}/${action}`;
  await send('emil', 'PUT', path, { value: 'allow' });
};
/** Returns what Dev hears at an address. */
const statusAt = async (path: string) =>
  (
    await fetch(baseUrl() + path, {
      headers: { cookie: await cookieOf('dev') },
      redirect: 'manual',
    })
  ).status;

/** A private workspace of Emil's with two posts; Dev may do `action` with the first. */
async function letIn(action: string) {
  const { id, slug, dashboard } = await claim('emil', 'one-thing');
  await send('emil', 'PATCH', `/workspaces/${id}`, { visibility: 'private' });
  const make = (title: string) =>
    send('emil', 'POST', '/resources', {
      type: 'post',
      title,
      workspace: slug,
      publishedAt: new Date(),
      post: { body: 'Take four.' },
    });
  const [thing, other] = [await make('Liner notes'), await make('Not for Dev')];
  await allow(action, thing.id);
  return { id, slug, dashboard, thing, editor: `${dashboard}/resources/${thing.id}`, other };
}

for (const javaScriptEnabled of [true, false]) {
  test(`who may change one post edits it from its page ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const { thing, editor } = await letIn('write');
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'dev');
    const page = await context.newPage();
    await page.goto(thing.path);
    await page.getByRole('link', { name: 'Edit', exact: true }).click();
    await expect(page).toHaveURL(baseUrl() + editor);
    await page.getByLabel('Title').fill('Liner notes, corrected');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Liner notes, corrected');

    await page.getByRole('link', { name: 'Links', exact: true }).click();
    await page.locator('[name="url.0"]').fill('https://example.com/notes');
    await page.getByRole('button', { name: 'Save links' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    await page.getByRole('link', { name: 'Credits', exact: true }).click();
    await expect(page.locator('[name="role.0"]')).toBeVisible();

    // Of the workspace, and of what they may not do, there is nothing to be seen.
    const main = page.getByRole('main');
    for (const name of ['Everything', 'Access', 'Settings', 'Delete']) {
      await expect(main.getByRole('link', { name, exact: true })).toHaveCount(0);
    }
    if (javaScriptEnabled) await expectAccessible(page);
    const { urls } = await get<{ urls: { url: string }[] }>(`/resources/${thing.id}`, 'dev');
    expect(urls.map(({ url }) => url)).toEqual(['https://example.com/notes']);
    await context.close();
  });
}

test('the right to change one post opens nothing beside it', async () => {
  const { id, slug, dashboard, thing, editor, other } = await letIn('write');
  expect(await statusAt(editor)).toBe(200);
  expect(await statusAt(`${editor}/access`)).toBe(403);
  expect(await statusAt(`${editor}/delete`)).toBe(403);
  for (const path of [
    '',
    '/settings',
    '/access',
    '/resources/new/post',
    `/resources/${other.id}`,
  ]) {
    expect(await statusAt(dashboard + path), path).toBe(404);
  }
  expect(await statusAt(`/dashboard/ada-okafor/resources/${thing.id}`)).toBe(404);
  // Older and other names of the workspace lead to the editor.
  await send('emil', 'PATCH', `/workspaces/${id}`, { slug: unique('moved') });
  for (const name of [slug, slug.toUpperCase(), id]) {
    expect(await statusAt(`/dashboard/${name}/resources/${thing.id}`), name).toBe(301);
  }
});

test('whoever writes in the workspace keeps its tabs beside the editor', async ({
  page,
  context,
}) => {
  const { editor } = await letIn('write');
  await signInAs(context, 'emil');
  await page.goto(editor);
  const main = page.getByRole('main');
  for (const name of ['Settings', 'Delete']) {
    await expect(main.getByRole('link', { name, exact: true })).toBeVisible();
  }
});

test('who may delete one post does so, and comes to a page of their own', async ({
  page,
  context,
}) => {
  const { editor, thing } = await letIn('delete');
  await signInAs(context, 'dev');
  await page.goto(editor);
  await page.getByRole('link', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page).toHaveURL(/\/dashboard\?deleted$/);
  await expect(page.getByText('Deleted.')).toBeVisible();
  expect(await statusAt(thing.path)).toBe(404);
});

test('who may administer one post decides about its access, and can leave', async ({
  page,
  context,
}) => {
  const { editor } = await letIn('admin');
  await signInAs(context, 'dev');
  await page.goto(editor);
  await page.getByRole('link', { name: 'Access', exact: true }).click();
  const own = page.getByRole('listitem').filter({ hasText: '@dev' });
  await own.getByRole('button').first().click();
  await page.getByRole('button', { name: 'Clear my right' }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  expect(await statusAt(editor)).toBe(404);
});

test('a workspace that somebody may only read is in their dashboard, to read', async ({
  page,
  context,
}) => {
  const { id, slug } = await claim('emil', 'to-read');
  await send('emil', 'PATCH', `/workspaces/${id}`, { visibility: 'private' });
  const { id: dev } = await get<{ id: string }>('/me', 'dev');
  const path = `/permissions/workspace/${id}/user/${dev}`;
  await send('emil', 'PUT', `${path}/read`, { value: 'allow' });
  await signInAs(context, 'dev');
  await page.goto('/dashboard');
  const shared = page.getByRole('region', { name: 'Shared with you to read' });
  await expectAccessible(page);
  await shared.getByRole('link', { name: `Place ${slug}` }).click();
  await expect(page).toHaveURL(`${baseUrl()}/${slug}`);
  // Who writes there as well finds it among the others, and only there.
  await send('emil', 'PUT', `${path}/write`, { value: 'allow' });
  await page.goto('/dashboard');
  await expect(page.getByRole('link', { name: `Place ${slug}` })).toHaveAttribute(
    'href',
    `/dashboard/${slug}`,
  );
});

test('who may change one status of somebody edits it, and may not delete it', async ({
  page,
  context,
}) => {
  const status = await send('emil', 'POST', '/resources', {
    type: 'status',
    excerpt: 'A show tonigt',
    publishedAt: new Date(),
  });
  const editor = `/dashboard/statuses/${status.id}`;
  expect(await statusAt(editor)).toBe(403);
  await allow('write', status.id);
  await signInAs(context, 'dev');
  await page.goto(editor);
  await page.getByLabel('What is going on?').fill('A show tonight');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel('What is going on?')).toHaveValue('A show tonight');
  await expect(page.getByRole('link', { name: 'Delete this status' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Who may see it' })).toHaveCount(0);
  for (const part of ['/access', '/delete']) expect(await statusAt(editor + part)).toBe(403);
});
