/** What a page shows that is put together from several domains. */
export { profile, profileAhead } from './profile.ts';
