/** What an invitation and a place in an organization look like in every state, accessible in each. */
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { expectAccessibleOnEverything } from '../support/accessible.ts';
import { get, send } from '../support/api.ts';
import { scriptsRun } from '../support/scripts.ts';
import { signInAs, type Account } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';
import { callWorkos } from '../support/workos.ts';

async function seenBy(
  browser: Browser,
  as: Account | null,
  javaScriptEnabled = true,
): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled });
  if (as) await signInAs(context, as);
  return context.newPage();
}

/** Returns where the links in it lead. */
const hrefs = (place: Locator) =>
  place
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));

/** A label that Bruno alone administers. */
async function label() {
  const name = unique('Label');
  const { id } = await send('bruno', 'POST', '/organizations', { name });
  return { id, name, dashboard: `/dashboard/organizations/${id}` };
}

/** Invites somebody there; where the link in their letter leads. */
async function invite(organization: string, email: string) {
  const path = `/organizations/${organization}/invitations`;
  const { id } = await send('bruno', 'POST', path, { email });
  const { token } = (await (await callWorkos('GET', `/invitations/${id}`)).json()) as {
    token: string;
  };
  return { path: `${path}/${id}`, link: `/auth/invitation?invitation_token=${token}` };
}

test('an invitation says to everybody who has its link in which state it is', async ({
  browser,
}) => {
  const { id, name, dashboard } = await label();
  const [open, withdrawn] = [
    await invite(id, 'emil@example.com'),
    await invite(id, `${unique('nobody')}@example.com`),
  ];
  await send('bruno', 'DELETE', withdrawn.path);
  const [guest, dev, emil, bruno] = await Promise.all(
    ([null, 'dev', 'emil', 'bruno'] as const).map((as) => seenBy(browser, as)),
  );
  const shows = async (page: Page, path: string, text: string) => {
    await page.goto(path);
    await expect(page.getByText(text).first()).toBeVisible();
    await expectAccessibleOnEverything(page);
  };
  await shows(guest!, withdrawn.link, 'This invitation was withdrawn.');
  await expect(guest!.getByText('is invited as')).toHaveCount(0);
  const unknown = await guest!.goto('/auth/invitation?invitation_token=unknown');
  expect(unknown?.status()).toBe(404);
  await expect(guest!.getByText('ask whoever invited you for a new invitation')).toBeVisible();
  await expectAccessibleOnEverything(guest!);
  await shows(guest!, open.link, 'Sign in with this address to accept');
  await shows(dev!, open.link, 'This is for somebody else');
  await shows(emil!, '/dashboard/organizations', name);
  await shows(emil!, open.link, 'emil@example.com is invited as member.');
  await emil!.getByRole('button', { name: 'Accept' }).click();
  await expect(emil!.getByText('You are in', { exact: true })).toBeVisible();
  await expectAccessibleOnEverything(emil!);
  await shows(dev!, open.link, 'This invitation was accepted already.');

  await bruno!.goto(`${dashboard}/invitations`);
  for (const state of ['Accepted', 'Withdrawn']) {
    await expect(bruno!.getByText(state, { exact: true })).toBeVisible();
  }
  await bruno!.getByLabel('Mail address').fill('emil@example.com');
  await bruno!.getByRole('button', { name: 'Invite' }).click();
  await expect(bruno!.getByRole('alert')).toBeVisible();
  await expectAccessibleOnEverything(bruno!);

  await send('bruno', 'DELETE', `/organizations/${id}`);
  await Promise.all([guest, dev, emil, bruno].map((page) => page!.context().close()));
});

test('after an invitation the next one begins where the first one did', async ({ browser }) => {
  const { id, dashboard } = await label();
  const page = await seenBy(browser, 'bruno');
  await page.goto(`${dashboard}/invitations`);
  await scriptsRun(page);
  for (const role of ['Administrator', 'Member', 'Administrator']) {
    const email = `${unique('nobody')}@example.com`;
    await page.getByLabel('Mail address').fill(email);
    await page.getByRole('radio', { name: role }).check();
    await page.getByRole('button', { name: 'Invite' }).click();
    await expect(page.getByText(`${email} is invited.`)).toBeVisible();
    await expect(page.getByLabel('Mail address')).toHaveValue('');
    await expect(page.getByRole('radio', { name: 'Member' })).toBeChecked();
  }
  await expect(page.getByText('as administrator')).toHaveCount(2);
  await send('bruno', 'DELETE', `/organizations/${id}`);
  await page.context().close();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`who leaves reads what they are allowed by name, and is led only where they may go, ${how} scripts`, async ({
    browser,
  }) => {
    const { id, name, dashboard } = await label();
    const invitation = await invite(id, 'emil@example.com');
    const leaver = await seenBy(browser, 'emil', javaScriptEnabled);
    await leaver.goto(invitation.link);
    await leaver.getByRole('button', { name: 'Accept' }).click();
    await expect(leaver.getByText('You are in', { exact: true })).toBeVisible();
    const emil = await get<{ id: string }>('/me', 'emil');
    // One after the other: the page lists them in the order in which they were made.
    const workspace = (what: string) =>
      send<{ id: string; slug: string; name: string }>('bruno', 'POST', '/workspaces', {
        ...{ name: unique(what), slug: unique(what.toLowerCase()) },
        ...{ ownerType: 'organization', ownerId: id },
      });
    const writes = await workspace('Written');
    const runs = await workspace('Run');
    for (const [object, action] of [
      [`organization/${id}`, 'read'],
      [`workspace/${writes.id}`, 'write'],
      [`workspace/${runs.id}`, 'admin'],
    ] as const) {
      const rule = `/permissions/${object}/user/${emil.id}/${action}`;
      await send('bruno', 'PUT', rule, { value: 'allow' });
    }
    const rulesOf = async () =>
      (await get<{ subjectId: string }[]>(`/permissions/workspace/${writes.id}`, 'bruno')).filter(
        ({ subjectId }) => subjectId === emil.id,
      );
    const place = `${dashboard}/members/${emil.id}`;
    const lines = (page: Page, heading: string) =>
      page.getByRole('region', { name: heading }).getByRole('listitem');

    const bruno = await seenBy(browser, 'bruno', javaScriptEnabled);
    await bruno.goto(place);
    expect(await hrefs(lines(bruno, 'Remove Emil Santos'))).toHaveLength(3);

    await leaver.goto(place);
    const told = lines(leaver, `Leave ${name}`);
    await expect(told).toHaveText([
      `${name}: may see it`,
      `${writes.name}: may edit it`,
      `${runs.name}: may administer it`,
    ]);
    expect(await hrefs(told)).toEqual([`/dashboard/${runs.slug}/access`]);
    for (const [page, row] of [
      [bruno, lines(bruno, 'Remove Emil Santos')],
      [leaver, told],
    ] as const) {
      for (const href of await hrefs(row)) {
        expect((await page.request.get(href)).status(), href).toBe(200);
      }
    }
    if (javaScriptEnabled) await expectAccessibleOnEverything(leaver);

    expect(await rulesOf()).toHaveLength(1);
    await leaver.getByRole('checkbox', { name: 'Take these rules away too' }).check();
    await leaver.getByRole('button', { name: 'Leave' }).click();
    await expect(leaver.getByText('You have left.')).toBeVisible();
    expect(await rulesOf()).toEqual([]);

    for (const { id: made } of [writes, runs]) {
      await send('bruno', 'DELETE', `/workspaces/${made}`);
    }
    await send('bruno', 'DELETE', `/organizations/${id}`);
    await Promise.all([bruno, leaver].map((page) => page.context().close()));
  });
}

test('the last administrator is told why they can not leave, be demoted, be taken out or delete their account', async ({
  browser,
}) => {
  const { id, name, dashboard } = await label();
  const ids = await Promise.all(
    (['bruno', 'dev'] as const).map(async (as) => (await get<{ id: string }>('/me', as)).id),
  );
  const place = `${dashboard}/members/${ids[0]}`;
  const bruno = await seenBy(browser, 'bruno');
  await bruno.goto(place);
  await bruno.getByRole('radio', { name: 'Member' }).check();
  await bruno.getByRole('button', { name: 'Save' }).click();
  await expect(bruno.getByRole('alert')).toContainText('needs an administrator');
  await expectAccessibleOnEverything(bruno);
  // There is no button that can only fail: it says what to do instead, and leads there.
  const leaving = bruno.getByRole('region', { name: `Leave ${name}` });
  await expect(leaving).toContainText('you are the only one');
  await expect(leaving.getByRole('button')).toHaveCount(0);
  expect(await hrefs(leaving)).toEqual([`${dashboard}/members`, `${dashboard}/delete`]);

  await bruno.goto('/settings/delete');
  const handOver = bruno.getByText('You are the last administrator of');
  await expect(handOver).toContainText(name);
  expect(await hrefs(handOver)).toContain(`${dashboard}/members`);
  await expectAccessibleOnEverything(bruno);

  // A rule that lets somebody administer it makes nobody an administrator.
  const rule = `/permissions/organization/${id}/user/${ids[1]}/admin`;
  await send('bruno', 'PUT', rule, { value: 'allow' });
  const dev = await seenBy(browser, 'dev');
  await dev.goto(place);
  await expect(dev.getByText('Only an administrator of the organization can')).toBeVisible();
  await expectAccessibleOnEverything(dev);

  await send('bruno', 'DELETE', `/organizations/${id}`);
  await Promise.all([bruno, dev].map((page) => page.context().close()));
});
