/**
 * How pages and actions call use cases: they get the database and who is asking, and what a use
 * case throws becomes SvelteKit's answer. Nothing is decided here.
 */
import { requireSameActor } from '@vesta-cx/core/actors';
import {
  databaseFailed,
  isAppError,
  logError,
  unauthenticated,
  type AppError,
  type ErrorCode,
  type Principal,
  type Services,
} from '@vesta-cx/core';
import { isDatabaseFailure, type Database } from '@vesta-cx/db/query';
import { error, fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { pageAround } from './around';
import { getDb } from './db';
import { readForm } from './form';
import { mint, mintedIn, type Minted } from './minted';
import { pagedBy, type Asked, type Paged } from './paged';
import { serviceWithin } from './services';
import type { FormError } from '$lib/components/ui/field';

/** What a page's load works with. */
export interface RequestContext {
  db: Database;
  principal: Principal;
  /** A service that a use case needs; throws as `serviceWithin` does. */
  service: <Name extends keyof Services>(name: Name) => Promise<Services[Name]>;
  /** Reads a page of a list of this page, by the cursor in its address. */
  paged: Paged;
  /** An id for what a form of the page will make, for its field `id`. */
  mint: (kind: Minted) => Promise<string>;
}

/** What an action works with: the request's context, and the form that was sent. */
export interface ActionContext extends RequestContext {
  form: FormData;
  /** The id in its field `id`; undefined when it is none that `mint` made for this kind. */
  minted: (kind: Minted) => Promise<string | undefined>;
}

/** What an action hands back to its form when it could not do it: nothing typed is lost. */
export interface Refusal {
  errors: FormError[];
  values: Record<string, string>;
  code: ErrorCode;
}

export const statusOf: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  gone: 410,
  invalid: 400,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  too_many_requests: 429,
  upstream: 502,
  unavailable: 503,
};

export const contextOf = (event: Asked & Pick<RequestEvent, 'request'>): RequestContext => ({
  get db() {
    if (event.locals.failure) throw event.locals.failure;
    return getDb(event.platform!);
  },
  principal: event.locals.principal,
  service: (name) => serviceWithin(event, name),
  paged: pagedBy(event),
  mint: (kind) => mint(event, kind),
});

/** Where somebody sees a thing with which they may do no more than that. */
export type Seen = NonNullable<App.Error['seen']>;

const ways = new WeakMap<AppError, Seen>();

/** When `asked` is refused, the page that says so leads to where the thing is to be seen. */
export async function leadingTo<T>(asked: Promise<T>, find: () => Promise<Seen>): Promise<T> {
  try {
    return await asked;
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'forbidden') ways.set(thrown, await find());
    throw thrown;
  }
}

/**
 * Reads what a page is about, and what is asked for ahead on the chance that it is there: of the two the
 * first decides what is told when it isn't.
 */
export async function together<Subject, Ahead>(
  subject: Promise<Subject>,
  ahead: Promise<Ahead>,
): Promise<[Subject, Ahead]> {
  // When the subject is refused nobody waits for the rest.
  ahead.catch(() => {});
  return [await subject, await ahead];
}

/** A `load` that translates what use cases throw; guests are sent to sign in and come back. */
export function page<Event extends RequestEvent, T>(
  load: (event: Event, context: RequestContext) => Promise<T>,
): (event: Event) => Promise<T> {
  return async (event) => {
    try {
      return await load(event, contextOf(event));
    } catch (error) {
      const thrown = toldBy(error, event);
      if (thrown.code === 'unauthenticated' && event.request.method === 'GET') {
        const { pathname, search } = event.url;
        redirect(303, `/auth/login?returnTo=${encodeURIComponent(pathname + search)}`);
      }
      event.locals.isTextGone = ['unavailable', 'upstream'].includes(thrown.code);
      throw asError(thrown, await wayFrom(thrown, event));
    }
  };
}

/**
 * A form action. Problems that the person can mend go back to the form with all they had typed, also
 * that their session has ended meanwhile; what does not exist for them is a 404.
 */
export function action<Event extends RequestEvent, T>(
  run: (event: Event, context: ActionContext) => Promise<T>,
): (event: Event) => Promise<T | ActionFailure<Refusal>> {
  return async (event) => {
    let form = new FormData();
    try {
      form = await readForm(event.request);
      if (event.locals.principal.userId === null) throw unauthenticated();
      const actor = form.get('actor');
      if (typeof actor === 'string') requireSameActor(actor, event.locals.actor);
      const minted = (kind: Minted) => mintedIn(form, event, kind);
      return await run(event, { ...contextOf(event), form, minted });
    } catch (error) {
      const thrown = toldBy(error, event);
      if (isGone(thrown)) throw asError(thrown);
      return fail(statusOf[thrown.code], refusal(thrown, form));
    }
  };
}

/**
 * Returns what is told of what was thrown: a database that failed, now or when it was asked who is there, is
 * unavailable. Throws what nobody meant to throw.
 */
function toldBy(error: unknown, { locals, url, request }: RequestEvent): AppError {
  const failed = isDatabaseFailure(error);
  if (failed) logError(`${request.method} ${url.pathname}`, error);
  else if (!isAppError(error)) throw error;
  const told = locals.failure ?? (failed ? databaseFailed() : (error as AppError));
  locals.retryAfter = told.retryAfter;
  if (told.code === 'upstream' && told.retryAfter !== undefined) locals.workosAway = told;
  return told;
}

/** The texts of a form by name; of several under one name the last. */
export function valuesOf(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** To the page above what is not there, or to where a list begins whose cursor or filter is wrong. */
const wayFrom = async (thrown: AppError, event: RequestEvent) =>
  isGone(thrown)
    ? pageAround(event)
    : thrown.code === 'invalid'
      ? { name: 'the beginning', path: event.url.pathname }
      : undefined;

const isGone = ({ code }: AppError): boolean => code === 'not_found' || code === 'gone';

const sessionEnded: FormError = {
  message:
    'Your session has ended. Sign in again in a new tab, then send this again: what you wrote is still here.',
  href: '/auth/login?returnTo=/auth/back',
};

function refusal(thrown: AppError, form: FormData): Refusal {
  const { code, message } = thrown;
  const whole = code === 'unauthenticated' ? sessionEnded : { message };
  const errors: FormError[] = thrown.errors.length > 0 ? thrown.errors : [whole];
  return { errors, values: valuesOf(form), code };
}

function asError(thrown: AppError, around?: App.Error['around']) {
  const { code, message } = thrown;
  try {
    error(statusOf[code], {
      message,
      code,
      reason: code === 'forbidden' ? message : undefined,
      seen: ways.get(thrown),
      around,
    });
  } catch (answer) {
    return answer;
  }
}
