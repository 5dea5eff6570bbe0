/** What forms do when they are sent twice, too late, or by the wrong site. */
import { expect, test } from '@playwright/test';
import { get } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { holdScripts, scriptsRun } from '../support/scripts.ts';
import { baseUrl, cookieOf, signInAs, type Account } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

/** The hidden fields of the page's last form, as a browser would send them. */
async function hiddenFields(path: string, as: Account): Promise<Record<string, string>> {
  const response = await fetch(baseUrl() + path, { headers: { cookie: await cookieOf(as) } });
  const html = await response.text();
  const inputs = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value]));
}

const submit = async (path: string, as: Account, fields: Record<string, string>, origin?: string) =>
  fetch(baseUrl() + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: await cookieOf(as), origin: origin ?? baseUrl(), accept: 'text/html' },
    body: new URLSearchParams(fields),
  });

test('forms that are sent four times at once make one workspace, one post and one collection', async () => {
  const slug = unique('at-once');
  const workspace = { ...(await hiddenFields('/dashboard/new', 'emil')), name: slug, slug };
  const claims = await four(() => submit('/dashboard/new', 'emil', workspace));
  expect(claims.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  expect(await get(`/workspaces?access=write&q=${slug}`, 'emil')).toHaveLength(1);

  const page = `/dashboard/${slug}/resources/new/post`;
  const post = {
    ...(await hiddenFields(page, 'emil')),
    title: 'Once',
    'post.body': 'Only once.',
  };
  const posts = await four(() => submit(`${page}?/publish`, 'emil', post));
  expect(posts.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  expect(await get(`/resources?workspace=${slug}&state=all`, 'emil')).toHaveLength(1);

  const collection = {
    ...(await hiddenFields('/dashboard/collections/new', 'emil')),
    name: unique('once'),
    status: 'LISTED',
    owner: slug,
  };
  const made = await four(() => submit('/dashboard/collections/new', 'emil', collection));
  expect(made.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  expect(await get(`/collections?q=${collection.name}`, 'emil')).toHaveLength(1);
});

test('a thing gets the id that its form was given, and none that somebody chose', async () => {
  const idOf = async (id: string, as: Account = 'emil') => {
    const fields = { id, name: unique('minted'), owner: 'user', status: 'UNLISTED' };
    const { status, headers } = await submit('/dashboard/collections/new', as, fields);
    expect(status).toBe(303);
    return headers.get('location')!.split('/').at(-1)!;
  };
  const given = async (path: string) => (await hiddenFields(path, 'emil')).id!;
  const own = await given('/dashboard/collections/new');
  const made = await idOf(own);
  expect(await idOf(own)).toBe(made);

  const highest = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
  const moment = (id: string) => Number.parseInt(id.slice(0, 13).replace('-', ''), 16);
  for (const id of [highest, highest.slice(1), '', made, `${own.slice(0, -2)}AA`]) {
    const other = await idOf(id);
    expect([made, id]).not.toContain(other);
    expect(Math.abs(moment(other) - Date.now())).toBeLessThan(600_000);
  }
  // Of another person, and of another kind: a second one of this id would be the same.
  expect(await idOf(own, 'dev')).not.toBe(made);
  const workspace = await given('/dashboard/new');
  expect(await idOf(workspace)).not.toBe(await idOf(workspace));
});

test('a button that is pressed twice makes one thing', async ({ page, context }) => {
  await signInAs(context, 'emil');
  const place = await claim('emil', 'twice');
  await page.goto(`${place.dashboard}/resources/new/post`);
  await scriptsRun(page);
  await page.getByLabel('Title').fill('Pressed twice');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Once is enough.');
  await page.getByRole('button', { name: 'Publish now' }).dblclick();
  await expect(page.getByText('Published.')).toBeVisible();
  expect(await get(`/resources?workspace=${place.slug}&state=all`, 'emil')).toHaveLength(1);
});

test('a form of another site changes nothing', async () => {
  const place = await claim('emil', 'forged');
  const answer = await submit(
    `${place.dashboard}/delete`,
    'emil',
    { slug: place.slug },
    'https://evil.example',
  );
  expect(answer.status).toBe(403);
  expect((await fetch(`${baseUrl()}/${place.slug}`)).status).toBe(200);
});

test('a form that is larger than anything anybody writes is refused, not swallowed', async () => {
  const place = await claim('emil', 'large');
  const page = `${place.dashboard}/resources/new/post`;
  const fields = { ...(await hiddenFields(page, 'emil')), title: 'Large' };
  // The server may also hang up while the form is still being sent.
  const status = await submit(`${page}?/draft`, 'emil', {
    ...fields,
    'post.body': 'x'.repeat(2_000_000),
  }).then(
    (answer) => answer.status,
    () => 413,
  );
  expect([400, 413]).toContain(status);
  expect(await get(`/resources?workspace=${place.slug}&state=all`, 'emil')).toEqual([]);
});

test('an address is shown while its name is typed, and where it is taken a free one is a tap away', async ({
  browser,
  page,
  context,
}) => {
  const place = await claim('emil', 'typed');
  await signInAs(context, 'emil');
  await page.goto('/dashboard/new');
  await scriptsRun(page);
  const address = page.getByRole('textbox', { name: 'Address' });
  await page.getByRole('textbox', { name: 'Name' }).fill(place.slug.replaceAll('-', ' '));
  await expect(page.getByText(`/${place.slug}-2`)).toBeVisible();
  await address.fill(place.slug);
  await expect(page.getByText('This address is taken')).toBeVisible();
  await page.getByRole('button', { name: `Use ${place.slug}-2` }).click();
  await expect(address).toHaveValue(`${place.slug}-2`);
  await expect(page.getByText('This address is taken')).toBeHidden();

  const plain = await browser.newContext({ javaScriptEnabled: false });
  await signInAs(plain, 'emil');
  const form = await plain.newPage();
  await form.goto('/dashboard/new');
  await form.getByRole('textbox', { name: 'Name' }).fill('Typed without scripts');
  await form.getByRole('textbox', { name: 'Address' }).fill(place.slug);
  await form.getByRole('button', { name: 'Claim it' }).click();
  await expect(form.getByRole('alert')).toContainText('This address is taken');
  await form.getByRole('checkbox', { name: `Use ${place.slug}-2 instead` }).check();
  await form.getByRole('button', { name: 'Claim it' }).click();
  await expect(form).toHaveURL(new RegExp(`/dashboard/${place.slug}-2(\\?|$)`));
  await plain.close();
});

test('deleting a workspace says what goes, asks for its name, and takes all of it', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  const place = await claim('emil', 'leaving');
  await page.goto(`${place.dashboard}/settings`);
  await page.getByRole('link', { name: /^Delete / }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Delete /);
  await expect(page.getByText('nobody can take it again')).toBeVisible();
  await expect(page.getByText('posts and releases')).toBeHidden();
  await scriptsRun(page);
  await page.getByRole('textbox').last().fill('something else');
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page.getByRole('alert')).toContainText(`Type ${place.slug} to confirm`);
  await page.getByRole('textbox').last().fill(place.slug);
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page).toHaveURL(/\/dashboard(\?.*)?$/);
  await expect(page.getByText('The workspace is deleted.')).toBeVisible();
  expect((await fetch(`${baseUrl()}/${place.slug}`)).status).toBe(404);
});

const four = (once: () => Promise<Response>) => Promise.all([once(), once(), once(), once()]);

test('what is typed while a form is under way stays', async ({ page, context }) => {
  await signInAs(context, 'emil');
  const { dashboard } = await claim('emil', 'meanwhile');
  await page.goto(`${dashboard}/settings`);
  await scriptsRun(page);
  const accent = page.getByRole('textbox', { name: /^Accent/ });
  const save = page.getByRole('region', { name: 'Look' }).getByRole('button', { name: 'Save' });
  let answer = () => {};
  const waits = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\?\/look$/, async (route) => {
    const response = await route.fetch();
    await waits;
    await route.fulfill({ response });
  });
  await accent.fill('12AB34');
  await save.click();
  await expect(save).toHaveAttribute('aria-busy', 'true');
  await accent.fill('#443322');
  answer();
  await expect(save).not.toHaveAttribute('aria-busy');
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(accent).toHaveValue('#443322');
});

test('a colour that is picked before or after the scripts arrive is saved, and left again', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  const place = await claim('emil', 'colours');
  const themeOf = async () =>
    (await get<{ theme: object | null }>(`/workspaces/${place.slug}`)).theme ?? {};
  const look = page.getByRole('region', { name: 'Look' });
  const accent = look.getByRole('textbox', { name: /^Accent/ });
  const save = () => look.getByRole('button', { name: 'Save' }).click();

  const letThrough = await holdScripts(page);
  await page.goto(`${place.dashboard}/settings`, { waitUntil: 'domcontentloaded' });
  await expect(accent).toHaveValue('');
  await accent.fill('12AB34');
  await look.getByRole('combobox', { name: 'Corners' }).selectOption('round');
  letThrough();
  await scriptsRun(page);
  await save();
  await expect.poll(themeOf).toEqual({ accent: '#12ab34', corners: 'round' });

  await look.locator('input[type=color]').last().fill('#443322');
  await save();
  await expect
    .poll(themeOf)
    .toEqual({ accent: '#12ab34', background: '#443322', corners: 'round' });

  await look.getByRole('button', { name: 'Use vesta’s for Accent' }).click();
  await save();
  await expect.poll(themeOf).toEqual({ background: '#443322', corners: 'round' });

  await accent.fill('reddish');
  await save();
  await expect(look.getByRole('alert')).toContainText('Give a colour like #1a2b3c');
  await expect(accent).toHaveValue('reddish');
});
