import type { RequestEvent } from '@sveltejs/kit';
import { AppError, type Services } from '@vesta-cx/core';
import { addressOf, overLimit, policies } from '@vesta-cx/core/http';
import { connectWorkos } from '@vesta-cx/utils/workos';
import { authConfig } from './auth';

type Event = Pick<RequestEvent, 'platform' | 'locals' | 'request'>;

/** Returns what use cases need beyond the database, for a request as for what Cloudflare calls by itself. */
export const servicesOf = (platform: Pick<App.Platform, 'env'> | undefined): Services => ({
  get workos() {
    return connectWorkos(authConfig(platform));
  },
});

/**
 * Returns a service for a page or a form, where somebody may ask over and over. Of WorkOS it throws
 * `too_many_requests` as `requireFewCalls` does, and what was told of one that has not answered this
 * request before.
 */
export async function serviceWithin<Name extends keyof Services>(
  event: Event,
  name: Name,
): Promise<Services[Name]> {
  if (name === 'workos') {
    if (event.locals.workosAway) throw event.locals.workosAway;
    await requireFewCalls(event);
  }
  return servicesOf(event.platform)[name];
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
