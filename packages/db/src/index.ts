export * from './schema/index.ts';
export { dialect } from '#dialect';
