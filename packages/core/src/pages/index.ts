/** What a page shows that is put together from several domains. */
export { profile, type Crate, type Profile, type Shelf } from './profile.ts';
