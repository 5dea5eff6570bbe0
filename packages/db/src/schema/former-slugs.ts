/** Slugs that resources and collections had before they were renamed: their old addresses lead on. */
import { enumOf, id, index, primaryKey, table, varchar } from '#dialect';
import { createdAt, must, oneOf } from './shared.ts';
import { actorTypes } from './users.ts';

/** What keeps its old addresses here; workspaces and people have tables of their own. */
export const formerSlugObjectTypes = ['resource', 'collection'] as const;
export type FormerSlugObjectType = (typeof formerSlugObjectTypes)[number];

/**
 * A slug that a thing had below its home. It is nobody's: something else in the same home may
 * take it, and then the row goes.
 */
export const formerSlugs = table(
  'former_slugs',
  {
    objectType: enumOf('object_type', formerSlugObjectTypes).notNull(),
    objectId: id('object_id').notNull(),
    /** Below whose address: the workspace of a resource, the owner of a collection. */
    homeType: enumOf('home_type', actorTypes).notNull(),
    homeId: id('home_id').notNull(),
    slug: varchar('slug', 120).notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({
      name: 'former_slugs_pk',
      columns: [t.homeType, t.homeId, t.objectType, t.slug],
    }),
    index('former_slugs_object_idx').on(t.objectType, t.objectId, t.createdAt),
    must('former_slugs_lower', 'slug = lower(slug)'),
    oneOf('former_slugs_object_type', 'object_type', formerSlugObjectTypes),
    oneOf('former_slugs_home_type', 'home_type', actorTypes),
  ],
);

export type FormerSlug = typeof formerSlugs.$inferSelect;
export type NewFormerSlug = typeof formerSlugs.$inferInsert;
