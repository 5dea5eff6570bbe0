/**
 * How a caller's next request knows what the last one did, where a database has replicas that lag:
 * the answer to a change carries a token, D1's bookmark, and whoever brings it back reads nothing
 * older. Browsers carry it in cookies, programs in the header. Decision 4 has the reasons.
 */
import { cookieName } from '@vesta-cx/utils/auth';
import type { Start } from '@vesta-cx/utils/d1';

/** The header of requests and of the API's answers. */
export const consistencyHeader = 'consistency-token';

/**
 * A day, in seconds: far longer than a replica that works lags, and shorter than D1 knows old
 * bookmarks (7 days). A bookmark that every replica has passed costs nothing.
 */
const lifetime = 24 * 60 * 60;

/** Each answer names its cookie anew: of two that come at once, the older must not replace the newer. */
const tokenName = /^(?:__Host-)?vesta_consistency_[0-9a-f]{8}$/;

/** A bookmark: hexadecimal groups. Only D1 can tell whether it is one of its own. */
const bookmark = /^[0-9a-f][0-9a-f-]{15,127}$/;

/** Addresses that change something although they are visited. */
const changingVisits = new Set(['/auth/callback']);

/** Returns whether a request is there to change something: then its answer carries a token. */
export function isChange({ method, url }: Request): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method) || changingVisits.has(new URL(url).pathname);
}

/**
 * Returns where the reading of a request starts. Changes start at the primary, since rights and versions
 * have to be what they are now; other requests at the nearest replica that knows the caller's own.
 */
export function startOf(request: Request): Start {
  // So do those with an API key: whether it was revoked is the first question, and whoever stole it
  // must not get to choose an old answer by the token.
  if (isChange(request) || request.headers.has('authorization')) return 'first-primary';
  const header = request.headers.get(consistencyHeader);
  const tokens = [header, ...cookiesOf(request).values()].filter(
    (token): token is string => token !== null && bookmark.test(token),
  );
  // Bookmarks sort by age.
  return tokens.sort().at(-1) ?? 'first-unconstrained';
}

/** The answer with the token, in a cookie unless the caller uses a key, and for the API in the header. */
export function withToken(response: Response, request: Request, token: string): Response {
  const url = new URL(request.url);
  const { body, status, statusText, headers } = response;
  const answer = new Response(body, { status, statusText, headers });
  if (url.pathname.startsWith('/api/')) answer.headers.set(consistencyHeader, token);
  if (request.headers.has('authorization')) return answer;
  // Browsers also keep a secure cookie of http://localhost.
  const attributes = 'Path=/; HttpOnly; Secure; SameSite=Lax';
  const set = (name: string, value: string, maxAge: number) =>
    answer.headers.append('set-cookie', `${name}=${value}; Max-Age=${maxAge}; ${attributes}`);
  const name = `vesta_consistency_${crypto.randomUUID().slice(0, 8)}`;
  set(cookieName(name, url), token, lifetime);
  // The new token is later than those that came with the request.
  for (const name of cookiesOf(request).keys()) set(name, '', 0);
  return answer;
}

function cookiesOf({ headers }: Request): Map<string, string> {
  const pairs = (headers.get('cookie') ?? '').split(/; */).map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return new Map(pairs.filter(([name]) => tokenName.test(name)));
}
