/** Whom somebody acts as in public: chosen once, seen everywhere, held to. */
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { get, send } from '../support/api.ts';
import { claim, type Place } from '../support/place.ts';
import { baseUrl, cookieOf, signInAs } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

const nameOf = ({ slug }: Place) => `Place ${slug}`;
const choose = async (page: Page, name: string) => {
  await page.goto('/dashboard/act-as?returnTo=/dashboard/statuses');
  await page.getByRole('listitem').filter({ hasText: name }).getByRole('button').click();
  await expect(page).toHaveURL(/\/dashboard\/statuses$/);
};
const post = async (page: Page, text: string) => {
  await page.getByLabel('What is going on?').fill(text);
  await page.getByRole('button', { name: /^(Post|Publish) now$/ }).click();
};
const titled = async (workspace: string) =>
  (await get<{ excerpt: string | null }[]>(`/resources?workspace=${workspace}`)).map(
    ({ excerpt }) => excerpt,
  );

for (const javaScriptEnabled of [true, false]) {
  test(`a status goes out under the chosen name ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'emil');
    const place = await claim('emil', 'acting');
    const page = await context.newPage();
    await page.goto('/dashboard/statuses');
    await expect(page.getByText('Posting as Emil Santos')).toBeVisible();

    await page.goto(`/dashboard/act-as?q=${encodeURIComponent(nameOf(place))}`);
    await page
      .getByRole('listitem')
      .filter({ hasText: nameOf(place) })
      .getByRole('button')
      .click();
    await page.goto('/dashboard/statuses');
    await expect(page.getByText(`Posting as ${nameOf(place)}`)).toBeVisible();
    const text = unique('under our name');
    await post(page, text);
    await expect(page).toHaveURL(new RegExp(`/dashboard/${place.slug}/resources/`));
    expect(await titled(place.slug)).toContain(text);

    // It is for this browser, and until somebody else is chosen.
    await choose(page, 'Yourself');
    await expect(page.getByText('Posting as Emil Santos')).toBeVisible();
    await context.close();
  });
}

test('what was written as one is not sent as another, when a second tab has switched', async ({
  page,
  context,
}) => {
  await signInAs(context, 'emil');
  const place = await claim('emil', 'switching');
  await choose(page, nameOf(place));
  const other = await context.newPage();
  await choose(other, 'Yourself');
  const text = unique('as whom');
  await post(page, text);
  await expect(page.getByRole('alert')).toContainText('You now act as yourself');
  await expect(page.getByLabel('What is going on?')).toHaveValue(text);
  expect(await titled(place.slug)).not.toContain(text);
  await expect(page.getByText('Posting as Emil Santos')).toBeVisible();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.getByRole('main').getByText(text).first()).toBeVisible();
  expect(await titled(place.slug)).not.toContain(text);
});

test('who loses the right acts as themself again, is told so, and sends nothing by mistake', async ({
  page,
  context,
}) => {
  await signInAs(context, 'ada');
  const place = await claim('ada', 'lost');
  await choose(page, nameOf(place));
  await send('ada', 'DELETE', `/workspaces/${place.slug}`);
  const text = unique('too late');
  await post(page, text);
  await expect(page.getByRole('alert')).toContainText('You now act as yourself');
  // The page follows: what was written can go out under the name that it now shows.
  await expect(page.getByText('You act as yourself again')).toBeVisible();
  await expect(page.getByText('Posting as Ada Okafor')).toBeVisible();
  await expect(page.getByRole('banner')).not.toContainText(nameOf(place));
  await expect(page.getByLabel('What is going on?')).toHaveValue(text);
  await page.goto('/dashboard/statuses');
  await expect(page.getByText(text)).toHaveCount(0);
  await post(page, text);
  await expect(page.getByRole('main').getByText(text).first()).toBeVisible();
  await expect(page.getByText('You act as yourself again')).toHaveCount(0);
});

test('who loses the right hears of it on the next page, by whichever way they come there', async ({
  page,
  context,
}) => {
  await signInAs(context, 'ada');
  const place = await claim('ada', 'gone');
  await choose(page, nameOf(place));
  await page.goto('/dashboard');
  await expect(page.getByRole('banner')).toContainText(nameOf(place));
  await send('ada', 'DELETE', `/workspaces/${place.slug}`);
  await page.getByRole('navigation').getByRole('link', { name: 'Statuses' }).first().click();
  await expect(page).toHaveURL(/statuses/);
  await expect(page.getByText('You act as yourself again')).toBeVisible();
  await expect(page.getByText('Posting as Ada Okafor')).toBeVisible();
  await expect(page.getByRole('banner')).not.toContainText(nameOf(place));
});

test('a cookie that names somebody else’s workspace gives nothing', async ({ page, context }) => {
  await signInAs(context, 'emil');
  const { id } = await get<{ id: string }>('/workspaces/saltlight-sessions', 'ada');
  await context.addCookies([{ name: 'vesta_actor', value: id, url: baseUrl() }]);
  await page.goto('/dashboard/statuses');
  await expect(page.getByText('You act as yourself again')).toBeVisible();
  await expect(page.getByText('Posting as Emil Santos')).toBeVisible();
  await page.reload();
  await expect(page.getByText('You act as yourself again')).toHaveCount(0);
});

for (const javaScriptEnabled of [true, false]) {
  test(`the menu switches in place ${javaScriptEnabled ? 'with' : 'without'} scripts, and a phone shows the name`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      javaScriptEnabled,
      viewport: { width: 320, height: 640 },
    });
    await signInAs(context, 'emil');
    // The newest is among the few that the menu has.
    const place = await claim('emil', 'menu');
    const page = await context.newPage();
    const here = '/explore?type=post';
    const menu = page.getByRole('banner').locator('details');
    await page.goto(here);
    await menu.locator('summary').click();
    if (javaScriptEnabled) {
      const mine = menu.getByRole('button', { name: nameOf(place) });
      await expect(mine).toBeVisible();
      await expect(menu.getByRole('button', { name: 'Yourself' })).toHaveAttribute('aria-current');
      await expectAccessible(page);
      await mine.click();
    } else {
      // All of them are behind the link.
      await menu.getByRole('link', { name: 'All' }).click();
      await page
        .getByRole('listitem')
        .filter({ hasText: nameOf(place) })
        .getByRole('button')
        .click();
    }
    await expect(page).toHaveURL(baseUrl() + here);
    await expect(menu.locator('summary')).toContainText(`as ${nameOf(place)}`);
    await expect(menu.getByText(`as ${nameOf(place)}`).first()).toBeVisible();
    const { scroll, client } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
    }));
    expect(scroll).toBe(client);

    await menu.locator('summary').click();
    await expect(menu.getByRole('button', { name: nameOf(place) })).toHaveAttribute('aria-current');
    await menu.getByRole('button', { name: 'Yourself' }).click();
    await expect(page).toHaveURL(baseUrl() + here);
    await expect(menu.locator('summary')).not.toContainText('as ');
    await context.close();
  });
}

test('a form that names a workspace by its address is remembered by what it is', async () => {
  const place = await claim('emil', 'by-address');
  const answer = await fetch(`${baseUrl()}/dashboard/act-as`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: await cookieOf('emil'), origin: baseUrl(), accept: 'text/html' },
    body: new URLSearchParams({ workspace: place.slug }),
  });
  expect(answer.status).toBe(303);
  expect(answer.headers.getSetCookie().join()).toContain(`vesta_actor=${place.id}`);
});

test('a search for a name that none of one’s workspaces has says so', async ({ page, context }) => {
  await signInAs(context, 'emil');
  await page.goto('/dashboard/act-as?q=xylophonists');
  await expect(page.getByText(/None of the workspaces .*xylophonists/)).toBeVisible();
});

test('an editor says whose name is on it, whoever one acts as', async ({ page, context }) => {
  await signInAs(context, 'emil');
  const [place, other] = [await claim('emil', 'dashboard'), await claim('emil', 'other')];
  await choose(page, nameOf(other));
  const line = `This appears as ${nameOf(place)}, though you act as ${nameOf(other)}`;
  await page.goto(`${place.dashboard}/resources/new/post`);
  await expect(page.getByText(line)).toBeVisible();
  await page.getByLabel('Title').fill('Under which name');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page).toHaveURL(/saved=draft/);
  await expect(page.getByText(line)).toBeVisible();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.getByText('Published', { exact: true }).first()).toBeVisible();
});
