import { WorkosError } from '@vesta-cx/utils/workos';
import { expect, it, vi } from 'vitest';
import { callWorkos } from './workos-calls.ts';

const failing = (status: number | null, cause?: unknown) =>
  callWorkos('organization', () =>
    Promise.reject(new WorkosError('sk_live is wrong', status, cause)),
  );

it.each([null, 408, 500, 503])(
  'of what was not answered (%s) nobody says that it was not done',
  async (status) => {
    const refused = await failing(status).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'upstream' });
    expect(String(refused)).toContain('may have been made');
    expect(String(refused)).not.toContain('Nothing was changed');
  },
);

it('what WorkOS refuses was not done, and it says why', async () => {
  await expect(failing(422)).rejects.toMatchObject({
    code: 'upstream',
    message: 'WorkOS refused this: sk_live is wrong. Nothing was changed.',
  });
  await expect(failing(404)).rejects.toMatchObject({ code: 'not_found' });
});

it.each([401, 403])('what WorkOS says of vesta’s own key (%s) is for its log', async (status) => {
  const written = vi.spyOn(console, 'error').mockImplementation(() => {});
  const refused = await failing(status).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'upstream' });
  expect(String(refused)).not.toContain('sk_live');
  expect(written.mock.calls.join()).toContain('sk_live');
  vi.restoreAllMocks();
});

it('too many requests are unavailable for as long as WorkOS says', async () => {
  await expect(failing(429, { retryAfter: 42 })).rejects.toMatchObject({
    code: 'unavailable',
    retryAfter: 42,
  });
  await expect(failing(429)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 30 });
});
