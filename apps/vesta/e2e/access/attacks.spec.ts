/** What other sites may try with the session of somebody who is signed in. Requests only. */
import { expect, test } from '@playwright/test';
import { baseUrl, cookieOf, signIn } from '../support/sign-in.ts';
import { pageCases } from './page-table.ts';
import { headersOf } from './roles.ts';
import { operations } from '@vesta-cx/core/operations';

const evil = 'https://evil.example';

/** The first case of every form: its fields don't matter, they must not even be looked at. */
const forms = new Map(
  pageCases.filter(({ form }) => form !== undefined).map((one) => [one.request, one]),
);

test('no form can be sent from another site, in any encoding that a page can send', async () => {
  expect(forms.size).toBeGreaterThan(20);
  for (const { request, path, form } of forms.values()) {
    const url = new URL(typeof path === 'string' ? path : await path(), baseUrl());
    const data = Object.entries(form!);
    const multipart = new FormData();
    for (const [name, value] of data) multipart.append(name, value);
    const plain = new Blob([data.map((pair) => pair.join('=')).join('\r\n')], {
      type: 'text/plain',
    });
    for (const [origin, body] of [
      [evil, new URLSearchParams(form)],
      [evil, multipart],
      [evil, plain],
      ['null', new URLSearchParams(form)],
    ] as const) {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: { ...(await headersOf('owner')), origin, accept: 'text/html' },
        body,
      });
      await response.body?.cancel();
      expect(response.status, `${request} from ${origin}`).toBe(403);
    }
  }
});

test('no change of the API can be made from another site', async () => {
  const changes = operations.filter(({ method }) => method !== 'GET');
  expect(changes.length).toBeGreaterThan(10);
  for (const { id, method, path } of changes) {
    const address = `/api${path.replace(/\{\w+\}/g, 'saltlight-sessions')}`;
    const response = await fetch(`${baseUrl()}${address}`, {
      method,
      headers: { ...(await headersOf('owner')), origin: evil, 'content-type': 'text/plain' },
      body: '{}',
    });
    await response.body?.cancel();
    expect(response.status, id).toBe(403);
    expect(response.headers.get('access-control-allow-origin'), id).toBeNull();
  }
});

test('no page of another site reads with a session what it is for', async () => {
  for (const { id, method, path } of operations) {
    if (method !== 'GET') continue;
    const address = `/api${path.replace(/\{\w+\}/g, 'saltlight-sessions')}`;
    const response = await fetch(`${baseUrl()}${address}`, {
      headers: { ...(await headersOf('owner')), origin: evil },
    });
    await response.body?.cancel();
    expect(response.headers.get('access-control-allow-origin'), id).toBeNull();
    expect(response.headers.get('access-control-allow-credentials'), id).toBeNull();
  }
});

test('a session that was planted before signing in is not the one that is signed in', async () => {
  const planted = await cookieOf('emil');
  const login = await fetch(`${baseUrl()}/auth/login?account=ada@example.com&returnTo=/`, {
    redirect: 'manual',
    headers: { cookie: 'vesta_session=planted-by-somebody' },
  });
  const attempt = login.headers.getSetCookie().find((line) => /^vesta_(?!session)/.test(line))!;
  const callWorkos = await fetch(login.headers.get('location')!, { redirect: 'manual' });
  const callback = callWorkos.headers.get('location')!;

  // The attacker's own way back, opened in a browser that did not ask for it, changes nothing.
  const elsewhere = await fetch(callback, { redirect: 'manual', headers: { cookie: planted } });
  expect(elsewhere.headers.getSetCookie().join()).not.toContain('vesta_session=');

  const done = await fetch(callback, {
    redirect: 'manual',
    headers: { cookie: `vesta_session=planted-by-somebody; ${attempt.split(';', 1)[0]}` },
  });
  const fresh = done.headers.getSetCookie().filter((line) => line.startsWith('vesta_session='));
  expect(fresh.at(-1)).toMatch(/^vesta_session=(?!planted-by-somebody)\S{100,};/);
  expect(fresh.at(-1)).toMatch(/httponly/i);

  // Each sign-in is a session of its own: nobody can hand theirs to somebody else.
  const [one, two] = [await signIn('ada', baseUrl()), await signIn('ada', baseUrl())];
  expect(one).not.toBe(two);
});

test('no way back after signing in leaves the site, signed in or not', async () => {
  const ways = [
    evil,
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    'https:evil.example',
  ];
  const cookie = await cookieOf('ada');
  for (const way of ways) {
    const to = encodeURIComponent(way);
    for (const path of [`/auth/login?returnTo=${to}`, `/auth/again?to=${to}`]) {
      for (const headers of [{}, { cookie }]) {
        const response = await fetch(`${baseUrl()}${path}`, { redirect: 'manual', headers });
        await response.body?.cancel();
        const location = response.headers.get('location');
        if (!location) continue;
        const target = new URL(location, baseUrl());
        expect(target.origin, `${path} → ${location}`).toBe(baseUrl());
        const next = target.searchParams.get('returnTo');
        if (next) expect(new URL(next, baseUrl()).origin, location).toBe(baseUrl());
      }
    }
  }
});
