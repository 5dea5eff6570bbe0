/**
 * What the API’s operations are made of. The list of all of them is in registry.ts;
 * apps get both from public.ts.
 */
export { readText } from './body.ts';
export { publicly, withCors } from './cors.ts';
export { etagOf, isFresh } from './etag.ts';
export { handle, type Context } from './handle.ts';
export { purgeIdempotencyKeys } from './idempotency.ts';
export {
  addressOf,
  overLimit,
  policies,
  policyHeader,
  type Policy,
  type RateLimiter,
  type RateLimiters,
} from './limits.ts';
export { allowedMethods, answerBeforeRouting, methodNotAllowed, noSuchAddress } from './methods.ts';
export * from './openapi/index.ts';
export {
  operation,
  parameterNames,
  type Answers,
  type Asked,
  type Kind,
  type Method,
  type Operation,
} from './operation.ts';
export {
  problem,
  problemAnchor,
  problemOf,
  problems,
  problemsAt,
  type ProblemBody,
  type ProblemCode,
} from './problem.ts';
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
} from './schemas.ts';
export { meaningOf, scopes, type Scope } from './scopes.ts';
export { version } from './version.ts';
