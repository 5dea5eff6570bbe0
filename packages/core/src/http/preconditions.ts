/** `If-Match` and `If-None-Match` of changes (RFC 9110, section 13.1): made to what the caller saw, or not at all. */
import { type Expected, AppError } from '../kernel/index.ts';
import { tagsIn, versionIn } from './etag.ts';

/** Returns what the headers of a change demand of the version it is made to; undefined where they demand nothing. */
export function expectedBy(headers: Headers): Expected {
  const [match, noneMatch] = conditionsIn(headers);
  if (!match && !noneMatch) return undefined;
  const has = (tags: string[] | '*', version: number | null) =>
    version !== null && (tags === '*' || tags.some((tag) => versionIn(tag) === version));
  return (version) => (!match || has(match, version)) && !(noneMatch && has(noneMatch, version));
}

/**
 * Holds the same headers against an address without versions, whose ETag is `current` (null: it has
 * none). Throws `precondition_failed`.
 */
export function requireTag(headers: Headers, current: string | null): void {
  const [match, noneMatch] = conditionsIn(headers);
  const has = (tags: string[] | '*') =>
    current !== null && (tags === '*' || tags.includes(current));
  if (match && !has(match)) {
    throw new AppError('precondition_failed', 'If-Match names no ETag that this address has now');
  }
  if (noneMatch && has(noneMatch)) {
    throw new AppError('precondition_failed', 'If-None-Match names what this address has now');
  }
}

const conditionsIn = (headers: Headers) =>
  ['if-match', 'if-none-match'].map((name) => {
    const header = headers.get(name);
    return header === null ? undefined : tagsIn(header);
  });
