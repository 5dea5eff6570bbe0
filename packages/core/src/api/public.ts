/** The API as apps see it: its parts and every operation. Domains import index.ts, which knows none. */
export * from './index.ts';
export { operations } from './registry.ts';
