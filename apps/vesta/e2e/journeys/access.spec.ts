/** An artist lets people in, keeps them out, and looks at the page through their eyes. */
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { call, send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { baseUrl, cookieOf, signInAs, type Account } from '../support/sign-in.ts';

const statusFor = async (as: Account | null, path: string) => {
  const headers: Record<string, string> = as ? { cookie: await cookieOf(as) } : {};
  return (await fetch(baseUrl() + path, { headers, redirect: 'manual' })).status;
};

async function rule(page: Page, whom: string, what: string, verdict: 'Allow' | 'Deny') {
  await page.getByRole('radio', { name: whom }).check();
  await page.getByLabel('What', { exact: true }).selectOption({ label: what });
  await page.getByRole('button', { name: verdict }).click();
}

const edit = 'Edit: Change it and add to it.';
const see = 'See: See it and what is in it.';

for (const javaScriptEnabled of [true, false]) {
  test(`access is given, explained and taken ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const { slug, dashboard, id } = await claim('emil', 'access');
    await send('emil', 'PATCH', `/workspaces/${id}`, { visibility: 'private' });
    const letter = {
      type: 'post',
      title: 'For the street team',
      publishedAt: new Date(),
      post: { body: 'Meet at noon.' },
    };
    await send('emil', 'POST', '/resources', { ...letter, workspace: slug });
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'emil');
    const page = await context.newPage();
    await page.goto(dashboard);
    await page.getByRole('link', { name: 'Access', exact: true }).click();
    await expect(page.getByText('No rules of its own')).toBeVisible();
    await expect(page.getByText('It belongs to Emil')).toBeVisible();

    // Only what has an effect is offered.
    await expect(page.getByLabel('What', { exact: true }).getByRole('option')).toHaveText([
      /^See: /,
      /^Edit: /,
      /^Delete: /,
      /^Administer: /,
    ]);

    // Nobody is chosen: the form says so and keeps the rest.
    await page.getByLabel('What', { exact: true }).selectOption({ label: edit });
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByRole('alert')).toContainText('Choose somebody');

    // A colleague is found by name, and may write from then on.
    expect(await statusFor('dev', dashboard)).toBe(404);
    await page.getByRole('searchbox', { name: 'Find somebody' }).fill('dev');
    await page.getByRole('button', { name: 'Find' }).click();
    await rule(page, '@dev', edit, 'Allow');
    await expect(page.getByText('Saved. It counts from now on.')).toBeInViewport();
    if (javaScriptEnabled) {
      await expect(page.getByRole('button', { name: 'Allow' })).toBeFocused();
    }
    await expect(page.getByRole('listitem').filter({ hasText: '@dev' }).first()).toContainText(
      'may edit',
    );
    expect(await statusFor('dev', dashboard)).toBe(200);
    expect(await statusFor('dev', `${dashboard}/access`)).toBe(403);

    // Followers may see it: to nobody else it is there.
    await rule(page, 'Followers', see, 'Allow');
    await expect(page.getByRole('listitem').filter({ hasText: 'Audience' }).first()).toContainText(
      'may see',
    );
    expect(await statusFor(null, `/${slug}`)).toBe(404);

    // What would a follower see?
    await page.getByLabel('An audience').selectOption({ label: 'Followers' });
    await page.getByRole('button', { name: 'Look' }).click();
    const answer = page
      .getByRole('status')
      .filter({ has: page.getByRole('heading', { name: 'Followers' }) });
    await expect(answer).toContainText('Allowed: followers may see this workspace.');
    await expect(answer).toContainText('Denied: nobody has given them this right.');
    await expect(answer).toContainText('For the street team');
    await expect(answer).toContainText('Post, seen');
    await page.getByLabel('An audience').selectOption({ label: 'Choose one' });
    await page.getByLabel('Or a person’s handle').fill('chiara');
    await page.getByRole('button', { name: 'Look' }).click();
    await expect(page.getByText('Denied: this workspace is private.')).toBeVisible();
    await expect(page.getByText('Post, not seen')).toBeVisible();
    await page.getByLabel('Or a person’s handle').fill('nobody-of-that-name');
    await page.getByRole('button', { name: 'Look' }).click();
    await expect(page.getByText('Nobody has this handle')).toBeVisible();

    // The rule goes, and so does the right.
    await page.getByRole('button', { name: 'Clear: Dev Ramanathan may edit' }).click();
    await expect(page.getByText('The rule is gone.')).toBeInViewport();
    if (javaScriptEnabled) {
      await expect(page.locator(':focus')).toContainText('The rule is gone.');
    }
    expect(await statusFor('dev', dashboard)).toBe(404);
    await context.close();
  });
}

test('nobody shuts out the owner or themself, and the page says why', async ({ page, context }) => {
  const { dashboard, id } = await claim('emil', 'shut');
  const dev = (await send<{ id: string }>('dev', 'GET', '/me')).id;
  await send('emil', 'PUT', `/permissions/workspace/${id}/user/${dev}/admin`, { value: 'allow' });
  await signInAs(context, 'dev');
  await page.goto(`${dashboard}/access?q=emil`);
  await rule(page, '@emil', see, 'Deny');
  await expect(page.getByRole('alert')).toContainText('They own this and may do everything');
  await page.goto(`${dashboard}/access?q=dev`);
  await rule(page, '@dev', see, 'Deny');
  await expect(page.getByRole('alert')).toContainText('your own right to change it back');
  // Who clears their own right leaves, to a page that is there for them.
  await page.getByRole('button', { name: 'Clear: Dev Ramanathan may administer' }).click();
  await expect(page.getByText('This is your own right')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Keep it' }).click();
  await expect(page.getByText('This is your own right')).toBeHidden();
  await page.getByRole('button', { name: 'Clear: Dev Ramanathan may administer' }).click();
  await page.getByRole('button', { name: 'Clear my right' }).click();
  await expect(page).toHaveURL(/\/dashboard$/);
  await page.goto(`${dashboard}/access`);
  await expect(page.getByText('Denied: nobody has given you this right.')).toBeVisible();
});

test('who owns a list that keeps itself decides who may see it', async ({ page, context }) => {
  const { slug } = await claim('emil', 'kept');
  const list = `/${slug}/c/following`;
  expect(await statusFor(null, list)).toBe(200);
  await signInAs(context, 'emil');
  await page.goto(list);
  await page.getByRole('link', { name: 'Who may see it' }).click();
  await expect(page.getByRole('link', { name: 'Name and address' })).toHaveCount(0);
  await rule(page, 'People who are not signed in', see, 'Deny');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  expect(await statusFor(null, list)).toBe(404);
  expect(await statusFor('dev', list)).toBe(200);
  await page.goto(page.url().replace(/\/access.*/, ''));
  await expect(page.getByRole('heading', { name: 'Access to' })).toHaveCount(0);
  expect(await statusFor('dev', new URL(page.url()).pathname)).toBe(404);
});

test('a refusal names the rule, to whom it refused, in the page and in the API', async ({
  page,
  context,
}) => {
  const { slug, dashboard, id } = await claim('emil', 'refusal');
  const dev = (await send<{ id: string }>('dev', 'GET', '/me')).id;
  await send('emil', 'PUT', `/permissions/workspace/${id}/user/${dev}/write`, { value: 'allow' });
  await send('emil', 'PUT', `/permissions/workspace/${id}/user/${dev}/delete`, { value: 'deny' });
  const answer = await call('dev', 'DELETE', `/workspaces/${slug}`);
  expect(answer.status).toBe(403);
  expect(await answer.json()).toMatchObject({
    detail: 'Denied: you may not delete this workspace.',
    refusedBy: { rule: 'row', on: 'workspace', level: 'user', inherited: false },
  });
  await signInAs(context, 'dev');
  expect((await page.goto(`${dashboard}/delete`))?.status()).toBe(403);
  await expect(page.getByText('Denied: you may not delete this workspace.')).toBeVisible();
  // What they may do is beside it.
  await expect(page.getByRole('link', { name: 'Everything', exact: true })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test(`whoever may read and not change a thing is told so in its dashboard ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const { slug, dashboard, id } = await claim('emil', 'read-only');
    const post = await send('emil', 'POST', '/resources', {
      type: 'post',
      title: 'For everybody',
      workspace: slug,
      publishedAt: new Date(),
      post: { body: 'Hello.' },
    });
    const collection = await send('emil', 'POST', '/collections', {
      name: 'A collection to see',
      ownerType: 'workspace',
      ownerId: id,
    });
    const dev = (await send<{ id: string }>('dev', 'GET', '/me')).id;
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'dev');
    const page = await context.newPage();
    const refused = async (path: string, reason: string) => {
      expect((await page.goto(path))?.status(), path).toBe(403);
      await expect(page.getByText(reason)).toBeVisible();
    };
    const nobody = 'Denied: nobody has given you this right.';
    for (const part of ['', '/settings', '/access', '/log', '/keys', '/delete', '/transfer']) {
      await refused(dashboard + part, nobody);
    }
    await refused(`${dashboard}/resources/new/post`, nobody);

    // A rule that somebody wrote is named, on the thing itself or on its workspace.
    await send('emil', 'PUT', `/permissions/workspace/${id}/user/${dev}/write`, { value: 'deny' });
    const things: [string, string, string][] = [
      [dashboard, `/${slug}`, 'this workspace'],
      [`${dashboard}/resources/${post.id}`, post.path, 'the workspace this belongs to'],
      [`${dashboard}/resources/${post.id}/access`, post.path, 'the workspace this belongs to'],
      [
        `/dashboard/collections/${collection.id}`,
        `/${slug}/c/${collection.slug}`,
        'the workspace this belongs to',
      ],
      [
        `/dashboard/collections/${collection.id}/access`,
        `/${slug}/c/${collection.slug}`,
        'the workspace this belongs to',
      ],
    ];
    for (const [path, seenAt, on] of things) {
      await refused(path, `Denied: you may not edit ${on}.`);
      await expect(page.getByRole('link', { name: 'See its page' })).toHaveAttribute(
        'href',
        seenAt,
      );
    }
    if (javaScriptEnabled) await expectAccessible(page);
    await page.getByRole('link', { name: 'See its page' }).click();
    await expect(page.getByRole('heading', { name: 'A collection to see' })).toBeVisible();

    // Who may no longer read it hears no more than that nothing is there.
    await send('emil', 'PUT', `/permissions/workspace/${id}/user/${dev}/read`, { value: 'deny' });
    for (const [path] of things) {
      expect((await page.goto(path))?.status(), path).toBe(404);
      await expect(page.getByText('Nothing here by that name')).toBeVisible();
      expect(await page.content(), path).not.toMatch(/Denied|For everybody|A collection to see/);
    }
    await context.close();
  });
}

test('a writer can not give themself more by any form or address', async () => {
  const { dashboard, id } = await claim('emil', 'escalate');
  const dev = (await send<{ id: string }>('dev', 'GET', '/me')).id;
  await send('emil', 'PUT', `/permissions/workspace/${id}/user/${dev}/write`, { value: 'allow' });
  const post = await send('dev', 'POST', '/resources', {
    type: 'post',
    title: 'By a colleague',
    post: { body: 'Hello.' },
    workspace: id,
  });
  const headers = {
    cookie: await cookieOf('dev'),
    accept: 'text/html',
    origin: baseUrl(),
    'content-type': 'application/x-www-form-urlencoded',
  };
  const form = { subject: `user:${dev}`, action: 'admin', value: 'allow' };
  for (const path of [
    `${dashboard}/access`,
    `${dashboard}/access?/set`,
    `${dashboard}/access?/clear`,
  ]) {
    const body = new URLSearchParams(form);
    const answer = await fetch(baseUrl() + path, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
    });
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
  }
  for (const object of [`workspace/${id}`, `collection/${id}`, `organization/${id}`]) {
    const address = `/permissions/${object}/user/${dev}/admin`;
    expect((await call('dev', 'PUT', address, { value: 'allow' })).status).toBeGreaterThanOrEqual(
      403,
    );
  }
  const onTheirs = `/permissions/resource/${post.id}/static/authenticated/admin`;
  expect((await call('dev', 'PUT', onTheirs, { value: 'allow' })).status).toBe(403);
  expect(await statusFor('dev', `${dashboard}/access`)).toBe(403);
  expect(await statusFor('dev', `${dashboard}/settings`)).toBe(403);
});
