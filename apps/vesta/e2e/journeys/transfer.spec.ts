/** A workspace changes hands: what that means is said first, and the name is asked for. */
import { expect, test } from '@playwright/test';
import { get, send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { signInAs } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const label = async () =>
  (await get<{ ownerId: string }>('/workspaces/nightjar-records', 'bruno')).ownerId;
const owner = (slug: string) =>
  get<{ ownerType: string; ownerId: string }>(`/workspaces/${slug}`, 'bruno');

for (const javaScriptEnabled of [true, false]) {
  test(`an artist signs to the label ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const place = await claim('bruno', 'signing');
    await send('bruno', 'POST', '/resources', {
      workspace: place.slug,
      type: 'post',
      title: 'Our news',
      post: { body: 'Soon.' },
    });
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'bruno');
    const page = await context.newPage();
    await page.goto(`${place.dashboard}/settings`);
    await page.getByRole('link', { name: `Transfer Place ${place.slug}` }).click();
    await expect(page.getByText('1 post or release in it')).toBeVisible();
    await page.getByRole('radio', { name: 'Nightjar Records' }).check();
    await page.getByRole('button', { name: 'Transfer it' }).click();
    await expect(page.getByRole('alert')).toContainText(`Type ${place.slug} to confirm`);
    expect(await owner(place.slug)).toMatchObject({ ownerType: 'user' });

    await expect(page.getByRole('radio', { name: 'Nightjar Records' })).toBeChecked();
    await page.getByLabel(`Type ${place.slug} to confirm`).fill(place.slug);
    await page.getByRole('button', { name: 'Transfer it' }).click();
    await expect(page.getByText('Transferred.')).toBeInViewport();
    await expect(page.getByText('Nightjar Records owns it.')).toBeVisible();
    expect(await owner(place.slug)).toEqual(
      expect.objectContaining({ ownerType: 'organization', ownerId: await label() }),
    );
    await context.close();
  });
}

test('a tab that knew an older version is told, and can go on', async ({ page, context }) => {
  const place = await claim('bruno', 'two-tabs');
  await send('bruno', 'POST', `/workspaces/${place.slug}/transfer`, {
    ownerType: 'organization',
    ownerId: await label(),
  });
  await signInAs(context, 'bruno');
  await page.goto(`${place.dashboard}/transfer`);
  await expect(page.getByText('It belongs to Nightjar Records now.')).toBeVisible();
  await send('bruno', 'PATCH', `/workspaces/${place.slug}`, { name: 'Renamed meanwhile' });
  await page.getByRole('radio', { name: /^You / }).check();
  await page.getByLabel(`Type ${place.slug} to confirm`).fill(place.slug);
  await page.getByRole('button', { name: 'Transfer it' }).click();
  await expect(page.getByRole('alert')).toContainText('changed in the meantime');
  expect(await owner(place.slug)).toMatchObject({ ownerType: 'organization' });
  await page.getByRole('button', { name: 'Transfer it' }).click();
  await expect(page.getByText('This workspace is yours.')).toBeVisible();
  expect(await owner(place.slug)).toMatchObject({ ownerType: 'user' });
});

test('a new workspace can be the label’s from the start', async ({ page, context }) => {
  await signInAs(context, 'bruno');
  await page.goto('/dashboard/new');
  const slug = unique('signed');
  await page.getByRole('textbox', { name: 'Name' }).fill('Signed from the start');
  await page.getByLabel('Address').fill(slug);
  await page.getByRole('radio', { name: 'Nightjar Records' }).check();
  await page.getByRole('button', { name: 'Claim it' }).click();
  await expect(page).toHaveURL(new RegExp(`/dashboard/${slug}\\?claimed`));
  expect(await owner(slug)).toMatchObject({ ownerType: 'organization', ownerId: await label() });
});
