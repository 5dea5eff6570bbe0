/**
 * ETags that carry a version: `"v7-1f0c…"` is version 7 and a hash of the representation. The
 * hash makes `If-None-Match` of reads exact; preconditions of changes compare the version.
 */

/** The ETag of a representation. */
export async function etagOf(body: string, version?: number): Promise<string> {
  const hash = (await sha256(body)).slice(0, 16);
  return version === undefined ? `"${hash}"` : `"v${version}-${hash}"`;
}

/** Returns whether the caller has this representation already (`If-None-Match`, weak comparison). */
export function isFresh(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch === null ? [] : tagsIn(ifNoneMatch);
  return tags === '*' || tags.includes(etag);
}

/**
 * The ETags that a header lists, or `*`. A `W/` prefix is let pass also where tags are compared
 * strongly: an edge that compresses an answer weakens its ETag.
 */
export function tagsIn(header: string): string[] | '*' {
  if (header.trim() === '*') return '*';
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}

/** The version that an ETag carries; null where it carries none. */
export function versionIn(etag: string): number | null {
  const version = /^"v(\d{1,15})-[0-9a-f]{16}"$/.exec(etag)?.[1];
  return version === undefined ? null : Number(version);
}

/** Hex SHA-256 of a text. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
