import { expect, test } from '@playwright/test';
import { baseUrl } from '../support/sign-in.ts';
import { operationCases } from './api-table.ts';
import { pageCases } from './page-table.ts';
import { headersOf, roles } from './roles.ts';
import { apiRoutes, pageRequests } from './routes.ts';
import { operations } from '@vesta-cx/core/api';

test('every page and form of the app is in the table', () => {
  const known = [...new Set(pageCases.map(({ request }) => request))].sort();
  expect(known).toEqual(pageRequests());
});

test('every operation of the API is in the table', () => {
  const known = [...new Set(operationCases.map(({ operation }) => operation))].sort();
  expect(known).toEqual(operations.map(({ id }) => id).sort());
});

test('every endpoint under /api is an operation or said to be none', () => {
  const documents = ['/openapi.json', '/[...path]'];
  const paths = operations.map(({ path }) => path.replace(/\{(\w+)\}/g, '[$1]'));
  expect(apiRoutes()).toEqual([...new Set([...paths, ...documents])].sort());
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
    expect(answers).toEqual(expected);
  });
}

for (const { request, name, path, expected } of pageCases) {
  if (!request.startsWith('GET /dashboard')) continue;
  test(`${request}: ${name}, also when its data is asked for past its layouts`, async () => {
    const url = new URL(typeof path === 'string' ? path : await path(), baseUrl());
    url.pathname += '/__data.json';
    for (const role of roles.filter((one) => expected[one] !== 200)) {
      // One digit a layout or page: the last one, wherever it is, without those before it.
      for (let depth = 2; depth <= 6; depth += 1) {
        url.searchParams.set('x-sveltekit-invalidated', '1'.padStart(depth, '0'));
        const response = await fetch(url, { headers: await headersOf(role) });
        const answer = response.headers.get('content-type')?.includes('json')
          ? ((await response.json()) as { nodes?: ({ type: string } | null)[] })
          : {};
        const given = answer.nodes?.filter((node) => node?.type === 'data') ?? [];
        expect(given, `${role}, depth ${depth}`).toEqual([]);
      }
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
      const text = await response.text();
      // A refusal must not tell what it refuses.
      if (response.status === 404) expect(text).not.toMatch(/saltlight/i);
      answers[role] = response.status;
    }
    expect(answers).toEqual(expected);
  });
}
