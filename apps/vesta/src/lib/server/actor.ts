/** Whom this browser has chosen to act as, kept in a cookie and checked with every request. */
import * as actors from '@vesta-cx/core/actors';
import { cookieName } from '@vesta-cx/utils/auth';
import type { Handle, RequestEvent } from '@sveltejs/kit';
import { unlessDatabaseFails } from './auth';
import { contextOf } from './request-context';

const actorCookie = (url: URL) => cookieName('vesta_actor', url);

type Event = Pick<RequestEvent, 'cookies' | 'url'>;

/** Out of reach for scripts, other sites and plain http, also where SvelteKit would not ask for it. */
const guarded = { path: '/', httpOnly: true, sameSite: 'lax', secure: true } as const;

/** As long as browsers keep a cookie at most. */
const maxAge = 400 * 24 * 60 * 60;

/** Fills `locals.actor`; a right that is gone makes the person act as themself again, and says so. */
export const actorHandle: Handle = async ({ event, resolve }) => {
  const { locals, cookies, url, request, isSubRequest } = event;
  const id = cookies.get(actorCookie(url));
  const { principal } = locals;
  locals.actor = null;
  // The API's callers say in each request whose a thing shall be.
  const forPages = !url.pathname.startsWith('/api/') && !isSubRequest;
  if (!id || principal.userId === null || !forPages) return resolve(event);
  const { userId } = principal;
  const { db } = contextOf(event);
  locals.actor = await unlessDatabaseFails(event, () => actors.chosen(db, { userId }, id));
  if (locals.failure) return resolve(event);
  if (locals.actor) {
    locals.principal = { ...principal, actingAs: { type: 'workspace', id } };
  } else {
    locals.actorLost = true;
    // Scripts ask ahead and in between, and forms have an answer of their own: a page says it at last.
    if (request.method === 'GET' && !event.isDataRequest) forgetActor(event);
  }
  return resolve(event);
};

/** Remembers in this browser whom its person acts as. */
export const rememberActor = ({ cookies, url }: Event, id: string): void =>
  cookies.set(actorCookie(url), id, { ...guarded, maxAge });

/** Acts as oneself again. */
export const forgetActor = ({ cookies, url }: Event): void =>
  cookies.delete(actorCookie(url), guarded);
