/** The API: a request in, an answer out. Web standards only, so that any app can mount it. */
import { newId } from '@vesta-cx/db';
import type { Database, Page } from '@vesta-cx/db/query';
import { z } from 'zod';
import {
  logError,
  type Principal,
  requireUnrestrictedKey,
  sealedPage,
  type Services,
  unauthenticated,
} from '../kernel/index.ts';
import { parseJson, readText, requireJson } from './body.ts';
import { etagOf, isFresh } from './etag.ts';
import { claim, keyOf } from './idempotency.ts';
import type { Answers, Operation } from './operation.ts';
import { requireSameOrigin } from './origin.ts';
import { expectedBy, requireTag } from './preconditions.ts';
import { HttpError, problem, problemOf } from './problem.ts';
import type { Scope } from './scopes.ts';
import { parseBody, parseParams, parseQuery } from './validate.ts';

export interface Context {
  db: Database;
  principal: Principal;
  /** The path's parameters, decoded. */
  params?: Record<string, string>;
  /** What the caller's API key may do. None: a browser session, which other sites must not use. */
  scopes?: readonly Scope[];
  /** Where the API begins in the app's addresses. */
  root?: string;
  /** What cursors are sealed with; asked only where there is one, and without it lists have one page. */
  cursorSecret?: () => string | undefined;
  services: Services;
  now?: Date;
  /** What answers GET at the same address, if anything does: whose ETag `If-Match` speaks of. */
  reads?: Operation | undefined;
}

/** Answers `request` by `operation`. Never throws. */
export async function handle(
  operation: Operation,
  request: Request,
  context: Context,
): Promise<Response> {
  let response: Response;
  try {
    response = await run(operation, request, context);
  } catch (error) {
    response = problemOf(error);
  }
  const { headers } = response;
  headers.set('vary', 'Cookie, Authorization');
  // Guests' answers may be kept but are asked for again: an edge that ignores `Vary` must not mix them up.
  if (response.ok || response.status === 304) {
    headers.set('cache-control', context.principal.userId ? 'private, no-store' : 'no-cache');
  }
  return request.method === 'HEAD' ? new Response(null, response) : response;
}

async function run(operation: Operation, request: Request, context: Context): Promise<Response> {
  const { principal, db, now = new Date() } = context;
  const writes = operation.method !== 'GET';
  if (operation.auth === 'required' && principal.userId === null) throw unauthenticated();
  if (operation.onlyKeys && !principal.key) throw unauthenticated('This is for API keys: send one');
  if (context.scopes && operation.scope && !context.scopes.includes(operation.scope)) {
    throw new HttpError('forbidden', `This API key lacks the scope ${operation.scope}`, {
      'www-authenticate': `Bearer realm="vesta", error="insufficient_scope", scope="${operation.scope}"`,
    });
  }
  if (!operation.confined) requireUnrestrictedKey(principal);
  if (writes && principal.userId !== null && !context.scopes) requireSameOrigin(request);

  const url = new URL(request.url);
  const params = parseParams(operation.params, context.params ?? {});
  const query = parseQuery(operation.query, url.searchParams);
  const ifMatch = writes ? expectedBy(request.headers) : undefined;
  const key = operation.method === 'POST' ? keyOf(request) : null;
  const text = writes ? await bodyText(operation, request) : '';
  const body = operation.body && parseBody(operation.body, parseJson(text));

  const askedAs = (id: string, asked: unknown = query) => ({
    ...{ db, principal, params, query: asked, body, ifMatch, id, now },
    services: servicesFor(operation, context.services),
  });
  const perform = async (id: string) => {
    if (ifMatch && !operation.ifMatch) requireTag(request.headers, await tagOf(request, context));
    const result =
      operation.kind === 'list'
        ? await pageOfList(operation, context, params, query as ListQuery, (asked) =>
            operation.handler(askedAs(id, asked)),
          )
        : await operation.handler(askedAs(id));
    return answer(operation, request, context, result);
  };
  if (key === null || principal.userId === null) return perform(newId());

  const path = url.pathname + url.search;
  const held = await claim(
    db,
    // An answer is for whoever asked: a key must not hear what its maker's session or another key was told.
    principal.key?.id ?? principal.userId,
    key,
    { method: request.method, path, body: text },
    now,
  );
  if ('replay' in held) {
    const made = held.replay.headers.get('location')?.split('/').at(-1) ?? '';
    if (held.replay.ok) await operation.allowed(askedAs(held.id), made);
    return held.replay;
  }
  const response = await perform(held.id).catch(problemOf);
  // The thing is made: an answer that can't be kept is still an answer.
  const kept = operation.secret && response.ok ? shownOnce() : response;
  await held.settle(kept).catch((error) => logError('A response was not stored', error));
  return response;
}

/** The services that the operation says it uses, since what the document says of it has to be true. */
const servicesFor = ({ id, uses }: Operation, services: Services): Services =>
  new Proxy(services, {
    get(all, name: keyof Services) {
      if (!uses.includes(name)) throw new Error(`Operation ${id}: say that it uses ${name}`);
      return all[name];
    },
  });

type ListQuery = Record<string, unknown> & { cursor?: string };

/** A page of a list, whose cursors are of use in this list, with these filters and for this caller. */
function pageOfList(
  { id }: Operation,
  { principal: { userId, key }, cursorSecret }: Context,
  params: unknown,
  { cursor: sent, limit, ...filters }: ListQuery,
  read: (query: unknown) => Promise<unknown>,
): Promise<Page<unknown>> {
  const reader = [userId, key?.id ?? null];
  return sealedPage(
    { secret: cursorSecret, list: [id, params, filters, reader] },
    sent,
    (cursor) => read({ ...filters, limit, cursor }) as Promise<Page<unknown>>,
  );
}

const shownOnce = () =>
  problem('conflict', 'This was made already, and its secret is shown only once: make another');

async function bodyText(operation: Operation, request: Request): Promise<string> {
  if (operation.body) requireJson(request);
  return readText(request, operation.maxBytes);
}

/** The ETag that the caller would be given at the address of the request; null where there is none. */
async function tagOf({ url }: Request, context: Context): Promise<string | null> {
  if (!context.reads) return null;
  const { origin, pathname } = new URL(url);
  const read = await handle(context.reads, new Request(origin + pathname), context);
  return read.headers.get('etag');
}

async function answer(
  { kind, output }: Operation,
  request: Request,
  context: Context,
  result: unknown,
): Promise<Response> {
  if (kind === 'delete') return new Response(null, { status: 204 });
  const url = new URL(request.url);
  if (kind === 'list') {
    const { items, next } = result as Page<unknown>;
    const response = await json(request, z.encode(z.array(output!), items));
    if (next !== null) {
      url.searchParams.set('cursor', next);
      response.headers.set('link', `<${url.href}>; rel="next"`);
    }
    return response;
  }
  const { value, version } = result as Answers<unknown>['read'];
  const { location } = result as Partial<Answers<unknown>['create']>;
  const { created } = result as Answers<unknown>['replace'];
  const status = (created ?? kind === 'create') ? 201 : 200;
  const response = await json(request, z.encode(output!, value), { status, version });
  if (location)
    response.headers.set('location', `${url.origin}${context.root ?? '/api'}${location}`);
  return response;
}

async function json(
  request: Request,
  value: unknown,
  { status = 200, version }: { status?: number; version?: number | undefined } = {},
): Promise<Response> {
  const body = JSON.stringify(value);
  const etag = await etagOf(body, version);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (reads && isFresh(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { etag } });
  }
  return new Response(body, { status, headers: { 'content-type': 'application/json', etag } });
}
