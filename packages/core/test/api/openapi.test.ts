import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  exampleOf,
  openapi,
  operation,
  parameterNames,
  resolve,
  scopes,
} from '../../src/http/index.ts';
import type { Answer, JsonSchema, Operation, Parameter } from '../../src/http/index.ts';
import { operations } from '../../src/operations.ts';
import * as things from './entities.ts';

const options = {
  title: 'vesta',
  version: '1',
  serverUrl: 'https://vesta.example/api',
  sessionCookie: 'session',
};

/** Every `$ref` in the document. */
const references = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) =>
        key === '$ref' ? [inner as string] : references(inner),
      );

describe.each([
  ['of the tests', things.operations],
  ['of vesta', operations],
])('the document of the operations %s', (_name, all: readonly Operation[]) => {
  const document = openapi(all, { ...options, keys: true });
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method, described })),
  );

  it('has each operation once, under its own id', () => {
    expect(documented).toHaveLength(all.length);
    const ids = documented.map(({ described }) => described.operationId);
    expect(new Set(ids).size).toBe(all.length);
    expect(ids.sort()).toEqual(all.map(({ id }) => id).sort());
  });

  it('has nothing that leads nowhere, and nothing but JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    for (const reference of references(document)) {
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((value, key) => (value as never)?.[key], document);
      expect(found, reference).toBeDefined();
    }
  });

  it('declares each path parameter and at least one good answer', () => {
    for (const { path, described } of documented) {
      const named = (described.parameters as Parameter[]).filter((one) => one.in === 'path');
      expect(named.map(({ name }) => name).sort()).toEqual(parameterNames(path).sort());
      expect(named.every(({ required }) => required)).toBe(true);
      expect(Object.keys(described.responses).some((status) => /^2\d\d$/.test(status))).toBe(true);
      expect(document.tags.map(({ name }) => name)).toContain(described.tags[0]);
    }
  });

  it('names the scope that a key needs, and what it means', () => {
    const { description } = document.components.securitySchemes.key!;
    for (const { id, scope } of all) {
      const { described } = documented.find((one) => one.described.operationId === id)!;
      expect(described.security, id).toContainEqual({ key: scope ? [scope] : [] });
      if (scope) expect(description).toContain(`\`${scope}\` (${scopes[scope]})`);
    }
  });

  it('gives example bodies that are accepted', () => {
    for (const { id, body } of all) {
      if (!body) continue;
      const { described } = documented.find((one) => one.described.operationId === id)!;
      const { example } = described.requestBody!.content['application/json']!;
      expect(body.safeParse(example).error?.message, id).toBeUndefined();
    }
  });
});

describe('the document', () => {
  const document = openapi(things.operations, options);
  const get = document.paths['/things']!.get!;

  it('describes the JSON side: times as texts, defaults, lists split by commas', () => {
    expect(document.components.schemas.Thing).toEqual({
      type: 'object',
      properties: {
        id: { type: 'string' },
        name: { type: 'string' },
        at: { type: 'string', format: 'date-time', examples: ['2026-08-01T12:00:00.000Z'] },
      },
      required: ['id', 'name', 'at'],
    });
    expect(get.parameters).toContainEqual({
      name: 'kind',
      in: 'query',
      required: false,
      description: expect.any(String),
      style: 'form',
      explode: false,
      schema: { type: 'array', items: { type: 'string', enum: ['post', 'song'] } },
    });
    expect(get.parameters).toContainEqual({
      name: 'limit',
      in: 'query',
      required: false,
      description: expect.any(String),
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
    });
    expect(
      document.paths['/things']!.post!.requestBody!.content['application/json']!.schema,
    ).toMatchObject({
      required: ['name'],
      additionalProperties: false,
    });
  });

  it('says who may call: guests only where they may, keys only where the app takes them', () => {
    expect(get.security).toEqual([{}, { session: [] }]);
    expect(document.paths['/things']!.post!.security).toEqual([{ session: [] }]);
    expect(Object.keys(document.components.securitySchemes)).toEqual(['session']);
    const keyed = openapi(things.operations, { ...options, keys: true });
    expect(keyed.paths['/things']!.get!.security).toContainEqual({ key: ['resources:read'] });
  });

  it('tells keys of one place where they are of no use', () => {
    const own = [things.read, { ...things.list, confined: true, path: '/places' }];
    const said = (keys: boolean) =>
      Object.values(openapi(own, { ...options, keys }).paths).map(({ get }) => get!.description);
    expect(said(true)).toEqual([expect.stringContaining('can’t use it'), undefined]);
    expect(said(false)).toEqual([undefined, undefined]);
  });

  const everywhere = ['308', '405', '503'];
  const changing = [
    ...everywhere,
    '400',
    '401',
    '403',
    '409',
    '412',
    '413',
    '415',
    '429',
    '500',
    'default',
  ];
  it.each([
    ['a list', things.list, ['200', '304', '400', '403', '429', '500', 'default', ...everywhere]],
    [
      'one thing',
      things.read,
      ['200', '304', '400', '403', '404', '429', '500', 'default', ...everywhere],
    ],
    ['what makes something', things.create, ['201', '404', '410', '422', ...changing]],
    ['what changes something', things.update, ['200', '404', ...changing]],
    ['what takes something away', things.remove, ['204', '404', ...changing]],
    [
      'what puts something where there may be nothing',
      { ...things.update, kind: 'replace', creates: true },
      ['200', '201', '404', ...changing],
    ],
    [
      'what changes something at WorkOS',
      { ...things.update, uses: ['workos'] },
      ['200', '404', '502', ...changing],
    ],
    [
      'what WorkOS is asked for',
      { ...things.list, scope: null, confined: true, uses: ['workos'] },
      ['200', '304', '400', '404', '429', '500', '502', 'default', ...everywhere],
    ],
  ] as const)('says what %s may answer, and what any caller with a key may be told', (...one) => {
    const [, operation, statuses] = one;
    const { path, method } = operation;
    const answers = (keys: boolean) =>
      Object.keys(
        openapi([operation], { ...options, keys }).paths[path]![method.toLowerCase()]!.responses,
      ).sort();
    expect(answers(false)).toEqual(statuses.toSorted());
    expect(answers(true)).toEqual([...new Set([...statuses, '401'])].sort());
  });

  it('names the headers that help: how to come in, when to come back, what is left', () => {
    const { responses } = document.components;
    const headersOf = (name: string) => Object.keys(responses[name]!.headers!);
    expect(headersOf('Unauthenticated')).toContain('WWW-Authenticate');
    expect(headersOf('Forbidden')).toContain('WWW-Authenticate');
    expect(headersOf('TooManyRequests')).toEqual(
      expect.arrayContaining(['Retry-After', 'RateLimit', 'RateLimit-Policy']),
    );
    const good = (keys: boolean) => {
      const { responses } = openapi([things.list], { ...options, keys }).paths['/things']!.get!;
      return Object.keys((responses['200'] as Answer).headers!);
    };
    expect(good(true).sort()).toEqual([...good(false), 'RateLimit-Policy'].sort());
    for (const { headers } of Object.values(responses)) {
      expect(Object.keys(headers!)).toContain('X-Request-Id');
    }
  });

  it('refuses two schemas of one name and two operations at one address', () => {
    const other = z.object({ different: z.boolean() }).meta({ id: 'Thing' });
    const copy = { ...things.read, id: 'things.other', path: '/others', output: other };
    expect(() => openapi([things.read, copy], options)).toThrow();
    expect(() => openapi([things.read, { ...things.read }], options)).toThrow('Two operations');
  });

  it('makes examples from whatever a schema is', () => {
    const schemas: Record<string, JsonSchema> = { A: { type: 'integer', minimum: 3 } };
    expect(resolve({ $ref: '#/components/schemas/A' }, schemas)).toBe(schemas.A);
    const one = exampleOf(
      {
        type: 'object',
        properties: {
          a: { $ref: '#/components/schemas/A' },
          b: { anyOf: [{ type: 'boolean' }, { type: 'null' }] },
          c: { type: 'array', items: { const: 'c' } },
        },
      },
      schemas,
    );
    expect(one).toEqual({ a: 3, b: true, c: ['c'] });
  });
});

it.each([
  ['a list without an output', { output: undefined }],
  ['a GET that changes', { kind: 'update' as const }],
  ['a change by nobody', { method: 'POST' as const, kind: 'create' as const }],
  ['a path without its slash', { path: 'things' }],
])('%s is no operation', (_what, wrong) => {
  expect(() => operation({ ...things.list, ...wrong } as never)).toThrow('Operation things.list');
});

it('every change says that it takes preconditions, and how it refuses by them', () => {
  const { paths, components } = openapi(operations, options);
  for (const { method, path, id } of operations) {
    const { parameters, responses } = paths[path]![method.toLowerCase()]!;
    const names = (parameters ?? []).flatMap((one) =>
      '$ref' in one ? [components.parameters[one.$ref.split('/').at(-1)!]!.name] : [],
    );
    const [match, noneMatch] = ['If-Match', 'If-None-Match'].map((name) => names.includes(name));
    expect([match, noneMatch, '412' in responses], id).toEqual(
      method === 'GET' ? [false, true, false] : [true, true, true],
    );
  }
});
