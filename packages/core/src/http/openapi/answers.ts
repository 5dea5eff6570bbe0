/** What an operation may answer, as `handle` and its use case do: what succeeds and each problem. */
import { problems, type ProblemCode } from '../problem.ts';
import type { Kind, Operation } from '../operation.ts';
import { headerRefs, nameOf } from './components.ts';
import type { schemaCollector } from './json-schema.ts';
import type { Answer, DocumentedOperation } from './types.ts';

/** Every answer of an operation by its status; `keys` says whether the app lets API keys in. */
export function answersOf(
  operation: Operation,
  schemaOf: ReturnType<typeof schemaCollector>,
  keys: boolean,
): DocumentedOperation['responses'] {
  const { kind, output, creates, finds } = operation;
  const headers = headerRefs(headersOf(operation, keys));
  const answers: DocumentedOperation['responses'] = {};
  for (const [status, description] of [
    ...success[kind],
    ...(creates ? success.create : []),
    ...(finds ? found : []),
  ]) {
    const answer: Answer = { description, headers };
    if (output) {
      const schema = schemaOf(output);
      const shown = kind === 'list' ? { type: 'array', items: schema } : schema;
      answer.content = { 'application/json': { schema: shown } };
    }
    answers[status] = answer;
  }
  if (operation.method === 'GET') answers['304'] = { description: 'You have it already.', headers };
  for (const code of problemsOf(operation, keys)) {
    answers[String(problems[code].status)] = { $ref: `#/components/responses/${nameOf(code)}` };
  }
  // Said of every operation, though it is of its address: a document has no other place for it.
  answers['308'] = { $ref: '#/components/responses/Moved' };
  answers['405'] = { $ref: '#/components/responses/MethodNotAllowed' };
  answers.default = { $ref: '#/components/responses/Other' };
  return answers;
}

const found = [['200', 'It was there already.']] as const;

const success: Record<Kind, [status: string, description: string][]> = {
  list: [['200', 'A page of the list.']],
  read: [['200', 'It.']],
  create: [['201', 'It was made.']],
  update: [['200', 'It was changed.']],
  replace: [['200', 'It was replaced.']],
  delete: [['204', 'It is gone.']],
};

function headersOf({ kind, method, output }: Operation, keys: boolean): string[] {
  return [
    ...(output ? ['ETag'] : []),
    ...(kind === 'list' ? ['Link'] : []),
    ...(kind === 'create' ? ['Location'] : []),
    'Consistency-Token',
    ...(method === 'POST' ? ['Idempotency-Replayed'] : []),
    ...(keys ? ['RateLimit-Policy'] : []),
    'X-Request-Id',
  ];
}

function problemsOf(operation: Operation, keys: boolean): ProblemCode[] {
  const { method, auth, scope, confined, params, uses } = operation;
  const writes = method !== 'GET';
  const may: [ProblemCode, boolean][] = [
    ['invalid', true],
    ['unauthenticated', keys || auth === 'required'],
    ['forbidden', writes || scope !== null || !confined],
    ['not_found', uses.includes('workos') || Object.keys(params.shape).length > 0],
    ['conflict', writes],
    ['precondition_failed', writes],
    ['too_large', writes],
    // Without a body as well, when a compressed one is sent.
    ['unsupported_media_type', writes],
    ['key_reused', method === 'POST'],
    ['too_many_requests', true],
    ['internal', true],
    ['upstream', uses.length > 0],
    // Where the database, or a service, can't do it now.
    ['unavailable', true],
  ];
  return [...may.flatMap(([code, is]) => (is ? [code] : [])), ...operation.problems];
}
