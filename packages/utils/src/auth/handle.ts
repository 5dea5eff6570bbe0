import type { AuthConfig } from './config.ts';
import type { Identity } from './identity.ts';
import type { Session } from './session.ts';
import { readSession, sessionIdOf } from './session.ts';

const sessionName = 'vesta_session';

/**
 * A cookie's name at this address. On https browsers take one that begins with `__Host-` from nobody
 * but this very host, so that no other site of its domain can plant one; over plain http, which is
 * for this machine only, they take none of that name.
 */
export const cookieName = (name: string, { protocol }: Pick<URL, 'protocol'>): string =>
  protocol === 'https:' ? `__Host-${name}` : name;

/** The cookie that holds the sealed session at this address. */
export const sessionCookie = (url: Pick<URL, 'protocol'>): string => cookieName(sessionName, url);

/** 400 days, the longest a browser keeps a cookie; the session itself ends when WorkOS says so. */
const sessionSeconds = 400 * 24 * 60 * 60;

export interface CookieOptions {
  path: '/';
  httpOnly: true;
  secure: true;
  sameSite: 'lax';
  maxAge?: number;
}

/** Returns how every cookie of vesta's auth is set. */
export function cookieOptions(maxAge?: number): CookieOptions {
  return { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge };
}

/** The part of SvelteKit's cookies that auth uses. */
export interface Cookies {
  get(name: string): string | undefined;
  set(name: string, value: string, options: CookieOptions): void;
  delete(name: string, options: CookieOptions): void;
}

/** Where cookies are read and set. */
export interface CookieEvent {
  cookies: Cookies;
  url: URL;
}

/** The part of SvelteKit's event that auth uses. */
export interface AuthEvent<User> extends CookieEvent {
  locals: { session: Session | null; user: User | null };
}

export interface AuthHandleOptions<Event, User> {
  /** Reads the configuration; asked only when the request carries a session cookie. */
  config: (event: Event) => AuthConfig;
  /**
   * The person's row, or null when there is none yet, and whether the session was ended. Null when
   * nobody can say now: the person is shown as a guest and keeps the cookie.
   */
  loadUser: (
    event: Event,
    session: Pick<Session, 'workosUserId' | 'sessionId'>,
  ) => Promise<{ user: User | null; isEnded: boolean } | null>;
  /**
   * Makes the row: a valid session whose row is missing (a new database) signs in again. Null ends
   * the session: the account was deleted.
   */
  onSignIn: (event: Event, identity: Identity) => Promise<User | null>;
  /** Told when WorkOS could not be reached and the person is shown as a guest. */
  onUnavailable?: (event: Event, error: unknown) => void;
}

/**
 * A SvelteKit `handle` that fills `locals.session` and `locals.user`, renews the cookie when the
 * access token has expired, and removes a cookie that means nothing any more.
 */
export function createAuthHandle<Event extends AuthEvent<User>, User>(
  options: AuthHandleOptions<Event, User>,
) {
  return async function handle<Answer>(input: {
    event: Event;
    resolve: (event: Event) => Answer;
  }): Promise<Awaited<Answer>> {
    await identify(input.event, options);
    return await input.resolve(input.event);
  };
}

/** Puts a sealed session into the browser. */
export function setSession({ cookies, url }: CookieEvent, sealedSession: string): void {
  cookies.set(sessionCookie(url), sealedSession, cookieOptions(sessionSeconds));
}

/** Removes the session from the browser. */
export function clearSession({ cookies, url }: CookieEvent): void {
  cookies.delete(sessionCookie(url), cookieOptions());
}

async function identify<Event extends AuthEvent<User>, User>(
  event: Event,
  options: AuthHandleOptions<Event, User>,
): Promise<void> {
  event.locals.session = null;
  event.locals.user = null;
  const sealed = event.cookies.get(sessionCookie(event.url));
  if (!sealed) return;

  const config = options.config(event);
  const result = await readSession(config, sealed);
  if (result.status === 'invalid') clearSession(event);
  if (result.status === 'renewed') setSession(event, result.sealedSession);
  if (result.status === 'unavailable') options.onUnavailable?.(event, result.error);
  if (!('session' in result)) return;

  const { session } = result;
  // That of the cookie that came, which may be a copy: a renewal could give it another one.
  const sessionId = result.status === 'renewed' ? await sessionIdOf(config, sealed) : null;
  const known = await options.loadUser(event, {
    workosUserId: session.workosUserId,
    sessionId: sessionId ?? session.sessionId,
  });
  if (!known) return;
  if (known.isEnded) return clearSession(event);
  const user = known.user ?? (await options.onSignIn(event, session.identity));
  if (!user) return clearSession(event);
  event.locals.session = session;
  event.locals.user = user;
}
