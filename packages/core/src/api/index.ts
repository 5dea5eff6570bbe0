/** What the API's operations are made of. The list of all of them is in registry.ts. */
export {
  operation,
  parameterNames,
  type Answers,
  type Asked,
  type Kind,
  type Method,
  type Operation,
} from './operation.ts';
export { isoDate, listQuery } from './schemas.ts';
export { scopes, type Scope } from './scopes.ts';
