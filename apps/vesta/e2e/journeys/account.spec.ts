/** One's own account: another handle, and everything to take along. */
import { expect, test, type Page } from '@playwright/test';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { send } from '../support/api.ts';
import { claim } from '../support/place.ts';
import { baseUrl, cookieOf, signInAs, signInByMail } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';
import { callWorkos } from '../support/workos.ts';

const rename = async (page: Page, handle: string) => {
  await page.goto('/settings');
  await page.getByRole('textbox', { name: 'Handle' }).fill(handle);
  await page.getByRole('button', { name: 'Change it' }).click();
};

test('a new handle is one’s address, the old one leads to it, and another’s is refused', async ({
  page,
  context,
}) => {
  await signInAs(context, 'bruno');
  await page.goto('/settings');
  const before = await page.getByRole('textbox', { name: 'Handle' }).inputValue();
  const handle = unique('bruno');
  await rename(page, handle);
  await expect(page.getByText(`You are @${handle} now.`)).toBeVisible();
  await page.goto(`/user/${before}`);
  await expect(page).toHaveURL(new RegExp(`/user/${handle}$`));

  await rename(page, 'ada');
  await expect(page.getByRole('alert')).toContainText('Somebody has or had this handle');
  await expect(page.getByRole('textbox', { name: 'Handle' })).toHaveValue('ada');

  // The one before is still theirs to go back to.
  await rename(page, before);
  await expect(page.getByText(`You are @${before} now.`)).toBeVisible();
});

test('the export is a zip file with drafts and texts as they were written', async () => {
  const place = await claim('emil', 'export');
  const title = unique('Not out yet');
  const post = await send<{ slug: string }>('emil', 'POST', '/resources', {
    workspace: place.slug,
    type: 'post',
    title,
    post: { body: 'Mine *alone*.' },
  });
  const response = await fetch(`${baseUrl()}/settings/export/download`, {
    headers: { cookie: await cookieOf('emil') },
  });
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="vesta-emil-/);
  const files = await unzip(Buffer.from(await response.arrayBuffer()));
  expect(JSON.parse(files.get('account.json')!)).toMatchObject({ handle: 'emil' });
  expect(files.get(`posts/${place.slug}/${post.slug}.md`)).toContain('Mine *alone*.');
  expect(files.get('workspaces.json')).toContain(place.slug);
  expect([...files.keys()]).toContain('README.md');
});

test('a deleted account is gone here and at WorkOS, and every browser of it is signed out', async () => {
  const email = `${unique('leaving')}@example.com`;
  const person = (await (
    await callWorkos('POST', '/users', { email, first_name: 'Leaving', last_name: 'Soon' })
  ).json()) as { id: string };

  const cookie = await signInByMail(email);
  const asThem = (path: string, init: RequestInit = {}) =>
    fetch(`${baseUrl()}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { cookie, origin: baseUrl(), accept: 'text/html' },
    });
  const { handle } = (await (await asThem('/api/me')).json()) as { handle: string };
  const send = (typed: string) =>
    asThem('/settings/delete', { method: 'POST', body: new URLSearchParams({ handle: typed }) });
  expect((await send('somebody')).status).toBe(400);
  expect((await fetch(`${baseUrl()}/user/${handle}`)).status).toBe(200);

  const done = await send(handle);
  expect([done.status, done.headers.get('location')]).toEqual([303, '/auth/gone']);
  const ended = done.headers.getSetCookie().find((line) => line.startsWith('vesta_session='));
  expect(ended).toMatch(/max-age=0/i);
  expect((await callWorkos('GET', `/users/${person.id}`)).status).toBe(404);
  expect((await fetch(`${baseUrl()}/user/${handle}`)).status).toBe(404);
  // Another browser still has the cookie, and WorkOS has signed it for a few more minutes.
  expect((await asThem('/api/me')).status).toBe(401);
  const home = await asThem('/settings');
  expect([home.status, home.headers.get('location')]).toEqual([
    303,
    '/auth/login?returnTo=%2Fsettings',
  ]);
});

/** The files of a zip by name, each checked against its checksum. */
async function unzip(buffer: Buffer): Promise<Map<string, string>> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(buffer, { lazyEntries: true }, (error, file) =>
      error ? reject(error) : resolve(file),
    ),
  );
  const files = new Map<string, string>();
  return new Promise((resolve, reject) => {
    zip.on('error', reject).on('end', () => resolve(files));
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        void stream.toArray().then((parts) => {
          files.set(entry.fileName, Buffer.concat(parts as Buffer[]).toString('utf8'));
          zip.readEntry();
        }, reject);
      });
    });
    zip.readEntry();
  });
}
