export * from './errors.ts';
export * from './principal.ts';
export { requirePerson } from './require.ts';
export { freeSlug, slugify, stemOf } from './slugs.ts';
