/** What an invitation and a place in an organization look like in every state, accessible in each. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { expectAccessibleOnEverything } from '../support/accessible.ts';
import { get, send } from '../support/api.ts';
import { signInAs, type Account } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';
import { atWorkos } from '../support/workos.ts';

async function seenBy(browser: Browser, as: Account | null): Promise<Page> {
  const context = await browser.newContext();
  if (as) await signInAs(context, as);
  return context.newPage();
}

/** A label that Bruno alone administers. */
async function label() {
  const name = unique('Label');
  const { id } = await send('bruno', 'POST', '/organizations', { name });
  return { id, name, desk: `/dashboard/organizations/${id}` };
}

/** Invites somebody there; where the link in their letter leads. */
async function invite(organization: string, email: string) {
  const path = `/organizations/${organization}/invitations`;
  const { id } = await send('bruno', 'POST', path, { email });
  const { token } = (await (await atWorkos('GET', `/invitations/${id}`)).json()) as {
    token: string;
  };
  return { path: `${path}/${id}`, link: `/auth/invitation?invitation_token=${token}` };
}

test('an invitation says to everybody who has its link in which state it is', async ({
  browser,
}) => {
  const { id, name, desk } = await label();
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
  await shows(guest!, open.link, 'Sign in with this address to accept');
  await shows(dev!, open.link, 'This is for somebody else');
  await shows(emil!, '/dashboard/organizations', name);
  await shows(emil!, open.link, 'emil@example.com is invited as member.');
  await emil!.getByRole('button', { name: 'Accept' }).click();
  await expect(emil!.getByText('You are in', { exact: true })).toBeVisible();
  await expectAccessibleOnEverything(emil!);
  await shows(dev!, open.link, 'This invitation was accepted already.');

  await bruno!.goto(`${desk}/invitations`);
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

test('the last administrator is told why they can not leave, be demoted, be taken out or delete their account', async ({
  browser,
}) => {
  const { id, name, desk } = await label();
  const ids = await Promise.all(
    (['bruno', 'dev'] as const).map(async (as) => (await get<{ id: string }>('/me', as)).id),
  );
  const place = `${desk}/members/${ids[0]}`;
  const bruno = await seenBy(browser, 'bruno');
  await bruno.goto(place);
  await bruno.getByRole('radio', { name: 'Member' }).check();
  await bruno.getByRole('button', { name: 'Save' }).click();
  await expect(bruno.getByRole('alert')).toContainText('needs an administrator');
  await expectAccessibleOnEverything(bruno);
  await bruno.getByRole('button', { name: 'Leave' }).click();
  await expect(bruno.getByRole('alert')).toContainText('needs an administrator');
  await expectAccessibleOnEverything(bruno);

  await bruno.goto('/settings/delete');
  await expect(bruno.getByText('You are the last administrator of')).toContainText(name);
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
