/** Resources as the API shows them. */
import { actorTypes, linkServices, listingStatuses, ownerTypes, resourceTypes } from '@vesta-cx/db';
import { z } from 'zod';
import { daySchema } from '@vesta-cx/db/validators';
import { isoDate, slugText } from '../http/index.ts';
import type { ResourceView } from './view.ts';

export const creditOutput = z
  .object({
    type: z.enum(actorTypes),
    id: z.string(),
    role: z.string().nullable(),
    name: z.string(),
    slug: slugText.describe("A workspace's slug or a person's handle."),
    path: z.string().describe('The address of their page.'),
  })
  .meta({ id: 'Credit' });

export const urlOutput = z
  .object({
    position: z.int(),
    name: z.string(),
    url: z.string(),
    service: z.enum(linkServices),
    icon: z.string().nullable(),
    countries: z.array(z.string()).nullable(),
  })
  .meta({ id: 'ResourceUrl' });

export const postOutput = z
  .object({
    body: z.string().describe('Markdown, as written.'),
    bodyHtml: z.string().describe('Rendered and sanitised.'),
    featuredImage: z.string().nullable(),
  })
  .meta({ id: 'Post' });

const songOutput = z
  .object({
    durationMs: z.int().nullable(),
    genre: z.string().nullable(),
    releaseDate: daySchema.nullable(),
    isrc: z.string().nullable(),
    audioUrl: z.string().nullable(),
    coverArtUrl: z.string().nullable(),
  })
  .meta({ id: 'Song' });

const albumOutput = z
  .object({
    releaseDate: daySchema.nullable(),
    upc: z.string().nullable(),
    coverArtUrl: z.string().nullable(),
  })
  .meta({ id: 'Album' });

const trackOutput = z
  .object({
    id: z.string(),
    title: z.string(),
    path: z.string(),
    status: z.enum(listingStatuses),
    publishedAt: isoDate.nullable(),
    discNumber: z.int(),
    trackNumber: z.int(),
    durationMs: z.int().nullable(),
  })
  .meta({ id: 'Track' });

const summary = {
  id: z.string(),
  type: z.enum(resourceTypes),
  title: z.string().nullable().describe('Null for a status.'),
  slug: slugText,
  path: z.string().describe('The address of its page.'),
  excerpt: z.string().nullable().describe('The text of a status.'),
  cover: z
    .string()
    .nullable()
    .describe("The address of its picture; a song without one of its own has its album's."),
  status: z.enum(listingStatuses),
  publishedAt: isoDate.nullable().describe('Null: a draft. A moment to come: scheduled.'),
  releaseDate: daySchema
    .nullable()
    .describe('The day on which a song or an album came out, or comes out.'),
  ownerType: z.enum(ownerTypes),
  ownerId: z.string(),
  workspace: z.object({ id: z.string(), slug: slugText, name: z.string() }).nullable(),
  authors: z.array(creditOutput),
  createdAt: isoDate,
  updatedAt: isoDate,
};

/** A resource in a list. */
export const summaryOutput = z.object(summary).meta({ id: 'ResourceSummary' });

const parts = {
  post: z.null(),
  song: z.null(),
  album: z.null(),
  urls: z.array(urlOutput),
  tracks: z
    .array(trackOutput)
    .describe(
      'The songs of an album in playing order; unlisted ones and drafts if you may write the album.',
    ),
};
const titled = { ...summary, ...parts, title: z.string() };

/** A resource with its parts: `type` says which of them it has. */
export const resourceOutput = z
  .discriminatedUnion('type', [
    z.object({ ...titled, type: z.literal('post'), post: postOutput }).meta({ id: 'PostResource' }),
    z
      .object({ ...summary, ...parts, type: z.literal('status'), title: z.null() })
      .meta({ id: 'StatusResource' }),
    z.object({ ...titled, type: z.literal('song'), song: songOutput }).meta({ id: 'SongResource' }),
    z
      .object({ ...titled, type: z.literal('album'), album: albumOutput })
      .meta({ id: 'AlbumResource' }),
  ])
  .meta({ id: 'Resource', description: 'A post, a status, a song or an album, with its parts.' });

/** The resource as its kind: what the types of the database do not say, its constraints hold. */
export const shownResource = (resource: ResourceView) =>
  resource as z.output<typeof resourceOutput>;
