export { everywhere, maxQueryLength, type Found } from './queries.ts';
