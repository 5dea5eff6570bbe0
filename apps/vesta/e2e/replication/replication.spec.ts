/**
 * The production worker with a replica that does not move unless told to: whoever changes something
 * reads it next, by every way of changing things, while guests are answered by the replica.
 */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { forgetCookies } from '../support/sign-in.ts';
import { unique } from '../support/unique.ts';
import { Caller, type Answer } from './caller.ts';
import { startReplicatedWorld, type World } from './world.ts';

interface Made {
  id: string;
  slug: string;
}

const tokenHeader = 'consistency-token';
let world: World;
let guest: Caller;

test.beforeAll(async () => {
  world = await startReplicatedWorld();
  guest = new Caller(world.url);
});
test.afterAll(() => world?.stop());

const named = (name: string) => `/api/collections?q=${encodeURIComponent(name)}`;
const found = ({ status, text }: Answer): Made[] => {
  expect(status, text).toBe(200);
  return JSON.parse(text) as Made[];
};

const made = ({ status, text }: Answer): Made => {
  expect(status, text).toBe(201);
  return JSON.parse(text) as Made;
};

/** The guest is behind: what the person just did is not there, and that is the replica's answer. */
async function expectGuestBehind(path: string, status = 404): Promise<void> {
  const behind = await guest.ask(path);
  expect([behind.status, behind.servedBy]).toEqual([status, ['replica']]);
}

test.describe('a guest', () => {
  for (const path of ['/', '/explore', '/ada-okafor', '/api/resources?limit=5']) {
    test(`is answered ${path} by the replica, without a cookie`, async () => {
      const { status, headers, servedBy } = await guest.ask(path);
      expect([status, servedBy]).toEqual([200, ['replica']]);
      expect(headers.getSetCookie()).toEqual([]);
      expect(headers.has(tokenHeader)).toBe(false);
    });
  }
});

test.describe('somebody signed in who changed nothing', () => {
  for (const path of ['/', '/explore', '/dashboard', '/dashboard/ada-okafor', '/api/collections']) {
    test(`is answered ${path} by the replica, and gets no token`, async () => {
      const elsewhere = (await Caller.signedIn(world.url, 'ada')).elsewhere();
      const { status, headers, servedBy } = await elsewhere.ask(path);
      expect([status, servedBy]).toEqual([200, ['replica']]);
      expect(headers.getSetCookie()).toEqual([]);
    });
  }
});

test('a form without scripts leads to what it made, though the replica has not heard of it', async () => {
  const ada = await Caller.signedIn(world.url, 'ada');
  const form = await ada.ask('/dashboard/new');
  const id = /name="id" value="([^"]+)"/.exec(form.text)![1]!;
  const slug = unique('by-form');
  const sent = await ada.submit('/dashboard/new', { id, name: `Room ${slug}`, slug });
  expect([sent.status, sent.servedBy]).toEqual([303, ['primary']]);
  expect(sent.headers.getSetCookie().join()).toMatch(
    /vesta_consistency_\w+=[0-9a-f-]+;.* HttpOnly/,
  );

  const next = await ada.ask(sent.headers.get('location')!);
  expect(next.status).toBe(200);
  expect(next.text).toContain(`Room ${slug}`);
  expect((await ada.ask(`/${slug}`)).status).toBe(200);
  expect((await ada.ask(`/${slug}`, { method: 'HEAD' })).status).toBe(200);
  await expectGuestBehind(`/${slug}`);
  expect((await guest.ask(`/${slug}`, { method: 'HEAD' })).status).toBe(404);
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with' : 'without';
  test(`in a browser ${how} scripts somebody signs in and fills a collection`, async ({
    browser,
  }) => {
    const page = await openSite(browser, javaScriptEnabled);
    const name = unique('collection');
    await page.goto('/auth/login?returnTo=/dashboard/collections/new');
    await page
      .getByRole('link', { name: javaScriptEnabled ? 'Chiara Lund' : 'Emil Santos' })
      .click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Make it' }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await page.getByRole('searchbox', { name: /Words of its name/ }).fill('Pylon Walk');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('button', { name: 'Add Pylon Walk' }).click();
    const items = page.getByRole('region', { name: 'In it, in this order' }).getByRole('listitem');
    await expect(items).toHaveCount(1);
    await page.reload();
    await expect(items).toHaveText([/Pylon Walk/]);
    await page.getByRole('link', { name: 'View page' }).click();
    await page.waitForURL(/\/c\//);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    const { pathname } = new URL(page.url());
    await expectGuestBehind(pathname);
    await page.context().close();
  });
}

test('signing in for the first time makes a row, and the next page knows the person by it', async () => {
  const nika = await Caller.signedIn(world.url, 'newcomer');
  expect(nika.tokens).toHaveLength(1);
  const me = await nika.ask('/api/me');
  expect([me.status, me.servedBy]).toEqual([200, ['primary']]);
  expect(me.headers.getSetCookie(), 'nothing had to be made again').toEqual([]);
  const { handle } = JSON.parse(me.text) as { handle: string };
  await expectGuestBehind(`/user/${handle}`);
});

test('who signs out still finds what they published', async () => {
  const emil = await Caller.signedIn(world.url, 'emil');
  const name = unique('signed-out');
  await emil.api('POST', '/collections', { name });
  await emil.submit('/auth/logout', {});
  forgetCookies();
  expect(emil.cookies.has('vesta_session')).toBe(false);
  expect(found(await emil.ask(named(name)))).toHaveLength(1);
});

test.describe('a program without a cookie jar', () => {
  test('reads its own writes by sending the token back', async () => {
    const name = unique('by-program');
    const program = (await Caller.signedIn(world.url, 'emil')).elsewhere();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name });
    const sent = await program.send('/api/collections', { method: 'POST', headers, body });
    expect(sent.status).toBe(201);
    const token = sent.headers.get(tokenHeader)!;
    expect(found(await program.send(named(name)))).toHaveLength(0);
    const own = await program.send(named(name), { headers: { [tokenHeader]: token } });
    expect([found(own).length, own.servedBy]).toEqual([1, ['primary']]);
    // A guest who was given the token as well: it opens nothing, it only says how new.
    expect(
      found(await guest.send(named(name), { headers: { [tokenHeader]: token } })),
    ).toHaveLength(1);
  });

  test('whose first answer got lost finds what it made after trying again', async () => {
    const name = unique('retried');
    const program = (await Caller.signedIn(world.url, 'emil')).elsewhere();
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': unique('key') },
      body: JSON.stringify({ name }),
    };
    await program.send('/api/collections', init);
    const again = await program.send('/api/collections', init);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const headers = { [tokenHeader]: again.headers.get(tokenHeader)! };
    expect(found(await program.send(named(name), { headers }))).toHaveLength(1);
  });

  test('that is refused is told the state that it was refused by', async () => {
    const slug = unique('taken');
    const [first, second] = await Promise.all(
      (['emil', 'dev'] as const).map((account) => Caller.signedIn(world.url, account)),
    );
    expect((await first!.api('POST', '/workspaces', { name: 'First', slug })).status).toBe(201);
    const refused = await second!.api('POST', '/workspaces', { name: 'Second', slug });
    expect(refused.status).toBe(409);
    expect((await second!.ask(`/${slug}`)).text).toContain('First');
  });
});

test('two tabs that save at the same moment both see both, in whatever order the answers arrive', async () => {
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const dev = await Caller.signedIn(world.url, 'dev');
    const names = [unique('tab'), unique('tab')];
    const answers: Answer[] = [];
    for (const name of names) {
      const body = JSON.stringify({ name });
      const headers = { 'content-type': 'application/json' };
      answers.push(await dev.send('/api/collections', { method: 'POST', headers, body }));
    }
    for (const at of order) dev.take(answers[at]!);
    for (const name of names) expect(found(await dev.ask(named(name)))).toHaveLength(1);
    await dev.api('POST', '/collections', { name: unique('later') });
    expect(dev.tokens).toHaveLength(1);
  }
});

test('a change is judged by what is, not by what the replica still shows', async () => {
  const emil = await Caller.signedIn(world.url, 'emil');
  const { id } = made(await emil.api('POST', '/collections', { name: unique('versions') }));
  await world.catchUp();
  const phone = emil.elsewhere();
  const seen = (await phone.ask(`/api/collections/${id}`)).headers.get('etag')!;
  await emil.api('PATCH', `/collections/${id}`, { description: 'Written at the dashboard' });
  const stale = await phone.ask(`/api/collections/${id}`);
  expect([stale.headers.get('etag'), stale.servedBy]).toEqual([seen, ['replica']]);

  const refused = await phone.api(
    'PATCH',
    `/collections/${id}`,
    { description: 'x' },
    { 'if-match': seen },
  );
  expect([refused.status, refused.servedBy]).toEqual([412, ['primary']]);
  expect((await phone.ask(`/api/collections/${id}`)).text).toContain('Written at the dashboard');
});

test('who lost a right may see the old page for a while, and does nothing by it', async () => {
  const emil = await Caller.signedIn(world.url, 'emil');
  const slug = unique('closing');
  const workspace = made(await emil.api('POST', '/workspaces', { name: 'Closing', slug }));
  const post = made(
    await emil.api('POST', '/resources', {
      workspace: workspace.id,
      type: 'status',
      excerpt: 'Open for now.',
      publishedAt: new Date().toISOString(),
    }),
  );
  const dev = await Caller.signedIn(world.url, 'dev');
  const mine = made(await dev.api('POST', '/collections', { name: unique('mine') }));
  await world.catchUp();
  await emil.api('PATCH', `/workspaces/${workspace.id}`, { visibility: 'private' });

  const phone = dev.elsewhere();
  const behind = await phone.ask(`/api/resources/${post.id}`);
  expect([behind.status, behind.servedBy]).toEqual([200, ['replica']]);
  const item = { itemType: 'resource', itemId: post.id };
  const refused = await phone.api('POST', `/collections/${mine.id}/items`, item);
  expect([refused.status, refused.servedBy]).toEqual([400, ['primary']]);
  expect(JSON.parse(refused.text)).toMatchObject({ errors: [{ path: 'itemId' }] });
  expect((await phone.ask(`/api/resources/${post.id}`)).status).toBe(404);
});

for (const [what, token, place] of [
  ['nonsense', 'nonsense', 'replica'],
  ['a constraint', 'first-primary', 'replica'],
  ['of another database', `ffffffff-00000000-00004e5f-${'0'.repeat(32)}`, 'primary'],
] as const) {
  test(`a token that is ${what} is nobody's error`, async () => {
    const emil = await Caller.signedIn(world.url, 'emil');
    made(await emil.api('POST', '/collections', { name: unique('ahead') }));
    const carrier = new Caller(world.url);
    carrier.cookies.set('vesta_consistency_0123abcd', token);
    for (const answer of [
      await carrier.ask('/ada-okafor'),
      await guest.ask('/api/collections?limit=1', { headers: { [tokenHeader]: token } }),
    ]) {
      expect([answer.status, answer.servedBy]).toEqual([200, [place]]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });
}

test('once the replica has caught up it answers everybody, the writer too', async () => {
  const emil = await Caller.signedIn(world.url, 'emil');
  const name = unique('caught-up');
  await emil.api('POST', '/collections', { name });
  expect((await emil.ask(named(name))).servedBy).toEqual(['primary']);
  await world.catchUp();
  for (const caller of [emil, guest]) {
    const answer = await caller.ask(named(name));
    expect([found(answer).length, answer.servedBy]).toEqual([1, ['replica']]);
  }
});

async function openSite(browser: Browser, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, baseURL: world.url });
  return context.newPage();
}
