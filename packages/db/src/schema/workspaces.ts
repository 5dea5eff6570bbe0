/** Publishing identities: the artist, label imprint, curator or magazine with a page of its own. */
import {
  boolean,
  enumOf,
  id,
  index,
  integer,
  json,
  table,
  text,
  uniqueIndex,
  varchar,
} from '#dialect';
import { createdAt, must, oneOf, primaryId, updatedAt } from './shared.ts';
import { ownerTypes } from './users.ts';

/** Whether a workspace's things may be read when no permission row says otherwise. */
export const workspaceVisibilities = ['public', 'private'] as const;
export type WorkspaceVisibility = (typeof workspaceVisibilities)[number];

/** How a page looks: colours are `#rrggbb`. Validated where it is written. */
export interface Theme {
  accent?: string;
  background?: string;
  font?: 'grotesque' | 'serif' | 'mono' | 'sans';
  corners?: 'sharp' | 'soft' | 'round';
}

/** A publishing identity with a page of its own: artist, band, imprint, curator, magazine. */
export const workspaces = table(
  'workspaces',
  {
    id: primaryId(),
    name: varchar('name', 120).notNull(),
    slug: varchar('slug', 60).notNull(),
    description: text('description'),
    ownerType: enumOf('owner_type', ownerTypes).notNull(),
    ownerId: id('owner_id').notNull(),
    avatarUrl: text('avatar_url'),
    bannerUrl: text('banner_url'),
    theme: json<Theme>('theme'),
    visibility: enumOf('visibility', workspaceVisibilities).notNull().default('public'),
    /** Maintained: what the permission rules answer when a guest asks to read. */
    guestReadable: boolean('guest_readable').notNull().default(true),
    /** Maintained: who beyond guests an audience rule lets read, see `circles`; null: nobody. */
    circle: id('circle'),
    /** Maintained: the name folded for prefix search. */
    searchKey: varchar('search_key', 120).notNull(),
    /** Goes up by one with every change; the source of ETags. */
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('workspaces_slug_unique').on(t.slug),
    index('workspaces_public_idx').on(t.guestReadable, t.id),
    index('workspaces_owner_idx').on(t.ownerType, t.ownerId, t.id),
    // Of one owner what is open to guests, or to one circle, in the order of lists.
    index('workspaces_owner_open_idx').on(t.ownerType, t.ownerId, t.guestReadable, t.circle, t.id),
    index('workspaces_search_idx').on(t.guestReadable, t.searchKey),
    index('workspaces_circle_idx').on(t.circle, t.id),
    index('workspaces_circle_search_idx').on(t.circle, t.searchKey),
    must('workspaces_slug_lower', 'slug = lower(slug)'),
    oneOf('workspaces_owner_type', 'owner_type', ownerTypes),
    oneOf('workspaces_visibility', 'visibility', workspaceVisibilities),
  ],
);

/**
 * Every slug a workspace has or had: old ones lead to it, and nobody else can take them, also after
 * it was deleted.
 */
export const workspaceSlugs = table(
  'workspace_slugs',
  {
    slug: varchar('slug', 60).primaryKey(),
    /** Null: of a workspace that was deleted. */
    workspaceId: id('workspace_id').references(() => workspaces.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (t) => [
    index('workspace_slugs_workspace_idx').on(t.workspaceId),
    must('workspace_slugs_lower', 'slug = lower(slug)'),
  ],
);

export type Workspace = typeof workspaces.$inferSelect;
export type NewWorkspace = typeof workspaces.$inferInsert;
export type WorkspaceSlug = typeof workspaceSlugs.$inferSelect;
export type NewWorkspaceSlug = typeof workspaceSlugs.$inferInsert;
