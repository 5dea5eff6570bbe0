/** A label: made, shared, run together, and left. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { call, get, send } from '../support/api.ts';
import { signInAs, type Account } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

async function dashboard(browser: Browser, as: Account, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled });
  await signInAs(context, as);
  return context.newPage();
}

for (const scripts of [true, false]) {
  test(`a label is made, a colleague is invited, promoted and removed ${scripts ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const name = unique('Label');
    const ada = await dashboard(browser, 'ada', scripts);
    await ada.goto('/dashboard/organizations/new');
    await ada.getByLabel('Name').fill(name);
    await ada.getByRole('button', { name: 'Make it' }).click();
    await expect(ada.getByRole('heading', { level: 1, name })).toBeVisible();
    const label = new URL(ada.url()).pathname;

    await ada.goto(`${label}/invitations`);
    await ada.getByLabel('Mail address').fill('emil@example.com');
    await ada.getByRole('button', { name: 'Invite' }).click();
    await expect(ada.getByText('emil@example.com is invited.')).toBeVisible();

    const emil = await dashboard(browser, 'emil', scripts);
    const closed = await emil.goto(label);
    expect(closed?.status()).toBe(404);
    await emil.goto('/dashboard/organizations');
    await emil.getByRole('button', { name: `Accept the invitation to ${name}` }).click();
    await expect(emil.getByText('You are in', { exact: true })).toBeVisible();
    // A member sees it, and not what is for administrators.
    await expect(emil.getByRole('link', { name: 'Invitations' })).toHaveCount(0);
    expect((await emil.goto(`${label}/settings`))?.status()).toBe(403);

    await ada.goto(`${label}/members`);
    await ada.getByRole('link', { name: /^Manage ?: Emil Santos/ }).click();
    await ada.getByRole('radio', { name: 'Administrator' }).check();
    await ada.getByRole('button', { name: 'Save' }).click();
    await expect(ada.getByText('Saved.')).toBeVisible();
    expect((await emil.goto(`${label}/settings`))?.status()).toBe(200);

    await emil.getByLabel('Name').fill(`${name} Records`);
    await emil.getByRole('button', { name: 'Save' }).click();
    await expect(emil.getByText('Saved.')).toBeVisible();

    await ada.goto(`${label}/members`);
    await expect(ada.getByRole('link', { name: `${name} Records` }).first()).toBeVisible();
    await ada.getByRole('link', { name: /^Manage ?: Emil Santos/ }).click();
    await ada.getByRole('button', { name: 'Remove' }).click();
    await expect(ada.getByText('Removed.')).toBeVisible();
    await expect(ada.getByText('Emil Santos')).toHaveCount(0);
    expect((await emil.goto(label))?.status()).toBe(404);

    // The last administrator is told why they can't go.
    await ada.getByRole('link', { name: /^Your place ?: Ada Okafor/ }).click();
    await expect(ada.getByText('An organization needs an administrator')).toBeVisible();
    await expect(ada.getByRole('button', { name: 'Leave' })).toHaveCount(0);

    await ada.goto(`${label}/delete`);
    await ada.getByLabel(/to confirm/).fill(`${name} Records`);
    await ada.getByRole('button', { name: 'Delete it' }).click();
    await expect(ada.getByRole('heading', { name: 'Your organizations' })).toBeVisible();
    await expect(ada.getByText('The organization is deleted.')).toBeVisible();
    await expect(ada.getByText(name)).toHaveCount(0);
    await Promise.all([ada, emil].map((page) => page.context().close()));
  });
}

test('who wants to delete a label reads first what it still owns', async ({ browser }) => {
  const name = unique('Label');
  const { id } = await send('ada', 'POST', '/organizations', { name });
  const owner = { ownerType: 'organization', ownerId: id };
  const slug = unique('owned');
  const owned = await send('ada', 'POST', '/workspaces', { name: `Owned ${slug}`, slug, ...owner });
  const ada = await dashboard(browser, 'ada', false);
  await ada.goto(`/dashboard/organizations/${id}/delete`);
  await expect(ada.getByText('It still owns something')).toBeVisible();
  await expect(ada.getByRole('button', { name: 'Delete it' })).toHaveCount(0);
  await ada.getByRole('link', { name: `Owned ${slug}` }).click();
  await expect(ada).toHaveURL(new RegExp(`/dashboard/${slug}$`));

  await send('ada', 'DELETE', `/workspaces/${owned.id}`);
  await ada.goto(`/dashboard/organizations/${id}/delete`);
  await ada.getByLabel(`Type ${name} to confirm`).fill(name);
  await ada.getByRole('button', { name: 'Delete it' }).click();
  await expect(ada.getByText('The organization is deleted.')).toBeVisible();
  await ada.context().close();
});

test('WorkOS’s webhook tells vesta what happened there, and nobody else can', async () => {
  const name = unique('Heard of');
  const made = await call('bruno', 'POST', '/organizations', { name });
  const { id } = (await made.json()) as { id: string };
  const forged = JSON.stringify({
    id: unique('event_forged'),
    event: 'organization.deleted',
    created_at: new Date().toISOString(),
    data: { id },
  });
  for (const headers of [
    {},
    { 'workos-signature': `t=${Date.now()}, v1=${'0'.repeat(64)}` },
  ] as Record<string, string>[]) {
    for (const path of ['/webhooks/workos', '/webhooks/workos/sync']) {
      const answer = await call(null, 'POST', path, JSON.parse(forged), headers);
      expect(answer.status).toBe(401);
    }
  }
  expect(await get<{ name: string }>(`/organizations/${id}`, 'bruno')).toMatchObject({ name });
});
