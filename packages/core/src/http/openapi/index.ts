/** The OpenAPI 3.1 document, made of the schemas that validate requests and encode answers. */
import { plain } from '../validate.ts';
import type { Operation } from '../operation.ts';
import { answersOf } from './answers.ts';
import {
  headers,
  parameters,
  problemAnswers,
  problemSchema,
  securitySchemes,
} from './components.ts';
import { exampleOf } from './example.ts';
import { schemaCollector } from './json-schema.ts';
import { parameterMeanings, tags } from './descriptions.ts';
import type {
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
  /** True if the app lets API keys in. */
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
        'JSON over HTTP. Lists are bare arrays, newest first, with the next page in a `Link` header. Errors are `application/problem+json`. Pages of any site may call it with an API key or as a guest (CORS), never with a session.',
      contact: { name: title, url: new URL(serverUrl).origin },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({
      name,
      ...(tags[name] !== undefined && { description: tags[name] }),
    })),
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
  const { id, tag, summary, auth, scope, onlyKeys, body } = operation;
  const description = descriptionOf(operation, keys);
  const described: DocumentedOperation = {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== '' && { description }),
    security: [
      ...(auth === 'optional' && (sessions || scope === null) ? [{}] : []),
      ...(sessions && !onlyKeys ? [{ session: [] }] : []),
      ...(keys ? [{ key: scope ? [scope] : [] }] : []),
    ],
    parameters: parametersOf(operation, schemaOf),
    responses: answersOf(operation, schemaOf, keys),
  };
  if (body) {
    const schema = schemaOf(body);
    const example = exampleOf(schema, schemas);
    described.requestBody = {
      required: true,
      description: `JSON of at most ${operation.maxBytes} bytes.`,
      content: { 'application/json': { schema, example } },
    };
  }
  return described;
}

function descriptionOf({ description, confined }: Operation, keys: boolean): string {
  const notFor = 'API keys that are for one organization or workspace can’t use it.';
  return [...(description ? [description] : []), ...(keys && !confined ? [notFor] : [])].join(' ');
}

function parametersOf(operation: Operation, schemaOf: SchemaOf): (Parameter | Reference)[] {
  const described: (Parameter | Reference)[] = [];
  for (const [name, schema] of Object.entries(operation.params.shape)) {
    described.push({ name, in: 'path', required: true, ...describedBy(name, schemaOf(schema)) });
  }
  for (const [name, schema] of Object.entries(operation.query.shape)) {
    described.push({
      name,
      in: 'query',
      required: !schema.safeParse(undefined).success,
      ...(plain(schema)._zod.def.type === 'array' && { style: 'form', explode: false }),
      ...describedBy(name, schemaOf(schema)),
    });
  }
  const shared = (name: string) => ({ $ref: `#/components/parameters/${name}` });
  if (operation.method === 'GET') {
    described.push(shared('IfNoneMatch'), shared('ConsistencyToken'));
  }
  if (operation.method !== 'GET') described.push(shared('IfMatch'), shared('IfNoneMatchChange'));
  if (operation.method === 'POST') described.push(shared('IdempotencyKey'));
  return described;
}

/** Puts what a parameter means beside its schema. */
function describedBy(
  name: string,
  { description = parameterMeanings[name], ...schema }: JsonSchema,
) {
  return { ...(description !== undefined && { description }), schema };
}
