/** What a resource may be made of and changed to: forms, API and document use these. */
import { actorTypes, linkServices, listingStatuses } from '@vesta-cx/db';
import {
  daySchema,
  durationMsSchema,
  httpUrlSchema,
  countriesSchema,
  isrcSchema,
  pictureUrlSchema,
  slugSchema,
  upcSchema,
} from '@vesta-cx/db/validators';
import { z } from 'zod';
import { asSlug, atMost, isoDate, lineText, proseText } from '../http/index.ts';
import { oneLine, withoutControls } from '../kernel/index.ts';

export const maxUrls = 50;
const maxAuthors = 50;
/** A status is its excerpt. */
export const maxStatusLength = 300;

const title = lineText(200, 'Give it a title');
const excerpt = proseText(320);
const statusText = proseText(maxStatusLength, `Use at most ${maxStatusLength} characters`).min(
  1,
  'Write something',
);
const image = pictureUrlSchema.nullable();
const markdown = z
  .string()
  .overwrite(withoutControls)
  .check(atMost(100_000, 'Use at most 100,000 characters'));

/** The part of an address that names a resource within its workspace. Commands refuse those that are reserved. */
export const resourceSlugSchema = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(slugSchema.max(100))
  .meta(asSlug(1, 100));

export const postSchema = z.strictObject({
  /** Markdown. */
  body: markdown,
  featuredImage: image.optional(),
});

const songSchema = z.strictObject({
  durationMs: durationMsSchema.nullable().optional(),
  genre: z.string().overwrite(oneLine).check(atMost(80)).nullable().optional(),
  releaseDate: daySchema.nullable().optional(),
  isrc: isrcSchema.nullable().optional(),
  audioUrl: httpUrlSchema.nullable().optional(),
  coverArtUrl: image.optional().describe("The song's own; without one its album's cover is shown."),
});

const albumSchema = z.strictObject({
  releaseDate: daySchema.nullable().optional(),
  upc: upcSchema.nullable().optional(),
  coverArtUrl: image.optional(),
});

export const urlSchema = z.strictObject({
  url: httpUrlSchema,
  /** The service's name unless given. */
  name: lineText(120).optional(),
  /** Told from the address unless given. */
  service: z.enum(linkServices).optional(),
  icon: z
    .string()
    .regex(/^[a-z0-9-]+:[a-z0-9-]+$/, 'An icon looks like ph:globe')
    .max(120)
    .nullable()
    .optional(),
  countries: countriesSchema.max(250).nullable().optional(),
});

export const urlsSchema = z.array(urlSchema).max(maxUrls, `Use at most ${maxUrls} links`);

const authorSchema = z.strictObject({
  type: z.enum(actorTypes),
  id: z.string().min(1).max(64),
  role: lineText(60).nullable().optional(),
});

export const authorsSchema = z
  .array(authorSchema)
  .max(maxAuthors, `Credit at most ${maxAuthors} people`)
  .refine(
    (authors) => new Set(authors.map(({ type, id }) => `${type}:${id}`)).size === authors.length,
    'Credit each only once',
  );

const common = {
  slug: resourceSlugSchema.optional(),
  status: z.enum(listingStatuses).optional(),
  publishedAt: isoDate
    .nullable()
    .optional()
    .describe('Null or absent: a draft. A moment to come: scheduled.'),
  urls: urlsSchema.optional(),
  authors: authorsSchema.optional().describe('The workspace itself unless given.'),
};
const described = excerpt.nullable().optional();

export const newPostSchema = z.strictObject({
  type: z.literal('post'),
  title,
  excerpt: described.describe('The beginning of the text unless given.'),
  post: postSchema,
  ...common,
});
export const newStatusSchema = z.strictObject({
  type: z.literal('status'),
  excerpt: statusText,
  ...common,
});
export const newSongSchema = z.strictObject({
  type: z.literal('song'),
  title,
  excerpt: described,
  song: songSchema.optional(),
  ...common,
});
export const newAlbumSchema = z.strictObject({
  type: z.literal('album'),
  title,
  excerpt: described,
  album: albumSchema.optional(),
  ...common,
});

/** One kind of resource each, with what only that kind has. */
export const newResourceSchema = z.discriminatedUnion('type', [
  newPostSchema,
  newStatusSchema,
  newSongSchema,
  newAlbumSchema,
]);

export const updateResourceSchema = z.strictObject({
  title: title.optional(),
  slug: resourceSlugSchema.optional(),
  excerpt: described,
  status: z.enum(listingStatuses).optional(),
  publishedAt: isoDate
    .nullable()
    .optional()
    .describe('Null: back to a draft. A moment to come: scheduled.'),
  post: postSchema.partial().optional(),
  song: songSchema.optional(),
  album: albumSchema.optional(),
});

export type NewResourceInput = z.output<typeof newResourceSchema> & {
  /** Given by the form or the API: a repeat with the same id finds what the first one made. */
  id?: string | undefined;
};
/** What a person posts as themself. */
export type NewStatus = Omit<Extract<NewResourceInput, { type: 'status' }>, 'type' | 'authors'>;
export type UpdateResource = z.output<typeof updateResourceSchema>;
export type UrlInput = z.output<typeof urlSchema>;
export type AuthorInput = z.output<typeof authorSchema>;
