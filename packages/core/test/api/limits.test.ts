import { describe, expect, it } from 'vitest';
import { addressOf, overLimit, policies } from '../../src/http/index.ts';

/** Lets so many through, as the binding does, and remembers for whom it was asked. */
function limiter(quota: number) {
  const counts = new Map<string, number>();
  return {
    counts,
    limit: async ({ key }: { key: string }) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return { success: counts.get(key)! <= quota };
    },
  };
}

describe('too many requests', () => {
  it('are refused with what the policy is and when to come back', async () => {
    const limiters = { key: limiter(2) };
    const ask = (who: string) => overLimit(limiters, 'key', who);
    expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([null, null, null]);
    const refused = (await ask('a'))!;
    expect(refused.status).toBe(429);
    const { quota, seconds } = policies.key;
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': String(seconds),
      ratelimit: `"key";r=0;t=${seconds}`,
      'ratelimit-policy': `"key";q=${quota};w=${seconds}`,
    });
  });

  it('are not counted where nothing is bound', async () => {
    expect(await overLimit(undefined, 'address', 'a')).toBeNull();
    expect(await overLimit({}, 'address', 'a')).toBeNull();
  });
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:0001:2::9', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['127.0.0.1', null],
  ['::1', null],
])('a request from %s counts for %j', (address, who) => {
  const headers = { 'cf-connecting-ip': address };
  expect(addressOf(new Request('https://vesta.example', { headers }))).toBe(who);
});
