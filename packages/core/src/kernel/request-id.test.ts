import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../http/index.ts';
import { logError } from './log.ts';
import { currentRequestId, withRequestId } from './request-id.ts';

afterEach(() => vi.restoreAllMocks());

const asked = (headers: Record<string, string>) =>
  new Request('https://vesta.example/', { headers });
const idOf = async (headers: Record<string, string>) => {
  const answer = await withRequestId(asked(headers), () => new Response('x'));
  return answer.headers.get('x-request-id');
};
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

describe('the id of a request', () => {
  it('is the caller’s own, Cloudflare’s, or a new one', async () => {
    const [given, ray] = ['4f1c.2b_a-77e', '8c1f00aa9ddeb33f-FRA'];
    expect(await idOf({ 'x-request-id': given, 'cf-ray': ray })).toBe(given);
    expect(await idOf({ 'cf-ray': ray })).toBe(ray);
    expect(await idOf({})).toMatch(uuid);
    expect(await idOf({})).not.toBe(await idOf({}));
  });

  it.each([
    'short',
    'x'.repeat(65),
    'with space',
    'a"quoted"id',
    '<script>1</script>',
    '--------',
    '%0aforged-line',
  ])('is never %j', async (odd) => expect(await idOf({ 'x-request-id': odd })).toMatch(uuid));

  it('is on the answer, in the problem and in the log, each request’s its own', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    const ids = ['request-one', 'request-two'];
    const answers = await Promise.all(
      ids.map((id) =>
        withRequestId(asked({ 'x-request-id': id }), async () => {
          await Promise.resolve();
          logError('It failed', new Error('x'));
          return problem('not_found', 'x');
        }),
      ),
    );
    expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(ids);
    const bodies = (await Promise.all(answers.map((one) => one.json()))) as { requestId: string }[];
    expect(bodies.map(({ requestId }) => requestId)).toEqual(ids);
    const lines = written.mock.calls.flat().map((text) => String(text).split('\n')[0]);
    expect(lines).toEqual(ids.map((id) => `It failed (request ${id})`));
    expect(currentRequestId()).toBeUndefined();
  });

  it('stays what it is inside of what answers it', async () => {
    const answer = await withRequestId(asked({ 'x-request-id': 'outermost' }), () =>
      withRequestId(asked({ 'x-request-id': 'innermost' }), () => problem('not_found', 'x')),
    );
    expect(await answer.json()).toMatchObject({ requestId: 'outermost' });
  });
});
