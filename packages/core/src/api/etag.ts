/**
 * ETags that carry a version: `"v7-1f0c…"` is version 7 and a hash of the representation. The
 * hash makes `If-None-Match` exact; `If-Match` compares the version, which is what commands check.
 */
import { AppError } from '../kernel/index.ts';

/** The ETag of a representation. */
export async function etagOf(body: string, version?: number): Promise<string> {
  const hash = (await sha256(body)).slice(0, 16);
  return version === undefined ? `"${hash}"` : `"v${version}-${hash}"`;
}

/** Whether the caller has this representation already (`If-None-Match`, weak comparison). */
export function isFresh(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((tag) => opaque(tag) === etag);
}

/**
 * The version in `If-Match`, or undefined when there is none or it is `*`. A `W/` prefix is let
 * pass: an edge that compresses an answer weakens its ETag.
 * Throws `precondition_failed` for what isn't one ETag of ours: it can't match anything.
 */
export function versionIn(ifMatch: string | null): number | undefined {
  if (ifMatch === null || ifMatch.trim() === '*') return undefined;
  const version = /^"v(\d{1,15})-[0-9a-f]{16}"$/.exec(opaque(ifMatch))?.[1];
  if (version !== undefined) return Number(version);
  throw new AppError('precondition_failed', 'If-Match takes one ETag as this address gave it');
}

/** Hex SHA-256 of a text. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
