/** How the API's operations are mounted: the database from the platform, the caller from the session or the key. */
import {
  addressOf,
  handle,
  methodNotAllowed,
  openapi,
  overLimit,
  problemOf,
  version,
  type Method,
  type OpenApiDocument,
  type Operation,
} from '@vesta-cx/core/http';
import { operations } from '@vesta-cx/core/operations';
import { handleWithKey } from '@vesta-cx/core/keys';
import { sessionCookie } from '@vesta-cx/utils/auth';
import type { RequestHandler } from '@sveltejs/kit';
import { authConfig } from './auth';
import { getDb } from './db';
import { servicesOf } from './services';

type Mounted = Record<Method | 'fallback', RequestHandler>;

/** The handlers of one address: `export const { GET, POST, fallback } = mount(list, create)`. */
export function mount(...offered: Operation[]): Mounted {
  const reads = offered.find(({ method }) => method === 'GET');
  const handlers = offered.map((operation) => [operation.method, answer(operation, reads)]);
  return {
    ...Object.fromEntries(handlers),
    fallback: ({ request }) => methodNotAllowed(offered, request),
  } as Mounted;
}

const answer =
  (operation: Operation, reads: Operation | undefined): RequestHandler =>
  async (event) => {
    const { request, locals } = event;
    const { KEY_LIMITER: key, ADDRESS_LIMITER: address } = event.platform!.env;
    const over = await overLimit({ address }, 'address', addressOf(request));
    if (over) return over;
    const params = event.params as Record<string, string>;
    const cursorSecret = () => authConfig(event.platform).cookiePassword;
    const db = getDb(event.platform!);
    const context = { db, params, reads, cursorSecret, services: servicesOf(event.platform) };
    if (!request.headers.has('authorization')) {
      if (locals.failure) return problemOf(locals.failure);
      return handle(operation, request, { ...context, principal: locals.principal });
    }
    // A key speaks for itself: whoever is signed in in the same browser does not matter.
    const waitUntil = (work: Promise<unknown>) => {
      locals.streaming = work.then(() => {});
    };
    return handleWithKey(operation, request, { ...context, waitUntil, limiters: { key } });
  };

/** Returns what the API offers at `origin`, as OpenAPI. */
export function documentOf(origin: string): OpenApiDocument {
  const serverUrl = `${origin}/api`;
  return openapi(operations, {
    title: 'vesta',
    version,
    serverUrl,
    sessionCookie: sessionCookie(new URL(origin)),
    keys: true,
  });
}
