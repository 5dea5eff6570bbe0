/** Answers with a text that whoever has it already need not fetch again (RFC 9110, section 13). */
import { etagOf, isFresh } from '@vesta-cx/core/http';

interface Text {
  /** The media type, without its charset. */
  type: string;
  body: string;
  /** When it last changed, where that is known. */
  lastModified?: Date | undefined;
  headers?: Record<string, string>;
}

/** The text with `ETag` and `Last-Modified`, or 304. An ETag that was sent decides alone. */
export async function conditional(request: Request, text: Text): Promise<Response> {
  const { type, body, lastModified, headers } = text;
  const etag = await etagOf(body);
  const validators = {
    ...headers,
    etag,
    ...(lastModified && { 'last-modified': lastModified.toUTCString() }),
  };
  const tags = request.headers.get('if-none-match');
  const fresh =
    tags === null
      ? isUnchanged(request.headers.get('if-modified-since'), lastModified)
      : isFresh(tags, etag);
  return fresh
    ? new Response(null, { status: 304, headers: validators })
    : new Response(body, { headers: { ...validators, 'content-type': `${type}; charset=utf-8` } });
}

/** HTTP's dates have whole seconds. One that is none, or is yet to come, says nothing. */
function isUnchanged(since: string | null, lastModified: Date | undefined): boolean {
  if (since === null || !lastModified) return false;
  const date = Date.parse(since);
  return date <= Date.now() && Math.floor(lastModified.getTime() / 1000) * 1000 <= date;
}
