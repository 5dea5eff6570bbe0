/** Curated lists: what is in them, in which order, and what a follower wants to see of it. */
import {
  boolean,
  enumOf,
  id,
  index,
  integer,
  primaryKey,
  table,
  text,
  timestamp,
  uniqueIndex,
  varchar,
} from '#dialect';
import { engagementActions } from './engagements.ts';
import { listingStatuses } from './resources.ts';
import { createdAt, must, oneOf, primaryId, updatedAt } from './shared.ts';
import { actorTypes } from './users.ts';

export const collectionTypes = ['static', 'manual', 'smart'] as const;
/** What a static collection is a view of; each owner has exactly one of each. */
export const collectionKinds = [
  'resources',
  'following',
  'reposts',
  'likes',
  'bookmarks',
  'subscriptions',
  'comments',
] as const;
export const collectionItemTypes = ['resource', 'collection', 'user', 'workspace'] as const;

export type CollectionType = (typeof collectionTypes)[number];
export type CollectionKind = (typeof collectionKinds)[number];
export type CollectionItemType = (typeof collectionItemTypes)[number];

/** A list of resources, people, workspaces or other lists. */
export const collections = table(
  'collections',
  {
    id: primaryId(),
    ownerType: enumOf('owner_type', actorTypes).notNull(),
    ownerId: id('owner_id').notNull(),
    name: varchar('name', 120).notNull(),
    slug: varchar('slug', 120).notNull(),
    description: text('description'),
    type: enumOf('type', collectionTypes).notNull(),
    kind: enumOf('kind', collectionKinds),
    status: enumOf('status', listingStatuses).notNull().default('LISTED'),
    /** Maintained: how many items it holds. */
    itemCount: integer('item_count').notNull().default(0),
    /** Maintained: what the permission rules answer when a guest asks to read. */
    guestReadable: boolean('guest_readable').notNull().default(true),
    /** Maintained: who beyond guests an audience rule lets read, see `circles`; null: nobody. */
    circle: id('circle'),
    /** Maintained: the name folded for prefix search. */
    searchKey: varchar('search_key', 120).notNull(),
    /** Goes up by one with every change of the collection or its items; the source of ETags. */
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('collections_slug_unique').on(t.ownerType, t.ownerId, t.slug),
    // NULL kinds (manual, smart) never collide; static ones are one per owner and kind.
    uniqueIndex('collections_kind_unique').on(t.ownerType, t.ownerId, t.kind),
    index('collections_public_idx').on(t.guestReadable, t.status, t.type, t.id),
    index('collections_owner_idx').on(t.ownerType, t.ownerId, t.type, t.status, t.id),
    index('collections_search_idx').on(t.guestReadable, t.status, t.type, t.searchKey),
    index('collections_circle_idx').on(t.circle, t.status, t.type, t.id),
    index('collections_circle_search_idx').on(t.circle, t.status, t.type, t.searchKey),
    must('collections_slug_lower', 'slug = lower(slug)'),
    oneOf('collections_owner_type', 'owner_type', actorTypes),
    oneOf('collections_type', 'type', collectionTypes),
    oneOf('collections_kind', 'kind', collectionKinds),
    oneOf('collections_status', 'status', listingStatuses),
    must(
      'collections_kind_type',
      "(type = 'static' and kind is not null) or (type = 'manual' and kind is null) or type = 'smart'",
    ),
  ],
);

/** What is in a collection, in which order. */
export const collectionItems = table(
  'collection_items',
  {
    collectionId: id('collection_id')
      .notNull()
      .references(() => collections.id, { onDelete: 'cascade' }),
    itemType: enumOf('item_type', collectionItemTypes).notNull(),
    itemId: id('item_id').notNull(),
    /**
     * Fractional index: a move writes one row. Manual collections are read in ascending order;
     * static ones use a time-ordered id here and are read newest first.
     */
    position: varchar('position', 200).notNull(),
    note: text('note'),
    addedAt: timestamp('added_at')
      .notNull()
      .$defaultFn(() => new Date()),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ name: 'collection_items_pk', columns: [t.collectionId, t.itemType, t.itemId] }),
    index('collection_items_order_idx').on(t.collectionId, t.position, t.itemType, t.itemId),
    index('collection_items_item_idx').on(t.itemType, t.itemId, t.collectionId),
    oneOf('collection_items_type', 'item_type', collectionItemTypes),
  ],
);

/** Hides or shows one kind of engagement that one item brings into a collection. */
export const collectionItemFilters = table(
  'collection_item_filters',
  {
    collectionId: id('collection_id')
      .notNull()
      .references(() => collections.id, { onDelete: 'cascade' }),
    itemType: enumOf('item_type', collectionItemTypes).notNull(),
    itemId: id('item_id').notNull(),
    engagementAction: enumOf('engagement_action', engagementActions).notNull(),
    isVisible: boolean('is_visible').notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({
      name: 'collection_item_filters_pk',
      columns: [t.collectionId, t.itemType, t.itemId, t.engagementAction],
    }),
    oneOf('collection_item_filters_type', 'item_type', collectionItemTypes),
    oneOf('collection_item_filters_action', 'engagement_action', engagementActions),
  ],
);

export type Collection = typeof collections.$inferSelect;
export type NewCollection = typeof collections.$inferInsert;
export type CollectionItem = typeof collectionItems.$inferSelect;
export type NewCollectionItem = typeof collectionItems.$inferInsert;
export type CollectionItemFilter = typeof collectionItemFilters.$inferSelect;
export type NewCollectionItemFilter = typeof collectionItemFilters.$inferInsert;
