/** What a page shows that is put together from several domains. */
export {
  profile,
  profileAhead,
  type Ahead,
  type CollectionPreview,
  type Profile,
  type Section,
} from './profile.ts';
