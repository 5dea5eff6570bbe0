/** Which methods an address has, and the answers for those it doesn't have. */
import { beginningOf } from '@vesta-cx/utils/text';
import type { Operation } from './operation.ts';
import { HttpError, problem, problemOf } from './problem.ts';

/** The methods of the address that `operations` share, HEAD and OPTIONS included. */
function allowedMethods(operations: readonly Pick<Operation, 'method'>[]): string[] {
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
  const detail = `${request.method} is not allowed here; allowed: ${allow}`;
  return problemOf(new HttpError('method_not_allowed', detail, { allow }));
}

/** Answers any request for an address that the API doesn't have. */
export const noSuchAddress = (request: Request): Response =>
  problem('not_found', `The API has no address ${beginningOf(new URL(request.url).pathname, 120)}`);

/**
 * The answer where no operation of the API at `root` can be meant, whatever a router would make of the
 * address: the root itself, bytes that are no UTF-8, an address of SvelteKit's own; and 308 to the
 * address without a slash at its end. Null for all others.
 */
export function answerBeforeRouting(request: Request, root: string): Response | null {
  const { pathname, search } = new URL(request.url);
  if (pathname !== root && !pathname.startsWith(`${root}/`)) return null;
  const plain = pathname.replace(/\/+$/, '');
  if (
    plain === root ||
    !isDecodable(pathname) ||
    /(?:\/|\.html)__(?:data\.json|route\.js)$/.test(pathname)
  ) {
    return noSuchAddress(request);
  }
  if (plain === pathname) return null;
  return new Response(null, { status: 308, headers: { location: plain + search } });
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
