import { expect, test } from '@playwright/test';
import { documentAt } from '../support/document.ts';
import { baseUrl, forgetCookies } from '../support/sign-in.ts';
import { operationCases } from './api-table.ts';
import { pageCases } from './page-table.ts';
import { headersOf, roles } from './roles.ts';
import { apiRoutes, dataNodes, methodsIn, pageRequests } from './routes.ts';
import { operations } from '@vesta-cx/core/operations';

test('every page and form of the app is in the table', () => {
  const known = [...new Set(pageCases.map(({ request }) => request))].sort();
  expect(known).toEqual(pageRequests());
});

test('every operation of the API is in the table', () => {
  const known = [...new Set(operationCases.map(({ operation }) => operation))].sort();
  expect(known).toEqual(operations.map(({ id }) => id).sort());
});

test('every endpoint under /api is an operation or said to be none', () => {
  const documents = ['/openapi.json', '/webhooks/workos', '/webhooks/workos/sync', '/[...path]'];
  const paths = operations.map(({ path }) => path.replace(/\{(\w+)\}/g, '[$1]'));
  expect(apiRoutes()).toEqual([...new Set([...paths, ...documents])].sort());
});

test('what an endpoint answers is read off it, however it is exported', () => {
  const answers: [source: string, methods: string[]][] = [
    ['export const GET: RequestHandler = () => text("");', ['GET']],
    ['export let PUT = page(download);', ['PUT']],
    ['export function POST() {}', ['POST']],
    ['export async function DELETE({ locals }: Event) {}', ['DELETE']],
    ['export const { GET, change: PATCH, ...rest } = mount(read, write);', ['GET', 'PATCH']],
    ['const GET = 1, change = 2;\nexport { GET, change as POST };', ['GET', 'POST']],
    ["export { GET, POST } from './elsewhere';", ['GET', 'POST']],
    [
      'export const prerender = false;\nexport const fallback = () => {};',
      ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    ],
  ];
  for (const [source, methods] of answers) expect(methodsIn(source), source).toEqual(methods);
  const unreadable = ['', '// export const GET = 1;', 'const GET = 1;', "export * from './else';"];
  for (const source of unreadable) expect(() => methodsIn(source), source).toThrow('be read');
});

test('the data of a page have a part for every layout that it does not leave out', () => {
  const files: Record<string, string[]> = {
    '/': ['+layout.svelte', '+page.svelte'],
    '/dashboard': ['+layout.svelte'],
    '/dashboard/[room]': ['+layout.svelte', '+page.svelte'],
    '/dashboard/[room]/bare': ['+page@.svelte'],
    '/dashboard/[room]/wide': ['+page@dashboard.svelte'],
    '/dashboard/[room]/thing': ['+layout@dashboard.svelte', '+page.svelte'],
    '/dashboard/[room]/thing/links': ['+page.svelte'],
    '/dashboard/[room]/thing/alone': ['+page@[room].svelte'],
  };
  const parts = Object.keys(files).map((route) => [route, dataNodes(route, (at) => files[at]!)]);
  expect(Object.fromEntries(parts)).toEqual({
    '/': 2,
    '/dashboard': 3,
    '/dashboard/[room]': 4,
    '/dashboard/[room]/bare': 2,
    '/dashboard/[room]/wide': 3,
    '/dashboard/[room]/thing': 4,
    '/dashboard/[room]/thing/links': 4,
    '/dashboard/[room]/thing/alone': 4,
  });
});

for (const { request, name, path, form, expected } of pageCases) {
  test(`${request}: ${name}`, async () => {
    const method = request.split(' ', 1)[0]!;
    const answers: Record<string, number> = {};
    for (const role of roles) {
      const url = new URL(typeof path === 'string' ? path : await path(), baseUrl());
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        headers: {
          ...(await headersOf(role)),
          accept: 'text/html',
          ...(form ? { origin: baseUrl() } : {}),
        },
        body: form ? new URLSearchParams(form) : undefined,
      });
      await response.body?.cancel();
      answers[role] = response.status;
    }
    // Whoever signs out ends the session for everybody who has its cookie.
    if (request.startsWith('POST /auth/logout')) forgetCookies();
    expect(answers).toEqual(expected);
  });
}

/** Pages whose own data are a fresh id or nothing: only their layouts know a secret. */
const harmless = [
  '/auth/callback',
  '/dashboard/new',
  '/dashboard/organizations/new',
  '/dashboard/[workspace]/resources/new/[type]',
  '/dashboard/collections/[id]/details',
];

/** A missing page leads back to the workspace around it: to those who may see that one. */
const maySeeHome = (role: (typeof roles)[number]) =>
  pageCases.find(({ request, name }) => request === 'GET /[workspace]' && name === 'a private one')!
    .expected[role] === 200;

// SvelteKit's client may ask for the data of a page without that of its layouts, and so may anybody.
for (const { request, name, path, expected } of pageCases) {
  const [method, route = ''] = request.split(' ');
  const refused = roles.filter((role) => expected.owner === 200 && expected[role] !== 200);
  if (method !== 'GET' || refused.length === 0 || harmless.includes(route)) continue;
  test(`the data of ${route} alone: ${name}`, async () => {
    const url = new URL(typeof path === 'string' ? path : await path(), baseUrl());
    url.pathname += '/__data.json';
    const layouts = dataNodes(route) - 1;
    url.searchParams.set('x-sveltekit-invalidated', '0'.repeat(layouts) + '1');
    for (const role of refused) {
      const response = await fetch(url, { headers: await headersOf(role), redirect: 'manual' });
      const text = await response.text();
      const { nodes = [] } = (text ? JSON.parse(text) : {}) as {
        nodes?: ({ type: string } | null)[];
      };
      if (nodes.length > 0) expect(nodes, `${role}: ${text}`).toHaveLength(layouts + 1);
      expect(nodes.at(-1)?.type, `${role}: ${text}`).not.toBe('data');
      if (expected[role] === 404 && !maySeeHome(role)) expect(text).not.toMatch(/saltlight/i);
    }
  });
}

for (const { operation: id, name, path, headers, body, expected } of operationCases) {
  const { method } = operations.find((operation) => operation.id === id)!;
  test(`${id}: ${name}`, async () => {
    const answers: Record<string, number> = {};
    for (const role of roles) {
      const url = new URL(`/api${typeof path === 'string' ? path : await path()}`, baseUrl());
      const response = await fetch(url, {
        method,
        headers: {
          ...(await headersOf(role)),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const { expectDescribed } = await documentAt(`${baseUrl()}/api`);
      await expectDescribed(method, url.href.slice(`${baseUrl()}/api`.length), response);
      const text = await response.text();
      // A refusal must not tell what it refuses.
      if (response.status === 404) expect(text).not.toMatch(/saltlight/i);
      answers[role] = response.status;
    }
    expect(answers).toEqual(expected);
  });
}
