/** What is no address of an operation is answered the same by every app, whatever its router makes of it. */
import { describe, expect, it } from 'vitest';
import { answerBeforeRouting } from '../../src/http/index.ts';

const ask = (path: string, method = 'GET', root = '/api') =>
  answerBeforeRouting(new Request(`https://vesta.example${path}`, { method }), root);

describe.each(['/api', '/v0'])('below %s', (root) => {
  it.each([
    '',
    '/',
    '//',
    '/%ff',
    '/workspaces/%ff',
    '/workspaces/%E0%A4',
    '/%',
    '/me/__data.json',
    '/__data.json',
    '/me.html__data.json',
    '/me/__route.js',
  ])('%s is a problem', async (path) => {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = ask(root + path, method, root)!;
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({
        status: 404,
        type: '/api/docs#problem-not-found',
      });
    }
  });

  it('a slash at the end leads to the address without it', () => {
    const answer = ask(`${root}/workspaces//?q=a/`, 'POST', root)!;
    expect([answer.status, answer.headers.get('location')]).toEqual([
      308,
      `${root}/workspaces?q=a/`,
    ]);
  });

  it.each(['/me', '/workspaces/ada', '/workspaces/%C3%A9', '/me/data.json'])(
    '%s is for the router',
    (path) => {
      expect(ask(root + path, 'GET', root)).toBeNull();
    },
  );
});

it('other addresses are none of its business', () => {
  for (const path of ['/', '/ada/', '/apis/', '/%ff', '/ada/__data.json'])
    expect(ask(path)).toBeNull();
});
