/** How the API's operations are mounted: the database from the platform, the caller from the session. */
import {
  handle,
  methodNotAllowed,
  openapi,
  operations,
  problem,
  version,
  type Method,
  type OpenApiDocument,
  type Operation,
} from '@vesta-cx/core/api';
import { sessionCookie } from '@vesta-cx/utils/auth';
import type { RequestHandler } from '@sveltejs/kit';
import { doorOf } from './door';

type Mounted = Record<Method | 'fallback', RequestHandler>;

/** The handlers of one address: `export const { GET, POST, fallback } = mount(list, create)`. */
export function mount(...offered: Operation[]): Mounted {
  const handlers = offered.map((operation) => [operation.method, answer(operation)]);
  return {
    ...Object.fromEntries(handlers),
    fallback: ({ request }) => methodNotAllowed(offered, request),
  } as Mounted;
}

const answer =
  (operation: Operation): RequestHandler =>
  (event) => {
    const { request, params } = event;
    if (request.headers.has('authorization')) {
      return problem('unauthenticated', 'This vesta knows no such API key', {
        headers: { 'www-authenticate': 'Bearer realm="vesta", error="invalid_token"' },
      });
    }
    return handle(operation, request, {
      ...doorOf(event),
      params: params as Record<string, string>,
    });
  };

/** What the API offers at `origin`, as OpenAPI. */
export function documentOf(origin: string): OpenApiDocument {
  const serverUrl = `${origin}/api`;
  return openapi(operations, { title: 'vesta', version, serverUrl, sessionCookie });
}
