import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../api/index.ts';
import { logError } from './log.ts';
import { currentRequestId, requestIdOf, withRequestId } from './request-id.ts';

afterEach(() => vi.restoreAllMocks());

const idOf = (headers: Record<string, string>) =>
  requestIdOf(new Request('https://vesta.example/', { headers }));
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

describe('the id of a request', () => {
  it('is the caller’s own, Cloudflare’s, or a new one', () => {
    const [given, ray] = ['4f1c.2b_a-77e', '8c1f00aa9ddeb33f-FRA'];
    expect(idOf({ 'x-request-id': given, 'cf-ray': ray })).toBe(given);
    expect(idOf({ 'cf-ray': ray })).toBe(ray);
    expect(idOf({})).toMatch(uuid);
    expect(idOf({})).not.toBe(idOf({}));
  });

  it.each([
    'short',
    'x'.repeat(65),
    'with space',
    'a"quoted"id',
    '<script>1</script>',
    '--------',
    '%0aforged-line',
  ])('is never %j', (odd) => expect(idOf({ 'x-request-id': odd })).toMatch(uuid));

  it('is on the answer, in the problem and in the log, each request’s its own', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    const ids = ['request-one', 'request-two'];
    const answers = await Promise.all(
      ids.map((id) =>
        withRequestId(id, async () => {
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
});
