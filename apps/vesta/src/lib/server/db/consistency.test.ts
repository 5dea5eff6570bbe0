import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consistencyHeader, isChange, startOf, withToken } from './consistency';

const site = 'https://vesta.example';
const bookmarkOf = (count: number) =>
  `${count.toString(16).padStart(8, '0')}-0000024c-00004c6d-8e61117bf38d7adb71b934ebbf891683`;
const anyBookmark = fc.nat(0xffffffff).map(bookmarkOf);

/** A browser's cookies, as far as tokens go: what answers set and take away. */
class Jar {
  readonly cookies = new Map<string, string>();

  request(path = '/', init: RequestInit = {}): Request {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    return new Request(site + path, { ...init, headers: { cookie, ...init.headers } });
  }

  take(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value, age] = /^([^=]+)=([^;]*); Max-Age=(\d+)/.exec(line)!;
      if (age === '0') this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
  }
}

const change = (jar: Jar) => jar.request('/dashboard/new', { method: 'POST' });
const answerTo = (request: Request, count: number) =>
  withToken(new Response('done'), request, bookmarkOf(count));

describe('where reading starts', () => {
  test('a guest reads from the nearest replica', () => {
    expect(startOf(new Request(site))).toBe('first-unconstrained');
    expect(startOf(new Request(site, { method: 'HEAD' }))).toBe('first-unconstrained');
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s starts at the primary', (method) => {
    const request = new Request(site, { method, headers: { [consistencyHeader]: bookmarkOf(7) } });
    expect(startOf(request)).toBe('first-primary');
    expect(isChange(request)).toBe(true);
  });

  test('coming back from signing in starts at the primary', () => {
    expect(startOf(new Request(`${site}/auth/callback?code=1`))).toBe('first-primary');
  });

  test('the latest of all tokens counts, wherever they are', () => {
    fc.assert(
      fc.property(
        fc.array(anyBookmark, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (all, head) => {
          const [first, ...rest] = all as [string, ...string[]];
          const inCookies = head ? rest : all;
          const cookie = inCookies
            .map((token, at) => `vesta_consistency_${String(at).padStart(8, '0')}=${token}`)
            .join('; ');
          const headers = { cookie, ...(head && { [consistencyHeader]: first }) };
          const latest = all.reduce((a, b) => (a > b ? a : b));
          expect(startOf(new Request(site, { headers }))).toBe(latest);
        },
      ),
    );
  });

  test('what can be no bookmark is nothing', () => {
    const nonsense = fc.oneof(
      fc.constantFrom('first-primary', 'first-unconstrained', '', '-', 'a'.repeat(500), '%00'),
      fc.string({ unit: fc.constantFrom(...'abcxyz019-_.~%!"') }),
    );
    fc.assert(
      fc.property(nonsense, (text) => {
        fc.pre(!/^[0-9a-f][0-9a-f-]{15,127}$/.test(text));
        const headers = { [consistencyHeader]: text, cookie: `vesta_consistency_0123abcd=${text}` };
        expect(startOf(new Request(site, { headers }))).toBe('first-unconstrained');
      }),
    );
  });
});

describe('the token of an answer', () => {
  test('is a cookie that scripts and other sites cannot read', () => {
    const answer = answerTo(new Request(`${site}/x`, { method: 'POST' }), 7);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        `^__Host-vesta_consistency_[0-9a-f]{8}=${bookmarkOf(7)}; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=Lax$`,
      ),
    ]);
    expect(answer.headers.has(consistencyHeader)).toBe(false);
  });

  test('is in a header for programs, and in no cookie for those with a key', () => {
    const api = answerTo(new Request(`${site}/api/resources`, { method: 'POST' }), 7);
    expect(api.headers.get(consistencyHeader)).toBe(bookmarkOf(7));
    expect(api.headers.getSetCookie()).toHaveLength(1);
    const headers = { authorization: 'Bearer key' };
    const keyed = answerTo(new Request(`${site}/api/resources`, { method: 'POST', headers }), 7);
    expect(keyed.headers.get(consistencyHeader)).toBe(bookmarkOf(7));
    expect(keyed.headers.getSetCookie()).toEqual([]);
  });

  test('leaves the answer as it was', async () => {
    const redirect = new Response(null, { status: 303, headers: { location: '/there' } });
    redirect.headers.append('set-cookie', 'a=1');
    const answer = withToken(redirect, new Request(site, { method: 'POST' }), bookmarkOf(7));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/there');
    expect(answer.headers.getSetCookie()).toHaveLength(2);
    expect(answer.headers.getSetCookie()[0]).toBe('a=1');
  });

  test('never gets lost, in whatever order answers to changes at the same time arrive', () => {
    const rounds = fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(rounds, { minLength: 1, maxLength: 5 }), (plan) => {
        const jar = new Jar();
        let count = 0;
        for (const round of plan) {
          // All leave with the same cookies; the numbers say in which order the answers arrive.
          const sent = round.map((order) => ({ order, request: change(jar) }));
          const answers = sent.map(({ order, request }) => ({
            order,
            answer: answerTo(request, (count += 1)),
          }));
          for (const { answer } of answers.sort((a, b) => a.order - b.order)) jar.take(answer);
          expect(startOf(jar.request())).toBe(bookmarkOf(count));
          expect(jar.cookies.size).toBeLessThanOrEqual(round.length);
        }
      }),
    );
  });

  test('replaces those that came with the request, also broken ones, and touches no other cookie', () => {
    const jar = new Jar();
    jar.cookies.set('vesta_session', 'sealed');
    jar.cookies.set('vesta_consistency_00000000', 'nonsense');
    jar.take(answerTo(change(jar), 7));
    expect([...jar.cookies.values()]).toEqual(['sealed', bookmarkOf(7)]);
  });
});
