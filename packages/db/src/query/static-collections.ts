import { collectionKinds, type CollectionKind, type NewCollection } from '../schema/index.ts';
import { searchKey } from './search-key.ts';

const names: Record<CollectionKind, string> = {
  resources: 'Resources',
  following: 'Following',
  reposts: 'Reposts',
  likes: 'Likes',
  bookmarks: 'Bookmarks',
  subscriptions: 'Subscriptions',
  comments: 'Comments',
};

// What an actor keeps for themself; the other kinds are shown on their page.
const unlisted: ReadonlySet<CollectionKind> = new Set(['bookmarks', 'subscriptions', 'comments']);

/**
 * Returns the rows of the static collections that every actor has from the start, one of each kind.
 * `given` says of each what the kind does not: its id, its owner and who may read it at least.
 */
export const staticCollections = (
  given: (
    kind: CollectionKind,
  ) => Omit<NewCollection, 'name' | 'slug' | 'type' | 'kind' | 'status' | 'searchKey'>,
): NewCollection[] =>
  collectionKinds.map((kind) => ({
    ...given(kind),
    name: names[kind],
    slug: kind,
    type: 'static',
    kind,
    status: unlisted.has(kind) ? 'UNLISTED' : 'LISTED',
    searchKey: searchKey(names[kind]),
  }));
