export { create, remove, suggestSlug, update } from './commands.ts';
export { addItem, annotate, moveItem, removeItem, updateItem } from './item-commands.ts';
export { expand } from './expand.ts';
export { items, previews, scanLimit, type Item, withSongCovers } from './items.ts';
export { collectionsContaining, holdersAmong, itemsHeldBy } from './containing-collections.ts';
export { card } from './entities.ts';
export { list } from './list.ts';
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
  createCollectionSchema,
  itemRefSchema,
  updateCollectionSchema,
  updateItemSchema,
  type CreateCollection,
} from './schemas.ts';
export type { CollectionCard, ItemRef, EntityCard } from './cards.ts';
export * as operations from './operations.ts';
export { ownerWorkspace, subjected, maySeeCollection, shownCount } from './chain.ts';
export { thingOutput } from './item-operations.ts';
export { cardColumns, cardJoins, cardOf, coverOfAlbum, noCover } from './cards.ts';
