/** What is published: posts, statuses, songs and albums, and who made them. */
import {
  boolean,
  day,
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
import { createdAt, isDay, must, oneOf, primaryId, updatedAt } from './shared.ts';
import { actorTypes, ownerTypes } from './users.ts';
import { workspaces } from './workspaces.ts';

export const resourceTypes = ['post', 'status', 'song', 'album'] as const;
/** Whether a thing is shown on profiles, feeds and search. Says nothing about access. */
export const listingStatuses = ['LISTED', 'UNLISTED'] as const;

export type ResourceType = (typeof resourceTypes)[number];
export type ListingStatus = (typeof listingStatuses)[number];

/** What is published: the part that a post, a status, a song and an album share. */
export const resources = table(
  'resources',
  {
    id: primaryId(),
    ownerType: enumOf('owner_type', ownerTypes).notNull(),
    ownerId: id('owner_id').notNull(),
    /** Home workspace: gives the resource its address. Null for a person's own status. */
    workspaceId: id('workspace_id').references(() => workspaces.id, { onDelete: 'cascade' }),
    slug: varchar('slug', 120).notNull(),
    type: enumOf('type', resourceTypes).notNull(),
    title: varchar('title', 200),
    excerpt: varchar('excerpt', 320),
    status: enumOf('status', listingStatuses).notNull().default('LISTED'),
    /** Null is a draft, a moment to come is scheduled. */
    publishedAt: timestamp('published_at'),
    /**
     * Maintained: the moment by which lists order it, the start (UTC) of the day on which it was
     * released where it has one, else `publishedAt`. Null is a draft.
     */
    datedAt: timestamp('dated_at'),
    /** Maintained: published, or to be, before the day on which it is released. */
    announced: boolean('announced').notNull().default(false),
    /** Maintained: what the permission rules answer when a guest asks to read once published. */
    guestReadable: boolean('guest_readable').notNull().default(true),
    /** Maintained: who beyond guests an audience rule lets read, see `circles`; null: nobody. */
    circle: id('circle'),
    /** Maintained: the title folded for prefix search. */
    searchKey: varchar('search_key', 200).notNull(),
    /** Goes up by one with every change of the resource or its parts; the source of ETags. */
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('resources_slug_unique').on(t.workspaceId, t.slug),
    index('resources_public_idx').on(t.guestReadable, t.status, t.datedAt, t.id),
    index('resources_public_type_idx').on(t.guestReadable, t.status, t.type, t.datedAt, t.id),
    index('resources_search_idx').on(t.guestReadable, t.status, t.searchKey),
    index('resources_circle_idx').on(t.circle, t.status, t.datedAt, t.id),
    index('resources_circle_type_idx').on(t.circle, t.status, t.type, t.datedAt, t.id),
    index('resources_circle_search_idx').on(t.circle, t.status, t.searchKey),
    index('resources_workspace_idx').on(t.workspaceId, t.id),
    index('resources_profile_idx').on(t.workspaceId, t.status, t.datedAt, t.id),
    index('resources_profile_type_idx').on(t.workspaceId, t.status, t.type, t.datedAt, t.id),
    index('resources_announced_idx').on(t.workspaceId, t.status, t.announced, t.datedAt, t.id),
    index('resources_published_idx').on(t.workspaceId, t.status, t.type, t.publishedAt, t.id),
    index('resources_owner_idx').on(t.ownerType, t.ownerId, t.id),
    index('resources_owner_drafts_idx').on(t.ownerType, t.ownerId, t.publishedAt, t.id),
    must('resources_slug_lower', 'slug = lower(slug)'),
    oneOf('resources_owner_type', 'owner_type', ownerTypes),
    oneOf('resources_type', 'type', resourceTypes),
    oneOf('resources_status', 'status', listingStatuses),
    must(
      'resources_title',
      "(type = 'status' and title is null) or (type <> 'status' and title is not null)",
    ),
    must('resources_home', "workspace_id is not null or type = 'status'"),
  ],
);

/** Who made a resource, in the order they are credited. */
export const resourceAuthors = table(
  'resource_authors',
  {
    resourceId: id('resource_id')
      .notNull()
      .references(() => resources.id, { onDelete: 'cascade' }),
    authorType: enumOf('author_type', actorTypes).notNull(),
    authorId: id('author_id').notNull(),
    /** Composer, performer, producer, remixer, …: free words of the field. */
    role: varchar('role', 60),
    position: integer('position').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'resource_authors_pk', columns: [t.resourceId, t.authorType, t.authorId] }),
    index('resource_authors_author_idx').on(t.authorType, t.authorId, t.resourceId),
    // Holds all that a credit is, so that lists read it here and not in the table as well.
    index('resource_authors_credits_idx').on(
      t.resourceId,
      t.position,
      t.authorType,
      t.authorId,
      t.role,
    ),
    oneOf('resource_authors_type', 'author_type', actorTypes),
  ],
);

/** What only a song has. */
export const songs = table(
  'songs',
  {
    resourceId: id('resource_id')
      .primaryKey()
      .references(() => resources.id, { onDelete: 'cascade' }),
    durationMs: integer('duration_ms'),
    genre: varchar('genre', 80),
    /** The day on which it came out, or comes out. */
    releaseDate: day('release_date'),
    isrc: varchar('isrc', 12),
    audioUrl: text('audio_url'),
    /** A song's own; without one its album's is shown. */
    coverArtUrl: text('cover_art_url'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  () => [isDay('songs_release_date', 'release_date')],
);

/** What only an album has. */
export const albums = table(
  'albums',
  {
    resourceId: id('resource_id')
      .primaryKey()
      .references(() => resources.id, { onDelete: 'cascade' }),
    /** The day on which it came out, or comes out. */
    releaseDate: day('release_date'),
    upc: varchar('upc', 14),
    coverArtUrl: text('cover_art_url'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  () => [isDay('albums_release_date', 'release_date')],
);

/** The songs of an album in playing order. */
export const albumSongs = table(
  'album_songs',
  {
    albumResourceId: id('album_resource_id')
      .notNull()
      .references(() => albums.resourceId, { onDelete: 'cascade' }),
    songResourceId: id('song_resource_id')
      .notNull()
      .references(() => songs.resourceId, { onDelete: 'cascade' }),
    discNumber: integer('disc_number').notNull().default(1),
    trackNumber: integer('track_number').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'album_songs_pk', columns: [t.albumResourceId, t.songResourceId] }),
    uniqueIndex('album_songs_track_unique').on(t.albumResourceId, t.discNumber, t.trackNumber),
    index('album_songs_song_idx').on(t.songResourceId, t.albumResourceId),
    must('album_songs_numbers', 'disc_number >= 1 and track_number >= 1'),
  ],
);

export type Resource = typeof resources.$inferSelect;
export type NewResource = typeof resources.$inferInsert;
export type ResourceAuthor = typeof resourceAuthors.$inferSelect;
export type NewResourceAuthor = typeof resourceAuthors.$inferInsert;
export type Song = typeof songs.$inferSelect;
export type NewSong = typeof songs.$inferInsert;
export type Album = typeof albums.$inferSelect;
export type NewAlbum = typeof albums.$inferInsert;
export type AlbumSong = typeof albumSongs.$inferSelect;
export type NewAlbumSong = typeof albumSongs.$inferInsert;
