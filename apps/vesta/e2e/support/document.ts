/** Holds what an API answers against its own document: nothing may be answered that it does not say. */
import { expect } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface Answer {
  headers?: Record<string, unknown>;
  content?: Record<string, { schema: object }>;
}
interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { securitySchemes: object; responses: Record<string, Answer> };
}
interface Described {
  operationId: string;
  responses: Record<string, Answer | { $ref: string }>;
}

/** One operation as the document has it. */
interface Operation extends Described {
  method: string;
  path: string;
}

export interface ApiDocument extends Document {
  operations: Operation[];
  /** Fails unless the document describes this answer to a request for `path`, a query included. */
  expectDescribed: (method: string, path: string, response: Response) => Promise<void>;
}

const documents = new Map<string, Promise<ApiDocument>>();

/** The document of the API that begins at `base`. */
export function documentAt(base: string): Promise<ApiDocument> {
  const known = documents.get(base) ?? read(base);
  documents.set(base, known);
  return known;
}

async function read(base: string): Promise<ApiDocument> {
  const document = (await (await fetch(`${base}/openapi.json`)).json()) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ ...described, method, path })),
  );
  const apiHeaders = new Set(
    operations.flatMap(({ responses }) =>
      Object.keys(responses).flatMap((status) => headersOf(answerAt(document, responses, status)!)),
    ),
  );

  const validators = new Map<object, ReturnType<typeof ajv.compile>>();
  const validatorOf = ({ schema }: { schema: object }) => {
    const validate = validators.get(schema) ?? ajv.compile(rebased(schema));
    validators.set(schema, validate);
    return validate;
  };
  return { ...document, operations, expectDescribed };

  async function expectDescribed(method: string, path: string, response: Response) {
    // What WorkOS tells is no part of what callers are offered.
    if (path.startsWith('/webhooks/')) return;
    const text = await response.clone().text();
    const name = `${method} ${path}: ${response.status} ${text}`;
    const operation = operations.find(
      (one) => one.method.toUpperCase() === method && patternOf(one.path).test(path),
    );
    // Where there is no operation, the API says so.
    if (!operation) expect([404, 405], name).toContain(response.status);
    const answer = operation
      ? answerAt(document, operation.responses, String(response.status))
      : document.components.responses.Other;
    expect(answer, `${name} is not described`).toBeDefined();
    if (operation) {
      const sent = [...response.headers.keys()].filter((header) => apiHeaders.has(header));
      expect(headersOf(answer!), name).toEqual(expect.arrayContaining(sent));
    }
    if (response.status === 401)
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    if (text === '') return;
    const type = response.headers.get('content-type')?.split(';', 1)[0] ?? '';
    const content = answer!.content?.[type];
    expect(content, `${name}: ${type} is not described`).toBeDefined();
    const validate = validatorOf(content!);
    void validate(JSON.parse(text));
    expect(validate.errors, name).toBeNull();
  }
}

const headersOf = ({ headers = {} }: Answer) =>
  Object.keys(headers).map((header) => header.toLowerCase());

/** Returns what the document says of this very status: `default` is for what nobody thought of. */
function answerAt(
  { components }: Document,
  responses: Described['responses'],
  status: string,
): Answer | undefined {
  const answer = responses[status];
  return answer && '$ref' in answer ? components.responses[answer.$ref.split('/').at(-1)!] : answer;
}

/** Returns which addresses an operation has. Words come before parameters: none of our paths is both. */
const patternOf = (path: string) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/?]+')}(?:[?]|$)`);

/** A schema whose references lead into the document. */
const rebased = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"api#')) as object;
