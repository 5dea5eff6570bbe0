/** The words of names, so that search finds what has them: plain rows, the same on every engine. */
import { boolean, enumOf, id, index, primaryKey, table, varchar } from '#dialect';
import { createdAt, oneOf } from './shared.ts';

/** What is found by its name. */
export const searchObjectTypes = ['workspace', 'resource', 'collection', 'user', 'team'] as const;
export type SearchObjectType = (typeof searchObjectTypes)[number];

/** The `scope` of what search may show to everybody who may read it. */
export const publicScope = 'public';

/** Where a name can be entered: its beginning, and each further word with all that follows. */
export const searchEntries = table(
  'search_entries',
  {
    objectType: enumOf('object_type', searchObjectTypes).notNull(),
    objectId: id('object_id').notNull(),
    /** True if the token begins within the name; the beginning of one is found first. */
    inside: boolean('inside').notNull(),
    /** The folded name from a word on. */
    token: varchar('token', 60).notNull(),
    /** Whose search finds it: `publicScope`, the organization of a team, or empty for nobody's. */
    scope: id('scope').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({
      name: 'search_entries_pk',
      columns: [t.objectType, t.objectId, t.inside, t.token],
    }),
    index('search_entries_all_idx').on(t.scope, t.inside, t.token, t.objectType, t.objectId),
    index('search_entries_type_idx').on(t.scope, t.objectType, t.inside, t.token, t.objectId),
    oneOf('search_entries_type', 'object_type', searchObjectTypes),
  ],
);

export type SearchEntry = typeof searchEntries.$inferSelect;
export type NewSearchEntry = typeof searchEntries.$inferInsert;
