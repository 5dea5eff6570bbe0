/** A program gets a key, works with it, and is out the moment that it is revoked. */
import { expect, test } from '@playwright/test';
import { call, get, send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { baseUrl, signInAs } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const ask = (secret: string, path: string) =>
  fetch(`${baseUrl()}/api${path}`, { headers: { authorization: `Bearer ${secret}` } });

const phone = { width: 360, height: 640 };

interface Made {
  id: string;
  name: string;
  hint: string;
  key: string;
}

/** Makes a key of Emil's workspace: by himself, or as a script does that has a key. */
async function makeKey(workspace: string, by?: Made): Promise<Made> {
  const answer = await call(
    by ? null : 'emil',
    'POST',
    '/keys',
    {
      ...{ ownerType: 'workspace', ownerId: workspace, name: unique('Script') },
      scopes: ['keys:write', 'workspaces:read'],
    },
    by ? { authorization: `Bearer ${by.key}` } : {},
  );
  expect(answer.status).toBe(201);
  return (await answer.json()) as Made;
}

/** What a key can be for: where its pages are, and what it opens. */
const owners = {
  workspace: async () => {
    const { dashboard, id } = await claim('emil', 'keys');
    return { dashboard, path: `/workspaces/${id}`, scope: 'workspaces:read' };
  },
  organization: async () => {
    const name = unique('Key label');
    const { id } = await send('emil', 'POST', '/organizations', { name });
    return {
      dashboard: `/dashboard/organizations/${id}`,
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
    const { dashboard, path, scope } = await owners[owner]();
    const context = await browser.newContext({ javaScriptEnabled, viewport: phone });
    await signInAs(context, 'emil');
    const page = await context.newPage();
    await page.goto(`${dashboard}/keys`);
    await expect(page.getByText('No keys yet')).toBeVisible();

    await page.getByRole('button', { name: 'Make it' }).click();
    // The form is below all keys: what is wrong with it is looked for, and found, by the browser.
    await expect(page.getByRole('alert')).toBeFocused();
    await expect(page.getByRole('alert')).toBeInViewport();
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

    await page.goto(`${dashboard}/keys`);
    await expect(page.getByText(secret)).toHaveCount(0);
    await expect(page.getByRole('strong').getByText(name, { exact: true })).toBeVisible();
    await page.getByRole('link', { name: /^Revoke ?: / }).click();
    await page.getByRole('button', { name: /^Revoke/ }).click();
    await expect(page.getByText('Revoked', { exact: true })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`${dashboard}/keys\\?revoked`));
    const answer = await ask(secret, '/workspaces');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');

    // On the record, for those who administer what it was for.
    const log = await get<{ kind: string }[]>(`${path}/audit-log`, 'emil');
    expect(log.slice(0, 2).map(({ kind }) => kind)).toEqual(['key.revoke', 'key.create']);
    await context.close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`a key names the key that made it and ends with it, ${how} scripts`, async ({ browser }) => {
    const { dashboard, id } = await claim('emil', 'lineage');
    const root = await makeKey(id);
    const child = await makeKey(id, root);
    const grandchild = await makeKey(id, child);
    const bystander = await makeKey(id);
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'emil');
    const page = await context.newPage();
    await page.goto(`${dashboard}/keys`);
    const row = ({ name }: Made) =>
      page
        .getByRole('listitem')
        .filter({ has: page.getByRole('strong').getByText(name, { exact: true }) });
    for (const [made, by] of [
      [child, root],
      [grandchild, child],
    ] as const) {
      await expect(row(made)).toContainText(
        new RegExp(`Made .* \\d{4} by Emil Santos with the key ${by.name} \\(…${by.hint}\\)`),
      );
    }
    for (const made of [root, bystander]) {
      await expect(row(made)).toContainText(/\d{4} by Emil Santos/);
      await expect(row(made)).not.toContainText('with the key');
    }

    await row(child)
      .getByRole('link', { name: /^Revoke/ })
      .click();
    await expect(
      page.getByText(`It was made with the key ${root.name} (${root.hint}).`),
    ).toBeVisible();
    await page.getByRole('link', { name: 'Keep it' }).click();
    await row(root)
      .getByRole('link', { name: /^Revoke/ })
      .click();
    const others = page.getByRole('region', { name: 'The keys that were made with it end too' });
    await expect(others.getByRole('listitem')).toHaveText(
      [child, grandchild].map(({ name, hint }) => `${name} (${hint})`),
    );
    await page.getByRole('button', { name: /^Revoke/ }).click();
    await expect(page).toHaveURL(new RegExp(`${dashboard}/keys\\?revoked`));
    await expect(page.getByText('Revoked', { exact: true })).toHaveCount(3);
    for (const { key } of [root, child, grandchild]) {
      expect((await ask(key, `/workspaces/${id}`)).status).toBe(401);
    }
    expect((await ask(bystander.key, `/workspaces/${id}`)).status).toBe(200);
    await context.close();
  });

  test(`who revokes a key is then in the list they came from, ${how} scripts`, async ({
    browser,
  }) => {
    const { dashboard, id } = await claim('emil', 'lists');
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'emil');
    const page = await context.newPage();
    // The same key of a workspace is in the list of that workspace and in that of its maker.
    for (const list of [`${dashboard}/keys`, '/settings/keys']) {
      const { name, key } = await makeKey(id);
      const revoke = page.getByRole('link', { name: new RegExp(`^Revoke ?: ${name}$`) });
      await page.goto(list);
      await revoke.click();
      await expect(
        page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'API keys' }),
      ).toHaveAttribute('aria-current', 'page');
      await page.getByRole('link', { name: 'Keep it' }).click();
      await expect(page).toHaveURL(list);
      await revoke.click();
      await page.getByRole('button', { name: /^Revoke/ }).click();
      await expect(page).toHaveURL(new RegExp(`${list}\\?revoked`));
      await expect(page.getByText('The key opens nothing any more.')).toBeVisible();
      expect((await ask(key, `/workspaces/${id}`)).status).toBe(401);
    }
    await context.close();
  });
}
