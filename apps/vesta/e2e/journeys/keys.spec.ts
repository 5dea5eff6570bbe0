/** A program gets a key, works with it, and is out the moment that it is revoked. */
import { expect, test } from '@playwright/test';
import { get, send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { baseUrl, signInAs } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const ask = (secret: string, path: string) =>
  fetch(`${baseUrl()}/api${path}`, { headers: { authorization: `Bearer ${secret}` } });

/** What a key can be for: where its pages are, and what it opens. */
const owners = {
  workspace: async () => {
    const { desk, id } = await claim('emil', 'keys');
    return { desk, path: `/workspaces/${id}`, scope: 'workspaces:read' };
  },
  organization: async () => {
    const name = unique('Key label');
    const { id } = await send('emil', 'POST', '/organizations', { name });
    return {
      desk: `/dashboard/organizations/${id}`,
      path: `/organizations/${id}`,
      scope: 'organizations:read',
    };
  },
};

const runs = (Object.keys(owners) as (keyof typeof owners)[]).flatMap((owner) =>
  [true, false].map((javaScriptEnabled) => ({ owner, javaScriptEnabled })),
);

for (const { owner, javaScriptEnabled } of runs) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`a key of one ${owner} from its making to its end ${how} scripts`, async ({ browser }) => {
    const { desk, path, scope } = await owners[owner]();
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'emil');
    const page = await context.newPage();
    await page.goto(`${desk}/keys`);
    await expect(page.getByText('No keys yet')).toBeVisible();

    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    const name = unique('Site builder');
    await page.getByLabel('Name').fill(name);
    await page.getByRole('checkbox', { name: scope }).check();
    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByText('it is shown only this once')).toBeVisible();
    if (javaScriptEnabled) await expect(page.getByLabel('The key')).toBeFocused();
    await expect(page.getByLabel('The key')).toBeInViewport();
    await expect(page.getByLabel('Name')).toHaveValue('');
    await expect(page.getByLabel('It stops working')).toHaveValue('90');
    const secret = await page.getByLabel('The key').inputValue();
    expect(secret).toMatch(/^vesta_/);
    expect((await ask(secret, path)).status).toBe(200);
    expect((await ask(secret, '/resources')).status).toBe(403);
    expect((await ask(`${secret.slice(0, -1)}!`, '/workspaces')).status).toBe(401);

    await page.goto(`${desk}/keys`);
    await expect(page.getByText(secret)).toHaveCount(0);
    await expect(page.getByText(name, { exact: true })).toBeVisible();
    await page.getByRole('link', { name: /^Revoke ?: / }).click();
    await page.getByRole('button', { name: /^Revoke/ }).click();
    await expect(page.getByText('Revoked', { exact: true })).toBeVisible();
    await expect(page).toHaveURL(`${desk}/keys`);
    const answer = await ask(secret, '/workspaces');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');

    // On the record, for those who administer what it was for.
    const log = await get<{ kind: string }[]>(`${path}/audit-log`, 'emil');
    expect(log.slice(0, 2).map(({ kind }) => kind)).toEqual(['key.revoke', 'key.create']);
    await context.close();
  });
}
