import { describe, expect, it } from 'vitest';
import { conditional } from './conditional';

const lastModified = new Date('2026-03-01T12:00:00.900Z');
const said = 'Sun, 01 Mar 2026 12:00:00 GMT';

const ask = (
  headers: Record<string, string> = {},
  text: Partial<Parameters<typeof conditional>[1]> = {},
) =>
  conditional(new Request('https://vesta.example/x', { headers }), {
    ...{ type: 'text/plain', body: 'a', lastModified },
    ...text,
  });

it('the text says what it is, and when it last changed', async () => {
  const answer = await ask();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(answer.headers.get('last-modified')).toBe(said);
  expect(await answer.text()).toBe('a');
});

describe('who has it already', () => {
  it.each([
    ['the same moment', said, 304],
    ['a later one', 'Mon, 02 Mar 2026 00:00:00 GMT', 304],
    ['an earlier one', 'Sun, 01 Mar 2026 11:59:59 GMT', 200],
    ['one yet to come', 'Fri, 01 Jan 2199 00:00:00 GMT', 200],
    ['no date', 'yesterday', 200],
  ])('since %s: %s → %i', async (_, since, status) => {
    const answer = await ask({ 'if-modified-since': since });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('last-modified')).toBe(said);
    expect(answer.headers.get('etag')).toMatch(/^"[0-9a-f]+"$/);
    expect(await answer.text()).toBe(status === 304 ? '' : 'a');
  });

  it('is told by the ETag alone where there is one', async () => {
    const etag = (await ask()).headers.get('etag')!;
    const later = 'Mon, 02 Mar 2026 00:00:00 GMT';
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const headers = {
        'if-none-match': tag,
        'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT',
      };
      expect((await ask(headers)).status, tag).toBe(304);
    }
    expect((await ask({ 'if-none-match': '"x"', 'if-modified-since': later })).status).toBe(200);
    expect((await ask({ 'if-none-match': etag }, { body: 'b' })).status).toBe(200);
  });

  it('is not told by a date where none is known', async () => {
    const answer = await ask({ 'if-modified-since': said }, { lastModified: undefined });
    expect([answer.status, answer.headers.get('last-modified')]).toEqual([200, null]);
  });
});
