/** Smart links: where a resource can be heard, bought or read. */
import { enumOf, id, integer, json, primaryKey, table, text, varchar } from '#dialect';
import { resources } from './resources.ts';
import { createdAt, must, oneOf, updatedAt } from './shared.ts';

export const linkServices = [
  'spotify',
  'apple-music',
  'youtube',
  'youtube-music',
  'bandcamp',
  'soundcloud',
  'tidal',
  'deezer',
  'amazon-music',
  'qobuz',
  'beatport',
  'audiomack',
  'discogs',
  'instagram',
  'tiktok',
  'patreon',
  'website',
  'other',
] as const;
export type LinkService = (typeof linkServices)[number];

/** A smart link: where a resource can be heard, bought or read. */
export const resourceUrls = table(
  'resource_urls',
  {
    resourceId: id('resource_id')
      .notNull()
      .references(() => resources.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    name: varchar('name', 120).notNull(),
    /** http or https only. */
    url: text('url').notNull(),
    service: enumOf('service', linkServices).notNull().default('other'),
    /** Iconify slug, where the service's own icon is not meant. */
    icon: varchar('icon', 120),
    /** ISO 3166-1 alpha-2 codes where the link works; null is everywhere. */
    countries: json<string[]>('countries'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    primaryKey({ name: 'resource_urls_pk', columns: [t.resourceId, t.position] }),
    oneOf('resource_urls_service', 'service', linkServices),
    must('resource_urls_scheme', "url like 'https://%' or url like 'http://%'"),
  ],
);

export type ResourceUrl = typeof resourceUrls.$inferSelect;
export type NewResourceUrl = typeof resourceUrls.$inferInsert;
