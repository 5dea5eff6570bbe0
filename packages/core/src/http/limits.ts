/**
 * How much one caller may ask for, by Cloudflare's rate-limit binding. It counts at each of
 * Cloudflare's places by itself, and says yes or no but not how much is left: so answers carry the
 * policy, and what is left only when that is nothing.
 */
import { problem } from './problem.ts';

/** Requests within so many seconds. The `ratelimits` of each app's wrangler.jsonc say the same. */
export const policies = {
  key: { quota: 600, seconds: 60 },
  address: { quota: 1200, seconds: 60 },
  /** Pages and forms that ask WorkOS, by one address or account: WorkOS has a limit for all of vesta. */
  workos: { quota: 120, seconds: 60 },
} as const;

export type Policy = keyof typeof policies;

/** The part of the binding that is used. */
interface RateLimiter {
  limit(asked: { key: string }): Promise<{ success: boolean }>;
}

/** Rate limiters that an app has bound; where something is missing nothing is counted. */
export type RateLimiters = Partial<Record<Policy, RateLimiter>>;

/** The refusal when `who` has asked too much under the policy, else null. Nobody is not counted. */
export async function overLimit(
  limiters: RateLimiters | undefined,
  policy: Policy,
  who: string | null,
): Promise<Response | null> {
  const limiter = limiters?.[policy];
  if (!limiter || who === null || (await limiter.limit({ key: who })).success) return null;
  const { quota, seconds } = policies[policy];
  const detail = `At most ${quota} requests in ${seconds} seconds for one ${policy}; wait a little`;
  return problem('too_many_requests', detail, {
    headers: {
      'retry-after': String(seconds),
      'ratelimit-policy': policyHeader(policy),
      ratelimit: `"${policy}";r=0;t=${seconds}`,
    },
  });
}

/** A policy as the `RateLimit-Policy` header says it. */
export function policyHeader(policy: Policy): string {
  const { quota, seconds } = policies[policy];
  return `"${policy}";q=${quota};w=${seconds}`;
}

/**
 * Returns whose request this is as far as the network tells; null on the machine itself, where everybody
 * has one address. One household or server has a whole /64 of IPv6, so that counts as one.
 */
export function addressOf(request: Request): string | null {
  const address = request.headers.get('cf-connecting-ip');
  if (address === null || address === '::1' || address.startsWith('127.')) return null;
  return address.includes(':') ? networkOf(address) : address;
}

/** The first four groups of an IPv6 address, written out. */
function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
