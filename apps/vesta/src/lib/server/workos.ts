import type { RequestEvent } from '@sveltejs/kit';
import { AppError } from '@vesta-cx/core';
import { addressOf, overLimit, policies } from '@vesta-cx/core/http';
import { connectWorkos, type Workos } from '@vesta-cx/utils/workos';
import { authConfig } from './auth';

type Event = Pick<RequestEvent, 'platform' | 'locals' | 'request'>;

/** WorkOS, for use cases on what is kept there. */
export const workosOf = ({ platform }: Pick<Event, 'platform'>): Workos =>
  connectWorkos(authConfig(platform));

/**
 * WorkOS, for pages and forms, where somebody may ask over and over. Throws `too_many_requests` as
 * `requireFewCalls` does, and what was told of a WorkOS that has not answered this request before.
 */
export async function workosWithin(event: Event): Promise<Workos> {
  if (event.locals.workosAway) throw event.locals.workosAway;
  await requireFewCalls(event);
  return workosOf(event);
}

/**
 * Counts a page or form that asks WorkOS, which hears so much from all of vesta and no more. Throws
 * `too_many_requests` when the address or the account has sent more than the policy `workos` allows.
 */
export async function requireFewCalls({ platform, locals, request }: Event): Promise<void> {
  const workos = platform?.env.WORKOS_LIMITER;
  const address = addressOf(request);
  const { userId } = locals.principal;
  const over = await Promise.all(
    [address && `address:${address}`, userId && `account:${userId}`].map((who) =>
      overLimit(workos && { workos }, 'workos', who),
    ),
  );
  if (over.every((refusal) => refusal === null)) return;
  throw new AppError(
    'too_many_requests',
    'Too much came from here within a minute: wait a little and try again.',
    { retryAfter: policies.workos.seconds },
  );
}
