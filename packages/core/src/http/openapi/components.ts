/** Components that operations of the document share. */
import { permissionObjectTypes, permissionSubjectTypes } from '@vesta-cx/db';
import { problems, type ProblemCode } from '../problem.ts';
import { scopes } from '../scopes.ts';
import type { Answer, JsonSchema, OpenApiDocument } from './types.ts';

export const problemSchema: JsonSchema = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Which kind of problem it is.' },
    title: { type: 'string', description: 'The kind of problem in a sentence.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What it is this time.' },
    requestId: {
      type: 'string',
      description:
        'The id of the request, as in `X-Request-Id`: name it when you ask about a problem.',
    },
    errors: {
      type: 'array',
      description: 'Each field that is wrong.',
      items: {
        type: 'object',
        properties: {
          path: { type: 'string', description: 'Where: `urls.0.url`.' },
          message: { type: 'string', description: 'What to do about it.' },
          suggestion: { type: 'string', description: 'A value that would do.' },
        },
        required: ['path', 'message'],
        additionalProperties: false,
      },
    },
    refusedBy: {
      type: 'object',
      description:
        'The permission rule that refused. `/permissions/{objectType}/{objectId}/explain` says more.',
      properties: {
        rule: {
          enum: ['row', 'visibility', 'default'],
          description:
            '`row`: a rule that somebody wrote; `visibility`: the workspace is private; `default`: nobody has given the right.',
        },
        on: {
          enum: [...permissionObjectTypes, null],
          description: 'Of a row: the kind of object that it is written on.',
        },
        level: {
          enum: [...permissionSubjectTypes, null],
          description: 'Of a row: about whom it speaks.',
        },
        inherited: {
          type: 'boolean',
          description: 'Whether it is written on something that this belongs to.',
        },
      },
      required: ['rule', 'on', 'level', 'inherited'],
      additionalProperties: false,
    },
  },
  required: ['type', 'title', 'status', 'detail', 'requestId'],
  additionalProperties: false,
};

export const parameters: OpenApiDocument['components']['parameters'] = {
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'An ETag that you have: the answer is 304 while it holds.',
    schema: { type: 'string' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description:
      'The ETag that you saw at this address, or a list of them, or `*` for whatever is there: the answer is 412 when none of them is the present one.',
    schema: { type: 'string' },
  },
  IfNoneMatchChange: {
    name: 'If-None-Match',
    in: 'header',
    description:
      '`*`, or a list of ETags: the answer is 412 when this address has anything, or one of them, and nothing is changed.',
    schema: { type: 'string' },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Any text of your own for this one request. Within a day, sending it again makes nothing new and gets the first answer.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  ConsistencyToken: {
    name: 'Consistency-Token',
    in: 'header',
    description:
      'The token of your last change: the answer is not older. Browsers keep it by themselves; one that means nothing is ignored.',
    schema: { type: 'string' },
  },
};

export const headers: OpenApiDocument['components']['headers'] = {
  ETag: { description: 'Which version this is.', schema: { type: 'string' } },
  Link: {
    description: '`<…>; rel="next"`: where the next page is. Not there on the last one.',
    schema: { type: 'string' },
  },
  Location: {
    description: 'Where it is now.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  ConsistencyToken: {
    description:
      'Send it with what you read next: then the answer knows what this one changed, whichever copy of the database gives it. Only where there can be copies.',
    schema: { type: 'string' },
  },
  XRequestId: {
    description:
      'The id of this request, which the log has too. Yours, where you sent one in `X-Request-Id` of 8 to 64 letters, digits, dots, dashes and underscores.',
    schema: { type: 'string' },
  },
  WWWAuthenticate: {
    description:
      'How to prove who you are: `Bearer`, and what is wrong with the key that was sent, or which scope it lacks.',
    schema: { type: 'string' },
  },
  Allow: { description: 'The methods that there are.', schema: { type: 'string' } },
  Accept: { description: 'What the body has to be.', schema: { type: 'string' } },
  AcceptEncoding: {
    description: 'Which codings the body may have: none.',
    schema: { type: 'string' },
  },
  RetryAfter: {
    description: 'After how many seconds to ask again.',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'What is left (`r`) under which policy, and for how many seconds (`t`).',
    schema: { type: 'string' },
  },
  RateLimitPolicy: {
    description:
      'How many requests (`q`) within how many seconds (`w`). On every answer to an API key that works.',
    schema: { type: 'string' },
  },
  IdempotencyReplayed: {
    description: '`true` when this answer was given before.',
    schema: { type: 'string', enum: ['true'] },
  },
};

/** References to headers, by the names of the headers. */
export const headerRefs = (names: readonly string[]): Answer['headers'] =>
  Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name.replaceAll('-', '')}` }]),
  );

/** Headers that tell a caller what to do about a problem. */
const helpOf: Partial<Record<ProblemCode, string[]>> = {
  unauthenticated: ['WWW-Authenticate'],
  forbidden: ['WWW-Authenticate'],
  method_not_allowed: ['Allow'],
  conflict: ['Retry-After'],
  unsupported_media_type: ['Accept', 'Accept-Encoding'],
  too_many_requests: ['Retry-After', 'RateLimit'],
  upstream: ['Retry-After'],
  unavailable: ['Retry-After'],
};

const problemAnswer = (description: string, help: readonly string[] = []): Answer => ({
  description,
  headers: headerRefs([
    ...help,
    'RateLimit-Policy',
    'Consistency-Token',
    'Idempotency-Replayed',
    'X-Request-Id',
  ]),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** One answer for each problem, named like `NotFound`, one for what is none of them, and the redirection. */
export const problemAnswers: Record<string, Answer> = {
  ...Object.fromEntries(
    Object.entries(problems).map(([code, { title }]) => [
      nameOf(code),
      problemAnswer(title, helpOf[code as ProblemCode]),
    ]),
  ),
  Other: problemAnswer('Any other problem'),
  Moved: {
    description: 'An address has no slash at its end: ask again without it, by the same method.',
    headers: headerRefs(['Location', 'X-Request-Id']),
  },
};

/** `not_found` → `NotFound`. */
export function nameOf(code: string): string {
  return code.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Ways in which callers authenticate. */
export const securitySchemes = {
  session: (cookie: string) => ({
    type: 'apiKey',
    in: 'cookie',
    name: cookie,
    description: 'The session of a browser that has signed in, from this site only.',
  }),
  key: () => ({
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'vesta_…',
    description: `An API key, made in vesta’s settings or by \`POST /keys\`. Each operation names the scope that it needs: ${Object.entries(
      scopes,
    )
      .map(([scope, meaning]) => `\`${scope}\` (${meaning})`)
      .join(', ')}.`,
  }),
};
