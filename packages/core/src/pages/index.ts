/** What a page shows that is put together from several domains. */
export { profile } from './profile.ts';
