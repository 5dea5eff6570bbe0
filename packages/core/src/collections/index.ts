export { create, remove, suggestSlug, update } from './commands.ts';
export {
  addItem,
  annotate,
  mostItems,
  moveItem,
  removeItem,
  updateItem,
  type ItemChange,
} from './item-commands.ts';
export { expand, type Expanded } from './expand.ts';
export { item, items, previews, scanLimit, type Item, withSongCovers } from './items.ts';
export { collectionsContaining, holdersAmong, itemsHeldBy } from './containing-collections.ts';
export { card, collectionCard, resourceCard } from './entities.ts';
export { list, type ListCollections } from './list.ts';
export {
  authorize,
  authorizeDashboard,
  read,
  readAt,
  readBySlug,
  readOwned,
  rights,
  type Owned,
} from './queries.ts';
export type { Owner, ShownCollection } from './chain.ts';
export {
  addItemSchema,
  collectionSlugSchema,
  createCollectionSchema,
  itemRefSchema,
  updateCollectionSchema,
  updateItemSchema,
  type AddItem,
  type CreateCollection,
  type UpdateCollection,
  type UpdateItem,
} from './schemas.ts';
export type { ActorCard, CollectionCard, ItemRef, ResourceCard, EntityCard } from './cards.ts';
export * as operations from './operations.ts';
export { ownerWorkspace, subjected, maySeeCollection, shownCount } from './chain.ts';
export { thingOutput } from './item-operations.ts';
export { cardColumns, cardJoins, cardOf, coverOfAlbum, noCover } from './cards.ts';
