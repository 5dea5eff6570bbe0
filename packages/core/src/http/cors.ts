/**
 * Lets pages of other sites call the API with a key, or as a guest (https://fetch.spec.whatwg.org).
 * A session's cookie is not for them: answers never allow credentials, and what was asked with a
 * cookie alone is not opened at all.
 */

const anyOrigin = { 'access-control-allow-origin': '*' };

/** Request headers beyond those that browsers let every page send. */
const requestHeaders = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'If-Modified-Since',
  'Consistency-Token',
  'X-Request-Id',
].join(', ');

/** Response headers beyond those that browsers show every page. */
const answerHeaders = [
  'Link',
  'ETag',
  'Location',
  'Allow',
  'Accept',
  'Accept-Encoding',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'Consistency-Token',
  'Idempotency-Replayed',
  'X-Request-Id',
  'WWW-Authenticate',
].join(', ');

/** In seconds; browsers keep it no longer than two hours or a day, whatever it says. */
const preflightLifetime = 86_400;

/**
 * The answer as pages of other sites may read it: that to a key and that to a guest, errors included.
 * A preflight is answered yes at every address: whether the request itself may be made is for its
 * own answer to say, in words that the caller can read.
 */
export function withCors(request: Request, response: Response): Response {
  const { headers } = request;
  if (headers.has('cookie') && !headers.has('authorization')) return response;
  if (isPreflight(request)) {
    const allow = response.headers.get('allow');
    return new Response(null, {
      status: 204,
      headers: {
        ...anyOrigin,
        ...(allow && { allow }),
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
        'access-control-allow-headers': requestHeaders,
        'access-control-max-age': String(preflightLifetime),
        'cache-control': 'no-store',
      },
    });
  }
  return publicly(response);
}

/** The answer as every page of every site may read it: for what is the same for everybody. */
export function publicly(response: Response): Response {
  const answer = new Response(response.body, response);
  for (const [name, value] of Object.entries(anyOrigin)) answer.headers.set(name, value);
  answer.headers.set('access-control-expose-headers', answerHeaders);
  return answer;
}

const isPreflight = ({ method, headers }: Request): boolean =>
  method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method');
