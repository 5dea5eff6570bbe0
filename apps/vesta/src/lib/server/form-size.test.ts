import { describe, expect, it } from 'vitest';
import { tooLarge, withinLimit } from './form-size';

const url = 'https://vesta.example/dashboard/new';
const sent = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

/** A body that doesn't say how long it is. */
const endless = (chunk: number) => {
  let pulled = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(chunk));
    },
  });
  return { stream, pulled: () => pulled };
};

describe('a form within the limit', () => {
  it('arrives as it was sent, with and without files’ encoding', async () => {
    const fields = { title: 'Low water', body: 'ä\n€' };
    const multipart = new FormData();
    for (const [name, value] of Object.entries(fields)) multipart.set(name, value);
    for (const body of [new URLSearchParams(fields), multipart]) {
      const request = (await withinLimit(sent(body), 1000))!;
      expect(request.method).toBe('POST');
      expect((await request.formData()).get('title')).toBe('Low water');
    }
  });

  it('may be exactly as long', async () => {
    expect(await withinLimit(sent('x'.repeat(100)), 100)).not.toBeNull();
    expect(await withinLimit(sent('x'.repeat(101)), 100)).toBeNull();
  });
});

describe('a form over the limit', () => {
  it('is refused by the length it names', async () => {
    expect(await withinLimit(sent('x', { 'content-length': '101' }), 100)).toBeNull();
  });

  it('is refused as soon as it is too long when it names none', async () => {
    const { stream, pulled } = endless(64);
    expect(await withinLimit(sent(stream), 1000)).toBeNull();
    expect(pulled()).toBeLessThan(30);
  });

  it('is told in words, to scripts as an error that keeps what was typed', async () => {
    const plain = tooLarge(sent(''));
    expect(plain.status).toBe(413);
    expect(await plain.text()).toContain('still there');
    const scripted = tooLarge(sent('', { 'x-sveltekit-action': 'true' }));
    expect(scripted.status).toBe(413);
    expect(await scripted.json()).toMatchObject({ type: 'error' });
  });
});
