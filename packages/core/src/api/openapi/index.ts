/** The OpenAPI 3.1 document, made of the schemas that validate requests and encode answers. */
import { problems, type ProblemCode } from '../problem.ts';
import { plain } from '../validate.ts';
import type { Kind, Operation } from '../operation.ts';
import {
  headers,
  nameOf,
  notModified,
  parameters,
  problemAnswers,
  problemSchema,
  securitySchemes,
} from './components.ts';
import { exampleOf } from './example.ts';
import { schemaCollector } from './json-schema.ts';
import type {
  Answer,
  DocumentedOperation,
  JsonSchema,
  OpenApiDocument,
  Parameter,
  Reference,
} from './types.ts';

export { exampleOf } from './example.ts';
export { resolve } from './json-schema.ts';
export type * from './types.ts';

export interface DocumentOptions {
  title: string;
  version: string;
  /** Where the API begins: `https://vesta.cx/api`. */
  serverUrl: string;
  /** The name of the session's cookie. Without one the app lets nobody in but API keys. */
  sessionCookie?: string;
  /** Whether the app lets API keys in. */
  keys?: boolean;
}

/** Describes `operations`. The same schemas answer the requests, so the document is what happens. */
export function openapi(
  operations: readonly Operation[],
  { title, version, serverUrl, sessionCookie, keys = false }: DocumentOptions,
): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = { Problem: problemSchema };
  const schemaOf = schemaCollector(schemas);
  const paths: OpenApiDocument['paths'] = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    const method = operation.method.toLowerCase();
    if (path[method]) throw new Error(`Two operations are ${operation.method} ${operation.path}`);
    path[method] = describe(operation, schemaOf, schemas, {
      keys,
      sessions: Boolean(sessionCookie),
    });
  }
  return {
    openapi: '3.1.1',
    info: {
      title,
      version,
      description:
        'JSON over HTTP. Lists are bare arrays, newest first, with the next page in a `Link` header. Errors are `application/problem+json`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      parameters,
      headers,
      responses: problemAnswers,
      securitySchemes: {
        ...(sessionCookie !== undefined && { session: securitySchemes.session(sessionCookie) }),
        ...(keys && { key: securitySchemes.key() }),
      },
    },
  };
}

type SchemaOf = ReturnType<typeof schemaCollector>;

function describe(
  operation: Operation,
  schemaOf: SchemaOf,
  schemas: Record<string, JsonSchema>,
  { keys, sessions }: { keys: boolean; sessions: boolean },
): DocumentedOperation {
  const { id, tag, summary, description, auth, scope, body } = operation;
  const described: DocumentedOperation = {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    security: [
      ...(auth === 'optional' && (sessions || scope === null) ? [{}] : []),
      ...(sessions ? [{ session: [] }] : []),
      ...(keys ? [{ key: scope ? [scope] : [] }] : []),
    ],
    parameters: parametersOf(operation, schemaOf),
    responses: answersOf(operation, schemaOf),
  };
  if (body) {
    const schema = schemaOf(body);
    const example = exampleOf(schema, schemas);
    described.requestBody = {
      required: true,
      content: { 'application/json': { schema, example } },
    };
  }
  return described;
}

function parametersOf(operation: Operation, schemaOf: SchemaOf): (Parameter | Reference)[] {
  const described: (Parameter | Reference)[] = [];
  for (const [name, schema] of Object.entries(operation.params.shape)) {
    described.push({ name, in: 'path', required: true, ...withoutDescription(schemaOf(schema)) });
  }
  for (const [name, schema] of Object.entries(operation.query.shape)) {
    described.push({
      name,
      in: 'query',
      required: !schema.safeParse(undefined).success,
      ...(plain(schema)._zod.def.type === 'array' && { style: 'form', explode: false }),
      ...withoutDescription(schemaOf(schema)),
    });
  }
  const shared = (name: string) => ({ $ref: `#/components/parameters/${name}` });
  if (operation.method === 'GET') {
    described.push(shared('IfNoneMatch'), shared('ConsistencyToken'));
  }
  if (operation.ifMatch) described.push(shared('IfMatch'));
  if (operation.method === 'POST') described.push(shared('IdempotencyKey'));
  return described;
}

function withoutDescription({ description, ...schema }: JsonSchema) {
  return { ...(description !== undefined && { description }), schema };
}

const success: Record<Kind, [status: string, description: string][]> = {
  list: [['200', 'A page of the list.']],
  read: [['200', 'It.']],
  create: [['201', 'It was made.']],
  update: [['200', 'It was changed.']],
  replace: [
    ['200', 'It was replaced.'],
    ['201', 'It was made.'],
  ],
  delete: [['204', 'It is gone.']],
};

function answersOf(operation: Operation, schemaOf: SchemaOf): DocumentedOperation['responses'] {
  const { kind, method, output } = operation;
  const answers: DocumentedOperation['responses'] = {};
  for (const [status, description] of success[kind]) {
    const names = [
      ...(output ? ['ETag'] : []),
      ...(kind === 'list' ? ['Link'] : []),
      ...(kind === 'create' ? ['Location'] : []),
    ];
    const answer: Answer = { description };
    answer.headers = Object.fromEntries(
      names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
    );
    if (method !== 'GET') {
      answer.headers['Consistency-Token'] = { $ref: '#/components/headers/ConsistencyToken' };
    }
    if (method === 'POST') {
      answer.headers['Idempotency-Replayed'] = { $ref: '#/components/headers/IdempotencyReplayed' };
    }
    if (output) {
      const schema = schemaOf(output);
      const shown = kind === 'list' ? { type: 'array', items: schema } : schema;
      answer.content = { 'application/json': { schema: shown } };
    }
    answers[status] = answer;
  }
  if (method === 'GET') answers['304'] = notModified;
  for (const code of problemsOf(operation)) {
    answers[String(problems[code].status)] = { $ref: `#/components/responses/${nameOf(code)}` };
  }
  answers.default = { $ref: '#/components/responses/Internal' };
  return answers;
}

function problemsOf({ method, auth, body, ifMatch, params }: Operation): ProblemCode[] {
  const writes = method !== 'GET';
  return [
    'invalid',
    ...(auth === 'required' ? (['unauthenticated'] as const) : []),
    ...(writes ? (['forbidden', 'conflict'] as const) : []),
    ...(Object.keys(params.shape).length > 0 ? (['not_found'] as const) : []),
    ...(ifMatch ? (['precondition_failed'] as const) : []),
    ...(writes ? (['too_large'] as const) : []),
    ...(body ? (['unsupported_media_type'] as const) : []),
    ...(method === 'POST' ? (['key_reused'] as const) : []),
    'too_many_requests',
  ];
}
