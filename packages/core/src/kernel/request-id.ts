/** The id of the request that is being answered: the same in its answer, in its problem and in the log. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** vesta's worker and the framework inside it are built apart, each with a copy of this module. */
const shared = globalThis as { [place: symbol]: AsyncLocalStorage<string> | undefined };
const place = Symbol.for('vesta request id');
const current = (shared[place] ??= new AsyncLocalStorage<string>());

/** The header that names it, of requests and of answers. */
const header = 'x-request-id';

/** Answers `request` under an id of its own, which the answer gets; inside of another such call under that. */
export async function withRequestId(
  request: Request,
  answer: () => Promise<Response> | Response,
): Promise<Response> {
  const id = current.getStore() ?? idOf(request);
  const response = await current.run(id, answer);
  if (response.headers.get(header) === id) return response;
  const identified = new Response(response.body, response);
  identified.headers.set(header, id);
  return identified;
}

/** The id of the request that is being answered, or undefined outside of one. */
export const currentRequestId = (): string | undefined => current.getStore();

/**
 * The caller's own id where it has the shape of one (what is written into logs must not forge lines
 * there), else Cloudflare's, else a new one.
 */
function idOf({ headers }: Request): string {
  const given = [headers.get(header), headers.get('cf-ray')];
  return given.find((id) => id !== null && isRequestId(id)) ?? crypto.randomUUID();
}

const isRequestId = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_.-]{7,63}$/.test(text);
