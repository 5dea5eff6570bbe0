/** What pages of other sites may do with the API. */
import { describe, expect, it } from 'vitest';
import { problem, publicly, withCors } from '../../src/http/index.ts';

const ask = (headers: Record<string, string>, method = 'GET') =>
  new Request('https://vesta.example/api/things', { method, headers });
const site = { origin: 'https://elsewhere.example' };
const key = { authorization: 'Bearer vesta_x' };
const cookie = { cookie: 'vesta_session=x' };

const opened = (response: Response) => response.headers.get('access-control-allow-origin');

describe('an answer', () => {
  it.each([
    ['to a key', { ...site, ...key }],
    ['to a guest', site],
    ['to a key, whoever is signed in beside it', { ...site, ...key, ...cookie }],
    ['to no page at all', {}],
  ])('%s can be read anywhere', (_, headers) => {
    for (const code of [
      'unauthenticated',
      'not_found',
      'too_large',
      'too_many_requests',
    ] as const) {
      const answer = withCors(
        ask(headers),
        problem(code, 'x', { headers: { 'retry-after': '1' } }),
      );
      expect(opened(answer)).toBe('*');
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    const answer = withCors(
      ask(headers),
      new Response('x', { status: 201, headers: { etag: '"1"' } }),
    );
    expect(answer.status).toBe(201);
    const exposed = answer.headers.get('access-control-expose-headers')!.split(', ');
    for (const name of [
      'Link',
      'ETag',
      'Location',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
    ]) {
      expect(exposed).toContain(name);
    }
    expect(exposed).toContain('Consistency-Token');
    expect(exposed).toContain('Idempotency-Replayed');
  });

  it('to a session stays closed, and nothing ever allows credentials', () => {
    for (const headers of [cookie, { ...site, ...cookie }, { ...site, ...key }, site]) {
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const answer = withCors(ask(headers, method), new Response('x'));
        expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
        if (headers === cookie) expect(opened(answer)).toBeNull();
      }
    }
    expect(opened(withCors(ask({ ...site, ...cookie }), new Response('x')))).toBeNull();
  });

  it('that is the same for everybody is open to everybody', () => {
    expect(opened(publicly(new Response('x')))).toBe('*');
  });
});

describe('a preflight', () => {
  const preflight = (method: string) =>
    ask({ ...site, 'access-control-request-method': method }, 'OPTIONS');

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])('for %s is answered yes', (method) => {
    const there = new Response(null, { status: 204, headers: { allow: 'GET' } });
    for (const answered of [there, problem('not_found', 'x')]) {
      const answer = withCors(preflight(method), answered);
      expect(answer.status).toBe(204);
      expect(opened(answer)).toBe('*');
      expect(answer.headers.get('access-control-allow-methods')!.split(', ')).toContain(method);
      const allowed = answer.headers.get('access-control-allow-headers')!.toLowerCase().split(', ');
      for (const name of ['authorization', 'content-type', 'if-match', 'if-none-match']) {
        expect(allowed).toContain(name);
      }
      expect(allowed).toContain('idempotency-key');
      expect(allowed).toContain('consistency-token');
      expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThan(60);
      expect(answer.headers.get('allow')).toBe(answered === there ? 'GET' : null);
    }
  });

  it('is not what merely asks for the methods', () => {
    const answer = new Response(null, { status: 204, headers: { allow: 'GET, OPTIONS' } });
    const plain = withCors(ask(site, 'OPTIONS'), answer);
    expect(plain.headers.get('allow')).toBe('GET, OPTIONS');
    expect(plain.headers.get('access-control-allow-methods')).toBeNull();
  });
});
