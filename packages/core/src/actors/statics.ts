/** The seven static collections that every actor has from the start. */
import {
  collectionKinds,
  collections,
  newId,
  type ActorType,
  type CollectionKind,
  type NewCollection,
} from '@vesta-cx/db';
import { insertIgnore, rowsPerInsert, type Database, type Statement } from '@vesta-cx/db/query';

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

/** The rows of an actor's static collections. `guestReadable` follows the owner's visibility. */
export function staticCollections(
  ownerType: ActorType,
  ownerId: string,
  guestReadable: boolean,
): NewCollection[] {
  return collectionKinds.map((kind) => ({
    id: newId(),
    ownerType,
    ownerId,
    name: names[kind],
    slug: kind,
    type: 'static',
    kind,
    status: unlisted.has(kind) ? 'UNLISTED' : 'LISTED',
    guestReadable,
    searchKey: names[kind].toLowerCase(),
  }));
}

/** The statements that insert rows, cut so that each stays under the engine's parameter limit. */
export function insertCollections(q: Database, rows: NewCollection[]): Statement[] {
  const size = rowsPerInsert(collections);
  const statements: Statement[] = [];
  for (let i = 0; i < rows.length; i += size) {
    statements.push(insertIgnore(q, collections, rows.slice(i, i + size)));
  }
  return statements;
}
