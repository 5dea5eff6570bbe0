/** A label's administrator puts a colleague into a team, and out of it again. */
import { expect, test } from '@playwright/test';
import { get, send } from '../support/api.ts';
import { scriptsRun } from '../support/scripts.ts';
import { baseUrl, cookieOf, signInAs } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const label = async () =>
  (await get<{ ownerId: string }>('/workspaces/nightjar-records', 'bruno')).ownerId;

for (const javaScriptEnabled of [true, false]) {
  test(`a team from its making to its end ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'bruno');
    const page = await context.newPage();
    const teams = `/dashboard/organizations/${await label()}/teams`;
    const name = unique('Press');
    await page.goto(teams);
    await page.getByLabel('Name').fill('Release desk');
    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByRole('alert')).toContainText('has a team of this name');
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.getByText('Nobody is in it')).toBeVisible();
    const address = new URL(page.url()).pathname;

    await expect(page.getByText('Nothing is given to it yet')).toBeVisible();

    // Only members of the organization are offered, and only they can be added.
    await page.getByLabel('How their name begins').fill('Emil');
    await page.getByRole('button', { name: 'Find' }).click();
    await expect(page.getByText('No member is called “Emil”.')).toBeVisible();
    await page.getByLabel('How their name begins').fill('chi');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('button', { name: 'Add Chiara Lund' }).click();
    await expect(page.getByText('Chiara Lund joined the team.')).toBeVisible();

    // A member sees it, and is offered nothing that only administrators do.
    const asMember = await fetch(baseUrl() + address, {
      headers: { cookie: await cookieOf('chiara') },
    });
    expect(asMember.status).toBe(200);
    expect(await asMember.text()).not.toMatch(/Remove|Add people|Delete/);

    await page.getByRole('button', { name: 'Remove Chiara Lund' }).click();
    await expect(page.getByText('Chiara Lund left the team.')).toBeVisible();

    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`${name} dashboard`);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { level: 1, name: `${name} dashboard` })).toBeVisible();

    await page.getByRole('link', { name: `Delete ${name} dashboard` }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expect(page.getByRole('alert')).toContainText(`Type ${name} dashboard to confirm`);
    await page.getByLabel(`Type ${name} dashboard to confirm`).fill(`${name} dashboard`);
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expect(page.getByText('The team is deleted.')).toBeVisible();
    await context.close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`who renames a team that somebody else has renamed meanwhile reads so ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'bruno');
    const page = await context.newPage();
    const organization = await label();
    const [first, theirs, mine] = [unique('First'), unique('Theirs'), unique('Mine')];
    const team = await send('bruno', 'POST', `/organizations/${organization}/teams`, {
      name: first,
    });
    await page.goto(`/dashboard/organizations/${organization}/teams/${team.id}`);
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill(mine);
    await send('bruno', 'PATCH', `/teams/${team.id}`, { name: theirs });
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(`It is now called “${theirs}”.`)).toBeVisible();
    await expect(name).toHaveValue(mine);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('heading', { level: 1, name: mine })).toBeVisible();
    await send('bruno', 'DELETE', `/teams/${team.id}`);
    await context.close();
  });
}

test('what fails says so in whole sentences, and that nothing is lost only where something was written', async ({
  page,
  context,
}) => {
  await signInAs(context, 'bruno');
  const organization = await label();
  const team = await send('bruno', 'POST', `/organizations/${organization}/teams`, {
    name: unique('Short-lived'),
  });
  await page.goto(`/dashboard/organizations/${organization}/teams/${team.id}?q=chi`);
  await scriptsRun(page);
  await send('bruno', 'DELETE', `/teams/${team.id}`);
  const alert = page.getByRole('alert');
  await page.getByRole('button', { name: 'Add Chiara Lund' }).click();
  await expect(alert).toHaveText(/No such team\.$/);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(alert.last()).toHaveText(/No such team\. What you wrote is still here\.$/);
});
