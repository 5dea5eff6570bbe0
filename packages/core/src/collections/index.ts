export { create, remove, suggestSlug, update } from './commands.ts';
export { addItem, annotate, moveItem, removeItem, updateItem } from './item-commands.ts';
export { expand } from './expand.ts';
export { items, previews, scanLimit, type Item, withSongCovers } from './items.ts';
export { containing, heldBy, holding, thing } from './places.ts';
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
export type { CollectionThing, ItemRef, Thing } from './things.ts';
export * as operations from './operations.ts';
export { ownerWorkspace, subjected, maySeeCollection, shownCount } from './chain.ts';
export { thingOutput } from './item-operations.ts';
export { thingColumns, thingJoins, thingOf } from './things.ts';
