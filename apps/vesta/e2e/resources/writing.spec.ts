import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { get, send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { holdScripts, scriptsRun } from '../support/scripts.ts';
import { signInAs } from '../support/sign-in.ts';

const home = '/dashboard/ada-okafor';
const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });

/** Opens the page for a new post, ready to be typed into. */
async function write(page: Page, title: string, body: string): Promise<void> {
  await page.goto(`${home}/resources/new/post`);
  await scriptsRun(page);
  await page.getByRole('textbox', { name: 'Title' }).fill(title);
  await text(page).fill(body);
}

async function saveDraft(page: Page, { scripts = true } = {}): Promise<string> {
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Saved as a draft')).toBeVisible();
  if (scripts) await scriptsRun(page);
  return new URL(page.url()).pathname;
}

test.beforeEach(async ({ context }) => signInAs(context, 'ada'));

test('a post is written with a preview, kept as a draft, published and deleted', async ({
  page,
  browser,
}) => {
  await write(page, 'Slack water', 'Between **tides**.');
  await expect(page.getByRole('region', { name: 'Preview' }).locator('strong')).toHaveText('tides');
  await saveDraft(page);

  const stranger = await browser.newPage();
  expect((await stranger.goto('/ada-okafor/slack-water'))?.status()).toBe(404);
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('link', { name: 'See it' }).click();
  await expect(page).toHaveURL(/\/ada-okafor\/slack-water$/);
  expect((await stranger.goto('/ada-okafor/slack-water'))?.status()).toBe(200);
  await expect(stranger.getByRole('heading', { name: 'Slack water', level: 1 })).toBeVisible();

  await page.goBack();
  await page.getByRole('link', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Delete it' }).click();
  await expect(page.getByText('Deleted.')).toBeVisible();
  expect((await stranger.goto('/ada-okafor/slack-water'))?.status()).toBe(404);
  await stranger.close();
});

test('a post is scheduled on the clock of its writer', async ({ browser }) => {
  const context = await browser.newContext({ timezoneId: 'Europe/Berlin' });
  await signInAs(context, 'ada');
  const page = await context.newPage();
  await write(page, 'New moon', 'Later.');
  await page.getByText('Publish later').click();
  await expect(page.getByText('Time zone: Europe/Berlin')).toBeVisible();
  await page.getByLabel('Publish at').fill('2031-07-01T12:00');
  await page.getByRole('button', { name: 'Schedule' }).click();
  await expect(page.getByText('Scheduled. It appears by itself')).toBeVisible();
  await expect(page.getByLabel('Publish at')).toHaveValue('2031-07-01T12:00');
  const id = page.url().match(/resources\/([^?]+)/)![1];
  const { publishedAt } = (await (await page.request.get(`/api/resources/${id}`)).json()) as {
    publishedAt: string;
  };
  expect(publishedAt).toBe('2031-07-01T10:00:00.000Z');
  await context.close();
});

test('two tabs: the second sees both texts and decides', async ({ page, context }) => {
  await write(page, 'Two tabs', 'At first.');
  const address = await saveDraft(page);
  const second = await context.newPage();
  await second.goto(address);
  await scriptsRun(second);

  await text(page).fill('The first tab.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();

  await text(second).fill('The second tab.');
  await second.getByRole('button', { name: 'Save draft' }).click();
  await expect(second.getByText('Changed in the meantime')).toBeVisible();
  await expect(second.getByLabel('Their text')).toHaveValue('The first tab.');
  await expect(text(second)).toHaveValue('The second tab.');

  await second.getByRole('button', { name: 'Save draft' }).click();
  await expect(second.getByText('Saved.', { exact: true })).toBeVisible();
  await page.reload();
  await expect(text(page)).toHaveValue('The second tab.');
});

test('what was typed survives a lost connection, the end of the session and a closed tab', async ({
  page,
  context,
}) => {
  await write(page, 'Kept', 'Safe.');
  const address = await saveDraft(page);
  await text(page).fill('Typed in a tunnel.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('The connection failed')).toBeVisible();
  await expect(text(page)).toHaveValue('Typed in a tunnel.');
  await context.setOffline(false);

  await context.clearCookies();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('alert')).toContainText('Your session has ended');
  await expect(text(page)).toHaveValue('Typed in a tunnel.');

  await signInAs(context, 'ada');
  await page.goto(address);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(text(page)).toHaveValue('Typed in a tunnel.');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await page.reload();
  await expect(text(page)).toHaveValue('Typed in a tunnel.');
  await expect(page.getByRole('button', { name: 'Bring it back' })).toBeHidden();
});

test('a form that is sent twice makes one post', async ({ page }) => {
  await write(page, 'Only once', 'Once.');
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Save draft' }).click();
  const request = await sent;
  await expect(page.getByText('Saved as a draft')).toBeVisible();
  await page.request.fetch(request);
  await page.goto(home);
  await expect(page.getByRole('link', { name: 'Only once', exact: true })).toHaveCount(1);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a post is previewed, linked, credited and published', async ({ page }) => {
    await page.goto(`${home}/resources/new/post`);
    await page.getByRole('textbox', { name: 'Title' }).fill('Plain');
    await text(page).fill('Some *words*.');
    await page.getByRole('button', { name: 'Show the preview' }).click();
    await expect(page.getByRole('region', { name: 'Preview' }).locator('em')).toHaveText('words');
    const address = await saveDraft(page, { scripts: false });

    await page.goto(`${address}/links`);
    await page.locator('[name="url.0"]').fill('https://youtu.be/tide');
    await page.locator('[name="url.1"]').fill('https://tide.bandcamp.com/album/low');
    await page.getByRole('button', { name: 'Move link 2 up' }).click();
    await page.getByRole('button', { name: 'Save links' }).click();
    await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
    await expect(page.locator('[name="url.0"]')).toHaveValue('https://tide.bandcamp.com/album/low');

    await page.goto(`${address}/credits`);
    await page.locator('[name="who.1"]').fill('@nobody-at-all');
    await page.getByRole('button', { name: 'Save credits' }).click();
    await expect(page.getByRole('alert')).toContainText('Nobody has the address @nobody-at-all');
    await page.locator('[name="who.1"]').fill('@bruno');
    await page.getByRole('button', { name: 'Save credits' }).click();
    await expect(page.getByText('Saved.', { exact: true })).toBeVisible();

    await page.goto(address);
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByRole('link', { name: 'See it' }).click();
    await expect(page).toHaveURL(/\/ada-okafor\/plain(-\d+)?$/);
    await expect(page.getByRole('main')).toContainText('Some words.');
  });

  test('text that is sent after the session has ended can be sent again', async ({
    page,
    context,
  }) => {
    await page.goto(`${home}/resources/new/post`);
    await page.getByRole('textbox', { name: 'Title' }).fill('Late');
    await text(page).fill('Not lost.');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByText('Not lost.')).toBeVisible();
    await expectStyled(page);
    await signInAgain(page);
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.getByText('Saved as a draft')).toBeVisible();
    await expect(text(page)).toHaveValue('Not lost.');
  });
});

test('after the session has ended the text stays, with a way to sign in, and is saved then', async ({
  page,
  context,
}) => {
  await write(page, 'Later', 'Not lost either.');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByRole('alert')).toContainText('Your session has ended');
  await expect(text(page)).toHaveValue('Not lost either.');
  await signInAgain(page);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await expect(page.getByText('Saved as a draft')).toBeVisible();
  await expect(text(page)).toHaveValue('Not lost either.');

  // Sent before the scripts had arrived, by scripts that then do.
  await page.goto(`${home}/resources/new/post`, { waitUntil: 'commit' });
  await page.getByRole('textbox', { name: 'Title' }).fill('Latest');
  await text(page).fill('Nor this.');
  await context.clearCookies();
  await page.evaluate(() =>
    HTMLFormElement.prototype.submit.call(document.querySelector('main form')),
  );
  await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeVisible();
  await expectStyled(page);
  await signInAgain(page);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Saved as a draft')).toBeVisible();
  await expect(text(page)).toHaveValue('Nor this.');
});

/** Signs in by the link on the page, which stays as it is. */
async function signInAgain(page: Page): Promise<void> {
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: /Sign in.* in a new tab/ }).click();
  const tab = await opened;
  await tab.getByRole('link', { name: /Ada Okafor/ }).click();
  await expect(tab.getByRole('heading', { name: 'You are signed in' })).toBeVisible();
  await tab.close();
}

/** That each sheet of the page was found: the page may be shown at another address than its own. */
async function expectStyled(page: Page): Promise<void> {
  const sheets = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map(
      ({ sheet, href }) => sheet?.cssRules.length || href,
    ),
  );
  expect(sheets.length).toBeGreaterThan(0);
  expect(sheets.filter((sheet) => typeof sheet === 'string')).toEqual([]);
}

test('rows of links keep the focus on what the keyboard moves, and say where it is', async ({
  page,
}) => {
  await write(page, 'In rows', 'One by one.');
  const address = await saveDraft(page);
  await page.goto(`${address}/links`);
  await scriptsRun(page);
  const said = page.locator('main [aria-live=polite]');
  await page.locator('[name="url.1"]').fill('https://youtu.be/second');
  await page.getByRole('button', { name: 'Move link 2 down' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[name="url.2"]')).toHaveValue('https://youtu.be/second');
  await expect(said).toHaveText('Link moved to 3 of 3.');
  // It is the last now: from there it only goes up.
  await expect(page.getByRole('button', { name: 'Move link 3 up' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Move link 2 up' })).toBeFocused();
  await page.getByRole('button', { name: 'Remove link 2' }).focus();
  await page.keyboard.press('Enter');
  await expect(said).toHaveText('Link 2 removed.');
  await expect(page.getByRole('button', { name: 'Remove link 2' })).toBeFocused();
  await page.getByRole('button', { name: 'Add a line' }).press('Enter');
  await expect(page.locator('[name="url.2"]')).toBeFocused();
});

test('an album with its links is put up in one form', async ({ page }) => {
  await page.goto(`${home}/resources/new/album`);
  await scriptsRun(page);
  await page.getByRole('textbox', { name: 'Title' }).fill('Neap');
  await page.getByLabel('Links').fill('https://open.spotify.com/album/1\nnonsense');
  await page.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.getByRole('alert')).toContainText('Line 2: Give a web address');
  await page.getByLabel('Links').fill('https://open.spotify.com/album/1\nhttps://youtu.be/1');
  await page.getByRole('button', { name: 'Publish now' }).click();
  await page.getByRole('link', { name: 'See it' }).click();
  await expect(page.getByRole('link', { name: /Spotify/ })).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test(`fields take what is pasted and what a phone types ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const { id: workspace, slug, dashboard } = await claim('ada', 'pasted');
    const { id } = await send('ada', 'POST', '/resources', {
      workspace: slug,
      type: 'song',
      title: 'Low Water',
      song: { audioUrl: 'https://example.com/low-water.flac' },
    });
    const context = await browser.newContext({ javaScriptEnabled });
    await signInAs(context, 'ada');
    const page = await context.newPage();
    const ready = () => (javaScriptEnabled ? scriptsRun(page) : undefined);

    // Pictures of a workspace, by address.
    await page.goto(`${dashboard}/settings`);
    await ready();
    const pictures = page.getByRole('region', { name: 'Pictures' });
    await pictures.getByLabel('Picture (optional)').fill('\u200Bbücher.example/a.png\u00A0');
    await pictures.getByRole('button', { name: 'Save' }).click();
    await expect(pictures.getByText('Saved.')).toBeVisible();
    await expect(pictures.getByLabel('Picture (optional)')).toHaveValue(
      'https://bücher.example/a.png',
    );
    const avatar = async () =>
      (await get<{ avatarUrl: string | null }>(`/workspaces/${workspace}`, 'ada')).avatarUrl;
    expect(await avatar()).toBe('https://xn--bcher-kva.example/a.png');
    if (javaScriptEnabled) {
      await expect(pictures.getByText('This picture does not load')).toBeVisible();
      await pictures.getByRole('button', { name: 'Remove Picture' }).click();
    } else {
      await pictures.getByLabel('Picture (optional)').fill('');
    }
    await pictures.getByRole('button', { name: 'Save' }).click();
    await expect(pictures.getByLabel('Picture (optional)')).toHaveValue('');
    await expect.poll(avatar).toBeNull();

    // A song; what the form does not show stays.
    await page.goto(`${dashboard}/resources/${id}`);
    await ready();
    await page.getByLabel('Duration').fill('1.75.00');
    await page.getByLabel('ISRC').fill('ISRC gb\u2010aye\u201006\u201001498');
    await page.getByLabel('Cover').fill('example.com/cover.jpg');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByRole('alert')).toContainText('Write minutes and seconds, like 3:45');
    await page.getByLabel('Duration').fill('3.45');
    await page.getByRole('button', { name: 'Save draft' }).click();
    await expect(page.getByLabel('Duration')).toHaveValue('3:45');
    await expect(page.getByLabel('ISRC')).toHaveValue('GBAYE0601498');
    expect(await get<{ song: object }>(`/resources/${id}`, 'ada')).toMatchObject({
      cover: 'https://example.com/cover.jpg',
      song: {
        durationMs: 225_000,
        isrc: 'GBAYE0601498',
        coverArtUrl: 'https://example.com/cover.jpg',
        audioUrl: 'https://example.com/low-water.flac',
      },
    });
    await context.close();
  });
}

test('a status is posted as oneself', async ({ page }) => {
  await page.goto('/dashboard/statuses');
  await scriptsRun(page);
  await page.getByRole('textbox', { name: 'What is going on?' }).fill('Rehearsing until late.');
  await page.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.getByText('Published.')).toBeVisible();
  await page.goto('/user/ada');
  await expect(page.getByText('Rehearsing until late.')).toBeVisible();
});

test('what is typed before the scripts arrive stays, and outlives a closed tab', async ({
  page,
}) => {
  const letThrough = await holdScripts(page);
  const fresh = `${home}/resources/new/post`;
  await page.goto(fresh, { waitUntil: 'commit' });
  await page.getByRole('textbox', { name: 'Title' }).fill('Faster than the net');
  await text(page).fill('Typed at once.');
  letThrough();
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Typed at once.');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Faster than the net');
  await expect
    .poll(() => page.evaluate(() => JSON.stringify({ ...localStorage })))
    .toContain('Typed at once.');

  // Closed before there was time to keep it.
  await text(page).fill('Typed at once, and gone at once.');
  await page.goto('about:blank');
  await page.goto(fresh);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  await expect(text(page)).toHaveValue('Typed at once, and gone at once.');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Faster than the net');
});

test('a search that is typed before the scripts arrive stays', async ({ page }) => {
  const letThrough = await holdScripts(page);
  await page.goto('/search', { waitUntil: 'commit' });
  const field = page.locator('main').getByRole('searchbox');
  await field.fill('night');
  letThrough();
  await scriptsRun(page);
  await expect(field).toHaveValue('night');
});
