/** The machinery of the API’s operations; all of them are listed in ../operations.ts. */
export { readText } from './body.ts';
export { publicly, withCors } from './cors.ts';
export { etagOf, isFresh, sha256 } from './etag.ts';
export { handle, type Context } from './handle.ts';
export { purgeIdempotencyKeys } from './idempotency.ts';
export {
  addressOf,
  overLimit,
  policies,
  policyHeader,
  type Policy,
  type RateLimiters,
} from './limits.ts';
export { answerBeforeRouting, methodNotAllowed, noSuchAddress } from './methods.ts';
export * from './openapi/index.ts';
export { operation, parameterNames, type Method, type Operation } from './operation.ts';
export { problem, problemAnchor, problemOf, problems, problemsAt } from './problem.ts';
export {
  handleText,
  idText,
  isoDate,
  lineText,
  listQuery,
  mailText,
  ownerIn,
  proseText,
  searchText,
  slugText,
  asSlug,
  atMost,
} from './schemas.ts';
export { meaningOf, scopes, type Scope } from './scopes.ts';
export { version } from './version.ts';
