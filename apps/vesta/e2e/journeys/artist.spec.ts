/** The artist: one person, ten minutes, from nothing to three links to share. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { scriptsRun } from '../support/scripts.ts';
import { baseUrl } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';

for (const scripts of [true, false]) {
  test.describe(scripts ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripts });

    test('a newcomer signs in, claims a name, writes, publishes, collects, and shares three pages', async ({
      page,
      browser,
    }) => {
      const slug = unique('nika');
      const ready = () => (scripts ? scriptsRun(page) : undefined);

      await test.step('sign in as somebody who was never here', async () => {
        await page.goto('/');
        await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click();
        await page.getByRole('link', { name: 'Nika Petrov' }).click();
        await expect(page).toHaveURL(baseUrl() + '/');
        await page.goto('/dashboard');
      });

      await test.step('claim a workspace', async () => {
        await page.getByRole('main').getByRole('link', { name: 'Claim a workspace' }).click();
        await expect(page.getByRole('heading', { name: 'Claim a workspace' })).toBeVisible();
        await ready();
        await page.getByLabel('Name').fill('Nika & the Night');
        await page.getByLabel('Address').fill(slug);
        await page.getByRole('button', { name: 'Claim it' }).click();
        await expect(page).toHaveURL(new RegExp(`/dashboard/${slug}`));
      });

      const post = await test.step('write a post, look at it, and keep it as a draft', async () => {
        await page.getByRole('link', { name: 'Write a post' }).first().click();
        await expect(page.getByRole('heading', { name: 'Write a post' })).toBeVisible();
        await ready();
        await page.getByLabel('Title').fill('Night one');
        await text(page).fill('We played until **the trams** came back.');
        if (!scripts) await page.getByRole('button', { name: 'Show the preview' }).click();
        await expect(page.getByRole('region', { name: 'Preview' }).locator('strong')).toHaveText(
          'the trams',
        );
        await page.getByRole('button', { name: 'Save draft' }).click();
        await expect(page.getByText('Saved as a draft')).toBeVisible();
        expect(await guestSees(browser, `/${slug}/night-one`)).toBe(404);
        return `/${slug}/night-one`;
      });

      await test.step('publish it', async () => {
        await ready();
        await page.getByRole('button', { name: 'Publish now' }).click();
        await expect(page.getByText('Published.')).toBeVisible();
        await page.getByRole('link', { name: 'See it' }).click();
        await expect(page.getByRole('heading', { name: 'Night one', level: 1 })).toBeVisible();
        await page.goto(`/${slug}`);
        await expect(page.getByRole('link', { name: 'Night one' }).first()).toBeVisible();
      });

      const collection =
        await test.step('put it into a collection, with a word about it', async () => {
          await page.goto(`/dashboard/collections/new?owner=${slug}`);
          await ready();
          await page.getByLabel('Name').fill('Nights');
          await page.getByRole('button', { name: 'Make it' }).click();
          await expect(page.getByRole('heading', { name: 'Nights', level: 1 })).toBeVisible();
          for (const thing of [post, '/ada-okafor/tidemark']) {
            await ready();
            await page.getByLabel('Words of its name').fill(baseUrl() + thing);
            await page.getByRole('button', { name: 'Find' }).click();
            await page.getByRole('button', { name: `Add ${name(thing)}` }).click();
            await expect(
              page.getByRole('button', { name: `Move ${name(thing)} up` }),
            ).toBeVisible();
          }
          await page.getByRole('button', { name: 'Move Tidemark up' }).click();
          await expect(page.getByRole('button', { name: 'Move Tidemark up' })).toBeDisabled();
          const row = page.getByRole('listitem').filter({ hasText: 'Night one' });
          await row.getByText('Say something about it').click();
          await row.getByLabel('Your note on Night one').fill('The trams are real.');
          await row.getByRole('button', { name: 'Save the note' }).click();
          await expect(row.getByText('The trams are real.').first()).toBeVisible();
          return `/${slug}/c/nights`;
        });

      await test.step('share the three pages with somebody who has no account', async () => {
        for (const path of [`/${slug}`, post, collection]) {
          expect(await guestSees(browser, path), path).toBe(200);
        }
      });

      await test.step('take another name: whoever has the old one still arrives', async () => {
        await page.goto(`/dashboard/${slug}/settings`);
        await ready();
        await page.getByRole('textbox', { name: 'Address' }).fill(`${slug}-and-co`);
        await page.getByRole('button', { name: 'Save' }).first().click();
        await expect(page.getByText('Saved.')).toBeVisible();
        for (const path of ['', '/night-one', '/c/nights']) {
          const answer = await fetch(`${baseUrl()}/${slug}${path}`, { redirect: 'manual' });
          expect(answer.status).toBe(301);
          expect(new URL(answer.headers.get('location')!, baseUrl()).pathname).toBe(
            `/${slug}-and-co${path}`,
          );
        }
      });
    });
  });
}

const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });
const name = (path: string) => (path.endsWith('tidemark') ? 'Tidemark' : 'Night one');

async function guestSees(browser: Browser, path: string): Promise<number> {
  const context = await browser.newContext({ baseURL: baseUrl() });
  const page = await context.newPage();
  const answer = await page.goto(path);
  await context.close();
  return answer!.status();
}
