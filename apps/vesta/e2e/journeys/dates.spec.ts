/** Days are the same for every reader, moments are on their own clock, and stay what they were. */
import { expect, test, type Browser, type BrowserContext } from '@playwright/test';
import { get, send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { scriptsRun } from '../support/scripts.ts';
import { signInAs } from '../support/sign-in.ts';
import { rememberZone } from '../support/zone.ts';

test.describe.configure({ mode: 'parallel' });

/** A reader in a zone; without scripts the cookie of an earlier visit says which. */
async function readerIn(browser: Browser, zone: string, scripts: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: zone,
    javaScriptEnabled: scripts,
  });
  if (!scripts) await rememberZone(context, zone);
  return context;
}

const zones = ['America/Los_Angeles', 'Pacific/Kiritimati'];

for (const zone of zones) {
  for (const scripts of [true, false]) {
    test(`a release has one date in ${zone} ${scripts ? 'with' : 'without'} scripts`, async ({
      browser,
    }) => {
      const { slug } = await claim('ada', 'dates');
      const make = (title: string, releaseDate: string) =>
        send('ada', 'POST', '/resources', {
          workspace: slug,
          type: 'album',
          title,
          album: { releaseDate },
          publishedAt: '2026-01-01T00:30:00Z',
        });
      const old = await make('Reissue', '1958-06-01');
      await make('Lately', '2025-12-24');
      const announced = await make('Soon', '2099-03-01');
      const context = await readerIn(browser, zone, scripts);
      const page = await context.newPage();
      const shown = async (path: string) => {
        await page.goto(path);
        if (scripts) await scriptsRun(page);
        return page
          .getByRole('main')
          .locator('time:visible')
          .evaluateAll((all) => all.map((one) => [one.getAttribute('datetime'), one.textContent]));
      };
      expect(await shown(`/${slug}`)).toEqual([
        ['2099-03-01', 'Out March 1, 2099'],
        ['2025-12-24', 'December 24, 2025'],
        ['1958-06-01', 'June 1, 1958'],
      ]);
      expect(await shown(old.path)).toEqual([['1958-06-01', 'June 1, 1958']]);
      expect(await shown(announced.path)).toEqual([['2099-03-01', 'Out March 1, 2099']]);
      expect(await page.content()).toContain('"datePublished":"2099-03-01"');
      expect(await get(`/resources/${announced.id}`)).toMatchObject({
        releaseDate: '2099-03-01',
        album: { releaseDate: '2099-03-01' },
      });
      await context.close();
    });
  }
}

for (const scripts of [true, false]) {
  test(`what is scheduled keeps its moment through other changes, ${scripts ? 'with' : 'without'} scripts`, async ({
    browser,
  }) => {
    const { slug, dashboard } = await claim('ada', 'moment');
    // 02:30 in the night in which the clock shows it twice: the second.
    const publishedAt = '2031-10-26T01:30:12.345Z';
    const { id, path } = await send('ada', 'POST', '/resources', {
      workspace: slug,
      type: 'album',
      title: 'Twice',
      album: { releaseDate: '1969-12-31' },
      publishedAt,
    });
    const context = await readerIn(browser, 'Europe/Berlin', scripts);
    await signInAs(context, 'ada');
    const page = await context.newPage();
    await page.goto(`${dashboard}/resources/${id}`);
    if (scripts) await scriptsRun(page);
    await expect(page.getByText('Time zone: Europe/Berlin')).toBeVisible();
    await expect(page.getByLabel('Publish at')).toHaveValue('2031-10-26T02:30');
    await expect(page.getByLabel('Release date')).toHaveValue('1969-12-31');
    await page.getByRole('textbox', { name: 'Title' }).fill('Twice over');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Scheduled. It appears by itself')).toBeVisible();
    expect(await get(`/resources/${id}`, 'ada')).toMatchObject({
      title: 'Twice over',
      publishedAt,
      releaseDate: '1969-12-31',
    });
    await page.goto(path);
    await expect(page.getByRole('main').getByText(/Oct 26, 2031, 2:30\sAM GMT\+1/)).toBeVisible();
    // The log says the moment on the same clock.
    await page.goto(`${dashboard}/log`);
    await expect(page.getByText(/to be published at Oct 26, 2031, 2:30\sAM GMT\+1/)).toBeVisible();
    await context.close();
  });
}

// At any hour one of these is on another day than UTC.
for (const zone of ['Etc/GMT+12', 'Pacific/Kiritimati']) {
  test(`the log is asked for by the days of the reader, in ${zone}`, async ({ browser }) => {
    const { dashboard } = await claim('ada', 'days');
    const context = await readerIn(browser, zone, false);
    await signInAs(context, 'ada');
    const page = await context.newPage();
    const day = (later: number) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now() + later * 86_400_000);
    const made = page.getByRole('listitem').getByText('claimed the workspace');
    const ask = async (from: string, to: string) => {
      await page.goto(`${dashboard}/log?from=${from}&to=${to}`);
      await expect(page.getByText(`Days begin and end at midnight in ${zone}`)).toBeVisible();
    };
    await ask(day(0), day(0));
    await expect(made).toBeVisible();
    await ask(day(1), day(2));
    await expect(made).toHaveCount(0);
    await ask(day(-2), day(-1));
    await expect(made).toHaveCount(0);
    await context.close();
  });
}
