/** Holds answers against the document: nothing may be answered that it does not say. */
import { Validator } from '@cfworker/json-schema';
import { expect } from 'vitest';
import {
  openapi,
  type Answer,
  type JsonSchema,
  type OpenApiDocument,
  type Operation,
} from '../../src/http/index.ts';

const documents = new Map<Operation, OpenApiDocument>();

/** The document of one operation, of an app that lets in sessions and keys. */
function documentOf(operation: Operation): OpenApiDocument {
  const known = documents.get(operation);
  if (known) return known;
  const serverUrl = 'https://vesta.example/api';
  const who = { sessionCookie: 'session', keys: true };
  const document = openapi([operation], { title: 'vesta', version: '1', serverUrl, ...who });
  documents.set(operation, document);
  return document;
}

/** What HTTP itself means by an answer; all other headers of the API are described. */
const ofHttp = ['cache-control', 'content-type', 'vary'];

/** Fails unless the operation's document describes this answer: its status by name, headers, body. */
export async function expectDescribed(operation: Operation, response: Response): Promise<void> {
  const { components, paths } = documentOf(operation);
  const { responses } = paths[operation.path]![operation.method.toLowerCase()]!;
  const text = await response.clone().text();
  const name = `${operation.id}: ${response.status} ${text}`;
  const answer = answerAt(responses[response.status], components.responses);
  expect(answer, `${name} is not described`).toBeDefined();
  const described = Object.keys(answer!.headers ?? {}).map((header) => header.toLowerCase());
  const sent = [...response.headers.keys()].filter((header) => !ofHttp.includes(header));
  expect(described, name).toEqual(expect.arrayContaining(sent));
  if (response.status === 401) expect(sent).toContain('www-authenticate');
  if (text === '') return;
  const type = response.headers.get('content-type')!;
  const schema = answer!.content?.[type]?.schema;
  expect(schema, `${name}: ${type} is not described`).toBeDefined();
  expect(faults({ ...schema!, components }, JSON.parse(text)), name).toEqual([]);
}

function answerAt(
  described: Answer | { $ref: string } | undefined,
  shared: Record<string, Answer>,
): Answer | undefined {
  return described && '$ref' in described ? shared[described.$ref.split('/').at(-1)!] : described;
}

function faults(schema: JsonSchema, value: unknown): string[] {
  const { errors } = new Validator(schema as never, '2020-12', false).validate(value);
  return errors.map(({ instanceLocation, error }) => `${instanceLocation} ${error}`);
}
