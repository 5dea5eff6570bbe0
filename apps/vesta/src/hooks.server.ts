import { actorHandle } from '$lib/server/actor';
import { authHandle } from '$lib/server/auth';
import { isForeignChange } from '$lib/server/foreign';
import { longestForm, tooLarge, withinLimit } from '$lib/server/form-size';
import { pageAround } from '$lib/server/around';
import { readYourWrites, release } from '$lib/server/db';
import { protect } from '$lib/server/headers';
import { metered } from '$lib/server/meter';
import { guest, logError, withRequestId } from '@vesta-cx/core';
import { withCors } from '@vesta-cx/core/http';
import { error, type Handle, type HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';

/** The worker has given the request its id already, except where Vite serves. */
const identified: Handle = ({ event, resolve }) =>
  event.isSubRequest ? resolve(event) : withRequestId(event.request, () => resolve(event));

/** What another site had a browser send is refused before anything looks at it. */
const sameSite: Handle = ({ event, resolve }) =>
  !event.isSubRequest && isForeignChange(event.request)
    ? new Response('This can be sent from vesta’s own pages only', { status: 403 })
    : resolve(event);

/** What programs in pages of other sites may read: the API and feeds. */
const openRoutes = /^\/(?:api\/(?!docs)|\[workspace\]\/feed\.)/;

const cors: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  return openRoutes.test(event.route.id ?? '') ? withCors(event.request, response) : response;
};

/** Reports what a request read and wrote at D1. Only where VESTA_METER is set: tests and benchmarks. */
const meter: Handle = async ({ event, resolve }) => {
  if (!event.platform?.env.VESTA_METER || !event.platform.env.DB) return resolve(event);
  const { database, read } = metered(event.platform.env.DB);
  event.platform = { ...event.platform, env: { ...event.platform.env, DB: database } };
  const response = await resolve(event);
  const answer = new Response(response.body, response);
  const { rows, written, statements, rounds } = read();
  answer.headers.set('x-rows-read', String(rows));
  answer.headers.set('x-rows-written', String(written));
  answer.headers.set('x-statements', String(statements));
  answer.headers.set('x-rounds', String(rounds));
  return answer;
};

/** Whoever changes something sees it from then on, whichever replica answers. */
const ownWrites: Handle = async ({ event, resolve }) => {
  if (!event.platform || event.isSubRequest) return resolve(event);
  return readYourWrites(event.request, event.platform, async () => resolve(event));
};

/**
 * Gives back the connections that the request has opened, where the engine has such: when the
 * answer is there, or when what goes on behind it is done.
 */
const connections: Handle = async ({ event, resolve }) => {
  const { platform, locals, isSubRequest } = event;
  try {
    return await resolve(event);
  } finally {
    if (platform && !isSubRequest) {
      if (locals.streaming) {
        platform.ctx.waitUntil(locals.streaming.finally(() => release(platform)));
      } else {
        release(platform);
      }
    }
  }
};

/** Forms have a limit like the API's bodies, which each operation reads within its own. */
const limitForms: Handle = async ({ event, resolve }) => {
  if (event.isSubRequest || event.url.pathname.startsWith('/api/')) return resolve(event);
  const request = await withinLimit(event.request, longestForm);
  if (!request) return tooLarge(event.request);
  event.request = request;
  return resolve(event);
};

/** SvelteKit looks the action of a form up by its name, and finds `constructor` everywhere. */
const ownActions: Handle = ({ event, resolve }) => {
  const isAction = event.request.method === 'POST' && !event.isSubRequest;
  const names = isAction ? [...event.url.searchParams.keys()] : [];
  if (names.some((name) => name.startsWith('/') && name.slice(1) in {})) {
    error(404, { message: 'There is no such action' });
  }
  return resolve(event);
};

/** Who is asking, for the use cases. */
const principal: Handle = ({ event, resolve }) => {
  const { user } = event.locals;
  event.locals.principal = user ? { userId: user.workosUserId } : guest;
  return resolve(event);
};

/**
 * Shows again, ready to be sent, what was filled in without scripts where the answer would be without
 * it: the session ended meanwhile, or what vesta needs for it fails.
 */
const keepWhatWasWritten: Handle = async ({ event, resolve }) => {
  const { request, url, locals, isSubRequest } = event;
  const isPageForm =
    request.method === 'POST' &&
    !isSubRequest &&
    !url.pathname.startsWith('/api/') &&
    !url.pathname.startsWith('/auth/') &&
    !request.headers.has('x-sveltekit-action');
  if (!isPageForm) return resolve(event);
  const again = async (body: Body, why: string) => {
    const to = encodeURIComponent(url.pathname + url.search);
    return event.fetch(`/auth/again?to=${to}&why=${why}`, {
      method: 'POST',
      headers: request.headers,
      body: body.body,
      duplex: 'half',
    } as RequestInit);
  };
  const shownAgain = async (body: Body, status: number) =>
    new Response((await again(body, 'unavailable')).body, {
      status,
      headers: { 'content-type': 'text/html' },
    });
  if (locals.failure) {
    locals.retryAfter = locals.failure.retryAfter;
    return shownAgain(request, 503);
  }
  if (!locals.user) return again(request, 'session');
  const copy = request.clone();
  const response = await resolve(event);
  return locals.isTextGone ? shownAgain(copy, response.status) : response;
};

const headers: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const { retryAfter } = event.locals;
  const isFailure = response.status >= 400 && !response.headers.has('retry-after');
  if (retryAfter !== undefined && isFailure) {
    response.headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  }
  const isVisit = ['GET', 'HEAD'].includes(event.request.method);
  const isHttps = event.url.protocol === 'https:';
  protect(response, { isHttps, mayStay: isVisit && !event.locals.user });
  return response;
};

export const handle = sequence(
  identified,
  cors,
  sameSite,
  ownWrites,
  connections,
  meter,
  headers,
  limitForms,
  ownActions,
  authHandle,
  principal,
  actorHandle,
  keepWhatWasWritten,
);

export const handleError: HandleServerError = async ({ error, event, status, message }) => {
  if (status >= 500) logError(`${event.request.method} ${event.url.pathname}`, error);
  return {
    message: status >= 500 ? 'Something failed on our side' : message,
    around: status === 404 ? await pageAround(event) : undefined,
  };
};
