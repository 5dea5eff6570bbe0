/** Keeping a collection in the browser: with scripts, and without any. */
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { scriptsRun } from '../support/scripts.ts';
import { signInAs } from '../support/sign-in.ts';

const run = Date.now().toString(36);
const things = ['Permit Pending', 'Pylon Walk', 'Pressure Falling'];

/** Makes a collection and puts `things` into it, by search. Leaves the page at its items. */
async function makeCollection(page: Page, name: string): Promise<void> {
  await page.goto('/dashboard/collections/new');
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  for (const thing of things) await add(page, thing);
}

async function add(page: Page, q: string, name = q): Promise<void> {
  await page.getByRole('searchbox', { name: /Words of its name/ }).fill(q);
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByRole('button', { name: `Add ${name}` }).click();
  await expect(items(page).filter({ hasText: name })).toHaveCount(1);
}

const items = (page: Page) =>
  page.getByRole('region', { name: 'In it, in this order' }).getByRole('listitem');

async function expectOrder(page: Page, names: string[]): Promise<void> {
  await expect(items(page)).toHaveText(names.map((name) => new RegExp(name)));
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a fan makes a collection, fills it, orders it, annotates it, shows it, and deletes it', async ({
    page,
    context,
  }) => {
    await signInAs(context, 'emil');
    await makeCollection(page, `Plain ${run}`);
    await page.getByRole('button', { name: 'Move Pressure Falling up' }).click();
    await expectOrder(page, ['Permit Pending', 'Pressure Falling', 'Pylon Walk']);

    const first = items(page).first();
    await first.getByText('Say something about it').click();
    await first.getByLabel('Your note on Permit Pending').fill('Play it first.');
    await first.getByRole('button', { name: 'Save the note' }).click();
    await expect(first.getByText('Play it first.').first()).toBeVisible();

    await page.getByRole('link', { name: 'View page' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Plain ${run}`);
    await expect(page.getByText('Play it first.')).toBeVisible();
    const address = page.url();

    // Its own address goes into another collection: collections nest.
    await makeCollection(page, `Outer ${run}`);
    await add(page, address, `Plain ${run}`);
    await page.getByRole('button', { name: 'Take out Pylon Walk' }).last().click();
    await expectOrder(page, ['Permit Pending', 'Pressure Falling', `Plain ${run}`]);

    await page.getByRole('link', { name: 'Name and address' }).click();
    await page.getByRole('link', { name: `Delete Outer ${run}` }).click();
    await expect(page.getByText('the order of the 3 items')).toBeVisible();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expect(page.getByText('What was in it is still there')).toBeVisible();
    expect((await page.goto(address))?.status()).toBe(200);
  });

  test('from a release it goes onto a new list, and off again', async ({ page, context }) => {
    await signInAs(context, 'emil');
    await page.goto('/brass-anvil/permit-pending');
    await page.getByRole('link', { name: 'Add to a collection' }).click();
    await page.getByLabel('Name').fill('');
    await page.getByRole('button', { name: 'Make it, with this in it' }).click();
    await expect(page.getByRole('link', { name: 'Give it a name' })).toBeVisible();
    await page.getByLabel('Name').fill(`From a page ${run}`);
    await page.getByRole('button', { name: 'Make it, with this in it' }).click();
    await expect(page.getByText(`It is the first item in From a page ${run}.`)).toBeVisible();
    await page.getByRole('button', { name: `Take it out of From a page ${run}` }).click();
    await expect(page.getByText(`It is no longer in From a page ${run}.`)).toBeVisible();
  });
});

test('the keyboard grabs an item, moves it, puts it back or drops it, and every step is said', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  await makeCollection(page, `Keys ${run}`);
  const said = page.locator('main [aria-live=assertive]');
  const handle = page.getByRole('button', { name: 'Move Pressure Falling', exact: true });
  await handle.focus();
  await page.keyboard.press('Space');
  await expect(said).toContainText('Pressure Falling grabbed, 3 of 3');
  await page.keyboard.press('ArrowUp');
  await expect(said).toHaveText('Pressure Falling, 2 of 3.');
  await page.keyboard.press('Escape');
  await expectOrder(page, things);
  await expect(handle).toBeFocused();

  await page.keyboard.press('Space');
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(said).toHaveText('Pressure Falling dropped at 1 of 3.');
  // Not only until the server has answered.
  await page.waitForLoadState('networkidle');
  await expect(handle).toBeFocused();
  await expect
    .poll(async () => {
      await page.reload();
      return (await items(page).allTextContents())[0];
    })
    .toContain('Pressure Falling');
  await expectOrder(page, ['Pressure Falling', 'Permit Pending', 'Pylon Walk']);
});

test('the buttons of a row keep the focus while they move it, and every move is said', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  await makeCollection(page, `Buttons ${run}`);
  await scriptsRun(page);
  const said = page.locator('main [aria-live=assertive]');
  const up = page.getByRole('button', { name: 'Move Pressure Falling up' });
  const down = page.getByRole('button', { name: 'Move Pressure Falling down' });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Pressure Falling, 2 of 3.');
  await expect(up).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Pressure Falling, 1 of 3.');
  // Further up it does not go.
  await expect(down).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Pressure Falling, 2 of 3.');
  await expect(down).toBeFocused();
  await expectOrder(page, ['Permit Pending', 'Pressure Falling', 'Pylon Walk']);
});

test('a pointer drags an item to another place', async ({ page, context }) => {
  await signInAs(context, 'emil');
  await page.setViewportSize({ width: 1000, height: 1200 });
  await makeCollection(page, `Drag ${run}`);
  await scriptsRun(page);
  const handle = page.getByRole('button', { name: 'Move Permit Pending', exact: true });
  await handle.hover();
  const from = (await handle.boundingBox())!;
  const last = (await items(page).last().boundingBox())!;
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(last.x + 40, last.y + last.height - 6, { steps: 8 });
  const kept = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.mouse.up();
  const order = ['Pylon Walk', 'Pressure Falling', 'Permit Pending'];
  await expectOrder(page, order);
  // The list shows it before it is kept.
  await kept;
  await page.reload();
  await expectOrder(page, order);
});

test('two tabs: the second is told what the first did, and its words are still there', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  await makeCollection(page, `Tabs ${run}`);
  await page.getByRole('link', { name: 'Name and address' }).click();
  await expect(page).toHaveURL(/details/);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel('About').fill('From the other tab');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText('Saved.')).toBeVisible();

  await page.getByLabel('About').fill('From this tab');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('It was changed in the meantime')).toBeVisible();
  await expect(page.getByText('From the other tab')).toBeVisible();
  await expect(page.getByLabel('About')).toHaveValue('From this tab');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
});

test('a form sent twice makes one collection', async ({ page, context }) => {
  await signInAs(context, 'emil');
  await page.goto('/dashboard/collections/new');
  const id = await page.locator('input[name=id]').inputValue();
  const send = () =>
    page.request.post('/dashboard/collections/new', {
      form: { id, name: `Twice ${run}`, owner: 'user' },
      headers: { origin: new URL(page.url()).origin, accept: 'text/html' },
      maxRedirects: 0,
    });
  const [one, two] = await Promise.all([send(), send()]);
  expect(one.headers().location).toMatch(/\/dashboard\/collections\/[\da-f-]{36}$/);
  expect(two.headers().location).toBe(one.headers().location);
  await page.goto('/dashboard/collections');
  await expect(page.getByRole('link', { name: `Twice ${run}` })).toHaveCount(1);
});

test('whoever else may see it is refused its dashboard, with the reason', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  await makeCollection(page, `Mine ${run}`);
  const address = page.url().split('?')[0]!;
  await context.clearCookies();
  await signInAs(context, 'ada');
  for (const part of ['', '/details', '/delete']) {
    expect((await page.goto(address + part))?.status()).toBe(403);
    await expect(page.getByText('Denied: nobody has given you this right.')).toBeVisible();
  }
});

test('the public pages of collections are accessible, light and dark', async ({ page }) => {
  for (const path of ['/collections', '/halogen-hour/collections', '/halogen-hour/c/all-shows']) {
    await page.goto(path);
    await expectAccessible(page);
  }
});

test('the dashboard of a collection is accessible, light and dark', async ({ page, context }) => {
  await signInAs(context, 'emil');
  await makeCollection(page, `Access ${run}`);
  const address = page.url().split('?')[0]!;
  await expectAccessible(page);
  for (const path of [`${address}/details`, `${address}/delete`, '/dashboard/collections']) {
    await page.goto(path);
    await expectAccessible(page);
  }
});
