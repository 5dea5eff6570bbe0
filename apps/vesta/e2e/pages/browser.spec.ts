/**
 * Every page in a browser with scripts, which come late: nothing that was chosen before is lost.
 * Accessible, quiet, small, and within a narrow screen.
 */
import { expect, test } from '@playwright/test';
import { pageRequests } from '../access/routes.ts';
import { expectNoViolations, showIn } from '../support/accessible.ts';
import { holdScripts, scriptsRun } from '../support/scripts.ts';
import { signInAs } from '../support/sign-in.ts';
import { rememberZone } from '../support/zone.ts';
import { chooseEverywhere, choicesNow } from './choices.ts';
import { ownPages, publicPages } from './table.ts';
import { titleOf, visit } from './visit.ts';
import { watch } from './watch.ts';

test.describe.configure({ mode: 'parallel' });

/** JavaScript that a public page may ship, compressed. */
const scriptBudget = 60_000;

/** These answer with a redirect whenever somebody visits them, or with a file. */
const noPages = [
  '/collections/[id]',
  '/@[handle]/[...rest]',
  '/[workspace]/feed.xml',
  '/[workspace]/feed.json',
  '/auth/again',
  '/me',
  '/[lead=lead]',
  '/[x+2e]well-known/security.txt',
  '/robots.txt',
  '/dashboard/new/address',
  '/sitemap.xml',
  '/sitemap/[part].xml',
  '/settings/export/download',
  '/dashboard/[workspace]/log/download',
  '/dashboard/organizations/[organization]/log/download',
];

test('every page of the app is in the table', () => {
  const known = new Set([...publicPages, ...ownPages].map(({ route }) => route));
  const routes = pageRequests()
    .filter((request) => request.startsWith('GET '))
    .map((request) => request.slice(4))
    .filter((route) => !noPages.includes(route));
  expect([...known].sort()).toEqual(routes);
});

for (const one of [...publicPages, ...ownPages]) {
  const isPublic = publicPages.includes(one);
  test(`${titleOf(one)} keeps early choices, is accessible${isPublic ? ' in light and dark' : ''}, asks nobody else, and fits a phone`, async ({
    page,
    context,
  }) => {
    if (one.as) await signInAs(context, one.as);
    // On a first visit the scripts set the moments to the reader's own clock.
    await rememberZone(context, 'UTC');
    const seen = await watch(page);
    await showIn(page, 'light');
    const letThrough = await holdScripts(page);
    await visit(page, one, 'domcontentloaded');
    const chosen = await chooseEverywhere(page);
    letThrough();
    await scriptsRun(page);
    expect(await choicesNow(page), 'what was chosen before the scripts arrived').toEqual(chosen);
    expect(await seen.rewritten(), 'what the scripts wrote otherwise than the server').toEqual([]);

    // A property test proves the contrast of every theme; here it is seen where everybody looks.
    if (isPublic) await expectNoViolations(page, 'light, on a dashboard');
    await page.setViewportSize({ width: 390, height: 844 });
    await showIn(page, 'dark');
    await expectNoViolations(page, 'dark, on a phone');

    await page.setViewportSize({ width: 360, height: 740 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'no sideways scrolling at 360 px').toBeLessThanOrEqual(360);

    // At the end, when whatever the scripts ask for has been asked.
    expect(seen.strangers, 'requests to other sites').toEqual([]);
    expect(seen.problems, 'complaints in the console').toEqual([]);
    if (isPublic) {
      expect(await seen.scriptBytes(), 'bytes of JavaScript').toBeLessThanOrEqual(scriptBudget);
    }
  });
}
