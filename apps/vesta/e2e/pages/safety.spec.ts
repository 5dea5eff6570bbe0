/** What every answer carries, and what no address can provoke. */
import { expect, test } from '@playwright/test';
import { baseUrl, cookieOf } from '../support/sign-in.ts';

test.describe.configure({ mode: 'parallel' });

const pages = ['/', '/ada-okafor', '/ada-okafor/tidemark', '/search?q=a', '/nobody-at-all'];

for (const path of [...pages, '/api/workspaces', '/api/nothing-here']) {
  test(`${path} tells browsers not to guess, and little to other sites`, async () => {
    const { headers } = await fetch(baseUrl() + path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{16,}$/);
  });
}

for (const path of pages) {
  test(`${path} runs no script but its own, under a nonce that is never the same`, async () => {
    const policies = await Promise.all([1, 2].map(() => policyOf(path)));
    for (const policy of policies) {
      expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+'(;|$)/);
      expect(policy).toContain("object-src 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
    }
    expect(policies[0]).not.toBe(policies[1]);
  });
}

test('every cookie of signing in and out is out of reach for scripts, other sites and plain http', async () => {
  const lines: string[] = [];
  let url = `${baseUrl()}/auth/login?account=emil@example.com&returnTo=/`;
  let cookie = '';
  for (let step = 0; step < 8 && !cookie.includes('vesta_session'); step += 1) {
    const own = url.startsWith(baseUrl());
    const answer = await fetch(url, { redirect: 'manual', headers: own ? { cookie } : {} });
    if (own) lines.push(...answer.headers.getSetCookie());
    cookie = lines.map((line) => line.split(';', 1)[0]).join('; ');
    url = new URL(answer.headers.get('location')!, url).href;
  }
  const out = await fetch(`${baseUrl()}/auth/logout`, {
    method: 'POST',
    headers: { cookie, origin: baseUrl(), 'content-type': 'application/x-www-form-urlencoded' },
  });
  lines.push(...out.headers.getSetCookie());
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(line).toMatch(/; HttpOnly(;|$)/i);
    expect(line).toMatch(/; Secure(;|$)/i);
    expect(line).toMatch(/; SameSite=Lax(;|$)/i);
    expect(line).not.toMatch(/; Domain=/i);
  }
});

const hostile = [
  '%00',
  '%ff%fe',
  '%',
  '%E0%A4%A',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'a%2Fb',
  'a%5Cb',
  '%F0%9F%8E%B5',
  '%E2%80%AE%D7%A9%D7%9C%D7%95%D7%9D',
  "'%20or%201=1--",
  '%25_%25',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  'constructor',
  '__proto__',
  'a'.repeat(4000),
];
const places = [
  (text: string) => `/${text}`,
  (text: string) => `/ada-okafor/${text}`,
  (text: string) => `/ada-okafor/c/${text}`,
  (text: string) => `/${text}/collections`,
  (text: string) => `/user/${text}`,
  (text: string) => `/user/dev/c/${text}`,
  (text: string) => `/collections/${text}`,
  (text: string) => `/dashboard/${text}`,
  (text: string) => `/dashboard/ada-okafor/resources/${text}`,
  (text: string) => `/dashboard/ada-okafor/resources/new/${text}`,
  (text: string) => `/dashboard/collections/${text}`,
  (text: string) => `/dashboard/statuses/${text}`,
  (text: string) => `/api/workspaces/${text}`,
  (text: string) => `/api/resources/${text}`,
  (text: string) => `/api/collections/${text}/items/resource/${text}`,
  (text: string) => `/search?q=${text}`,
  (text: string) => `/explore?type=${text}&cursor=${text}`,
  (text: string) => `/ada-okafor?show=${text}&cursor=${text}`,
  (text: string) => `/collections?cursor=${text}`,
  (text: string) => `/api/resources?q=${text}`,
  (text: string) => `/api/resources?cursor=${text}`,
  (text: string) => `/api/collections?limit=${text}`,
  (text: string) => `/?${text}=${text}`,
  (text: string) => `/auth/login?returnTo=${text}`,
  (text: string) => `/auth/callback?code=${text}&state=${text}`,
];

for (const place of places) {
  test(`nothing that is put into ${place('…')} breaks the server`, async () => {
    const cookie = await cookieOf('ada');
    const failures: string[] = [];
    for (const text of hostile) {
      const path = place(text);
      const answer = await fetch(baseUrl() + path, { redirect: 'manual', headers: { cookie } });
      await answer.body?.cancel();
      if (answer.status >= 500) failures.push(`${answer.status} ${path.slice(0, 120)}`);
    }
    expect(failures).toEqual([]);
  });
}

const post = (path: string, fields: [string, string][], cookie = '') =>
  fetch(baseUrl() + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'text/html', origin: baseUrl(), cookie },
    body: new URLSearchParams(fields),
  });

for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
  test(`${name} is no action of a page and no field of a form`, async () => {
    const cookie = await cookieOf('ada');
    for (const who of ['', cookie]) {
      for (const path of ['/dashboard/ada-okafor/settings', '/dashboard/statuses']) {
        expect((await post(`${path}?/${name}`, [['name', 'x']], who)).status).toBe(404);
      }
      const fields: [string, string][] = [
        [name, 'x'],
        ['name', ''],
      ];
      for (const path of ['/dashboard/new', '/dashboard/ada-okafor/settings?/identity']) {
        expect((await post(path, fields, who)).status, path).toBeLessThan(500);
      }
    }
  });
}

test('a form of very many fields, and what is none, come back in a few words', async () => {
  const cookie = await cookieOf('ada');
  const many = Array.from({ length: 60_000 }, (_, n): [string, string] => [`field-${n}`, 'x']);
  for (const who of ['', cookie]) {
    const answer = await post('/dashboard/new', many, who);
    expect(answer.status).toBe(413);
    expect((await answer.text()).length).toBeLessThan(60_000);
    const broken = await fetch(`${baseUrl()}/dashboard/new`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: who,
        origin: baseUrl(),
        'content-type': 'multipart/form-data; boundary=a',
      },
      body: '--a\r\n\r\nno name\r\n--a--',
    });
    expect(broken.status).toBeLessThan(500);
  }
});

test('many unknown parameters are named up to a number', async () => {
  const query = Array.from({ length: 900 }, (_, n) => `unknown${n}=x`).join('&');
  const answer = await fetch(`${baseUrl()}/api/resources?${query}`);
  expect(answer.status).toBe(400);
  const text = await answer.text();
  expect(text).toContain('and 850 more');
  expect(text.length).toBeLessThan(30_000);
});

test('an address that leads nowhere helps on', async ({ page }) => {
  const answer = await page.goto('/ada-okafor/a-song-that-was-never-made');
  expect(answer!.status()).toBe(404);
  const main = page.getByRole('main');
  await expect(main.getByRole('link', { name: 'Explore' })).toBeVisible();
  await main.getByRole('searchbox').fill('harbour');
  await main.getByRole('button', { name: 'Search' }).click();
  await expect(page).toHaveURL(/\/search\?q=harbour$/);
  await expect(page.getByRole('link', { name: 'Harbour Lights' }).first()).toBeVisible();
});

test('an address that is no text is refused in words', async ({ page }) => {
  for (const path of ['/%E0%A4%A', '/ada-okafor/%ff%fe', '/user/%80', '/dashboard/%C0%AF/access']) {
    expect((await page.goto(path))!.status(), path).toBe(400);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This address is not right');
    await expect(page.getByRole('main').getByRole('link', { name: 'Explore' })).toBeVisible();
  }
});

test('a page that is missing in a workspace, or of a person, leads back to it', async ({
  page,
}) => {
  const ways = {
    '/ada-okafor/a-song-that-was-never-made': 'Ada Okafor',
    '/ada-okafor/c/no-such-list': 'Ada Okafor',
    '/ada-okafor/tidemark/nowhere/at/all': 'Ada Okafor',
    '/user/dev/c/no-such-list': 'Dev Ramanathan',
  };
  for (const [path, name] of Object.entries(ways)) {
    expect((await page.goto(path))!.status(), path).toBe(404);
    const way = page.getByRole('main').getByRole('link', { name: `Back to ${name}` });
    await expect(way, path).toHaveAttribute('href', /^\/(ada-okafor|user\/dev)$/);
  }
  for (const path of ['/nobody-at-all/nothing', '/user/nobody-at-all/c/nothing']) {
    expect((await page.goto(path))!.status(), path).toBe(404);
    await expect(page.getByRole('link', { name: /^Back to/ }), path).toHaveCount(0);
  }
});

test('a part of a page that does not exist is not found', async () => {
  const headers = { cookie: await cookieOf('ada') };
  for (const path of ['/ada-okafor', '/dashboard/ada-okafor']) {
    for (const show of ['posts', '', 'constructor', 'Statuses']) {
      const { status } = await fetch(`${baseUrl()}${path}?show=${show}`, { headers });
      expect(status, `${path}?show=${show}`).toBe(404);
    }
  }
});

test('an address with a wrong cursor says so in words, and where the list begins', async ({
  page,
}) => {
  for (const list of ['/explore?type=post', '/collections?', '/ada-okafor?show=writing']) {
    const [path] = list.split('?');
    const answer = await page.goto(`${list}&cursor=nonsense`);
    expect(answer!.status(), path).toBe(400);
    await expect(page).toHaveTitle(/^This address is not right/);
    await expect(page.getByRole('main')).not.toContainText(/cursor/i);
    await page.getByRole('link', { name: 'Back to the beginning' }).click();
    await expect(page).toHaveURL(new RegExp(`${path}$`));
  }
  const api = await fetch(`${baseUrl()}/api/resources?cursor=nonsense`);
  expect(await api.json()).toMatchObject({ status: 400, errors: [{ path: 'cursor' }] });
});

test('the address of a further page says nothing, can be passed on, and is of that list only', async () => {
  const list = '/explore?type=song';
  const read = async (path: string, as?: 'emil') => {
    const headers: Record<string, string> = as ? { cookie: await cookieOf(as) } : {};
    const answer = await fetch(baseUrl() + path, { headers });
    return { status: answer.status, text: await answer.text() };
  };
  const cursor = /[?&;]cursor=([\w-]+)/.exec((await read(list)).text)![1]!;
  const says = Buffer.from(cursor, 'base64url').toString('latin1');
  expect(says).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  expect((await read(`${list}&cursor=${cursor}`)).status).toBe(200);
  expect((await read(`${list}&cursor=${cursor}`, 'emil')).status).toBe(200);
  for (const path of [
    `/explore?type=album&cursor=${cursor}`,
    `/collections?cursor=${cursor}`,
    `${list}&cursor=${cursor.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
    `/api/resources?type=song&cursor=${cursor}`,
  ]) {
    expect((await read(path)).status, path).toBe(400);
  }
});

async function policyOf(path: string): Promise<string> {
  const answer = await fetch(baseUrl() + path);
  await answer.body?.cancel();
  return answer.headers.get('content-security-policy') ?? '';
}
