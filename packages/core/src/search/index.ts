export { find, maxQueryLength, searchTypes, type Search } from './queries.ts';
export * as operations from './operations.ts';
