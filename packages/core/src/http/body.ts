/** Reads a request's body within its limit. */
import { beginningOf } from '@vesta-cx/utils/text';
import { AppError, invalidField } from '../kernel/index.ts';
import { HttpError } from './problem.ts';

/**
 * The body's text: UTF-8, at most `maxBytes`, refused as soon as it's clear that it is longer. What
 * is compressed is refused as well (RFC 9110, 15.5.16): a little of it would unfold to anything.
 */
export async function readText(request: Request, maxBytes: number): Promise<string> {
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() || 'identity';
  if (coding !== 'identity') {
    throw new HttpError(
      'unsupported_media_type',
      `Send the body as it is, without the Content-Encoding ${beginningOf(coding, 60)}`,
      { 'accept-encoding': 'identity' },
    );
  }
  const tooLarge = () => new AppError('too_large', `A body here has at most ${maxBytes} bytes`);
  if (Number(request.headers.get('content-length')) > maxBytes) throw tooLarge();
  if (!request.body) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  let size = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decode(decoder);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decode(decoder, value);
  }
}

/** Refuses what isn't declared as JSON. */
export function requireJson(request: Request): void {
  const type = request.headers.get('content-type')?.split(';', 1)[0]!.trim().toLowerCase();
  if (type === 'application/json') return;
  throw new HttpError(
    'unsupported_media_type',
    type
      ? `Send application/json, not ${beginningOf(type, 60)}`
      : 'Send application/json, and say so',
    { accept: 'application/json' },
  );
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidField('', text === '' ? 'A JSON body is needed' : 'The body is not valid JSON');
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes?: Uint8Array): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch {
    throw invalidField('', 'The body is not valid UTF-8');
  }
}
