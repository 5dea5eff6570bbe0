/**
 * The longest form that anybody sends, in bytes: a text of 100,000 characters takes at most nine
 * bytes each the way forms are encoded, and there are other fields.
 */
export const longestForm = 1536 * 1024;

/**
 * The request with its body read, or null when that has more than `most` bytes. Nothing beyond the
 * limit is kept in memory, also when the request doesn't say its length or lies about it.
 */
export async function withinLimit(request: Request, most: number): Promise<Request | null> {
  if (!request.body) return request;
  if (Number(request.headers.get('content-length')) > most) {
    await drop(request.body.getReader(), 4 * most);
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  const { method, headers, signal } = request;
  return new Request(request.url, {
    method,
    headers,
    signal,
    body: new Blob(chunks as BlobPart[]),
  });
}

/**
 * Lets at most `most` bytes more pass by: whoever is hung up on while they still send may not hear
 * the answer.
 */
async function drop(reader: ReadableStreamDefaultReader<Uint8Array>, most: number): Promise<void> {
  for (let size = 0; size <= most;) {
    const { done, value } = await reader.read();
    if (done) return;
    size += value.byteLength;
  }
  await reader.cancel();
}

/** Returns what a form that is too large gets: to the page's script in its own words, else as plain text. */
export function tooLarge(request: Request): Response {
  const message = `This is more than ${Math.floor(longestForm / 1000)} kB, the most a form may send. Shorten it, then send it again.`;
  return request.headers.has('x-sveltekit-action')
    ? Response.json({ type: 'error', error: { message } }, { status: 413 })
    : new Response(`${message} Go back in your browser: what you wrote is still there.`, {
        status: 413,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      });
}
