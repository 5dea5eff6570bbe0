import { logError } from '../kernel/index.ts';
import {
  handle,
  overLimit,
  policyHeader,
  problem,
  problemOf,
  type Context,
  type Operation,
  type RateLimiters,
} from '../http/index.ts';
import { hashApiKey } from '@vesta-cx/utils/api-keys';
import { authenticate, keyIn } from './authenticate.ts';

export interface KeyContext extends Omit<Context, 'principal' | 'scopes'> {
  /** Takes work that the answer does not wait for and that needs the database. */
  waitUntil: (work: Promise<unknown>) => void;
  limiters?: RateLimiters | undefined;
}

/** Answers a request for whoever its API key is of; without one with 401. Never throws. */
export const handleWithKey = (
  operation: Operation,
  request: Request,
  context: KeyContext,
): Promise<Response> => answer(operation, request, context).catch(problemOf);

async function answer(
  operation: Operation,
  request: Request,
  { waitUntil, limiters, ...context }: KeyContext,
): Promise<Response> {
  if (!request.headers.has('authorization')) {
    const detail = 'Send an API key as `Authorization: Bearer vesta_…`';
    return problem('unauthenticated', detail, { headers: { 'www-authenticate': realm } });
  }
  const sent = keyIn(request);
  if ('refused' in sent) return refuse(sent.refused);
  // By its hash, so that what is counted tells nobody the key; also of keys that nobody made.
  const over = await overLimit(limiters, 'key', await hashApiKey(sent.key));
  if (over) return over;
  const { caller, refused } = await authenticate(context.db, sent.key, context.now);
  if (!caller) return refuse(refused);
  const { principal, scopes, noteUse } = caller;
  if (noteUse)
    waitUntil(noteUse().catch((error) => logError('The use of a key was not recorded', error)));
  const response = await handle(operation, request, { ...context, principal, scopes });
  if (limiters?.key) response.headers.set('ratelimit-policy', policyHeader('key'));
  return response;
}

const realm = 'Bearer realm="vesta"';

/** 401 as RFC 6750 has it. */
function refuse(detail: string): Response {
  const description = detail.replace(/[^\x20-\x7e]|["\\]/g, '').trim();
  const challenge = `${realm}, error="invalid_token", error_description="${description}"`;
  return problem('unauthenticated', detail, { headers: { 'www-authenticate': challenge } });
}
