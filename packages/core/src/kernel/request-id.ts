/** The id of the request that is being answered: the same in its answer, in its problem and in the log. */
import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** The header that names it, of requests and of answers. */
export const requestIdHeader = 'x-request-id';

/** Runs `answer` under the id and puts it on the answer. */
export async function withRequestId(
  id: string,
  answer: () => Promise<Response> | Response,
): Promise<Response> {
  const response = await current.run(id, answer);
  if (response.headers.get(requestIdHeader) === id) return response;
  const identified = new Response(response.body, response);
  identified.headers.set(requestIdHeader, id);
  return identified;
}

/** The id of the request that is being answered, or undefined outside of one. */
export const currentRequestId = (): string | undefined => current.getStore();

/**
 * The id of a request: the caller's own where it has the shape of one (what is written into logs
 * must not forge lines there), else Cloudflare's, else a new one.
 */
export function requestIdOf({ headers }: Request): string {
  const given = headers.get(requestIdHeader) ?? '';
  if (isRequestId(given)) return given;
  const ray = headers.get('cf-ray') ?? '';
  return isRequestId(ray) ? ray : crypto.randomUUID();
}

const isRequestId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_.-]{7,63}$/.test(text);
