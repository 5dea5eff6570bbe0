export { find, maxQueryLength, searchTypes, type Search, type SearchType } from './queries.ts';
export * as operations from './operations.ts';
