/** Which methods an address has, and the answers for those it doesn't have. */
import type { Operation } from './operation.ts';
import { DoorError, problem, problemOf } from './problem.ts';

/** The methods of the address that `operations` share, HEAD and OPTIONS included. */
export function allowedMethods(operations: readonly Pick<Operation, 'method'>[]): string[] {
  const methods = operations.flatMap(({ method }) =>
    method === 'GET' ? ['GET', 'HEAD'] : [method],
  );
  return [...new Set(methods), 'OPTIONS'];
}

/** Answers any method that has no operation: OPTIONS by naming those there are, others with 405. */
export function methodNotAllowed(
  operations: readonly Pick<Operation, 'method'>[],
  request: Request,
): Response {
  const allow = allowedMethods(operations).join(', ');
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
  const detail = `${request.method} is not offered here; ${allow} are`;
  return problemOf(new DoorError('method_not_allowed', detail, { allow }));
}

/** Answers any request for an address that the API doesn't have. */
export const noSuchAddress = (request: Request): Response =>
  problem('not_found', `The API has no address ${new URL(request.url).pathname}`);
