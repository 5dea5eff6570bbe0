/** Resources as the API shows them. */
import { actorTypes, linkServices, listingStatuses, ownerTypes, resourceTypes } from '@vesta-cx/db';
import { z } from 'zod';
import { daySchema } from '@vesta-cx/db/validators';
import { isoDate } from '../api/schemas.ts';

export const creditOutput = z
  .object({
    type: z.enum(actorTypes),
    id: z.string(),
    role: z.string().nullable(),
    name: z.string(),
    slug: z.string().describe("A workspace's slug or a person's handle."),
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
  slug: z.string(),
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
  workspace: z.object({ id: z.string(), slug: z.string(), name: z.string() }).nullable(),
  authors: z.array(creditOutput),
  createdAt: isoDate,
  updatedAt: isoDate,
};

/** A resource in a list. */
export const summaryOutput = z.object(summary).meta({ id: 'ResourceSummary' });

/** A resource with its parts. */
export const resourceOutput = z
  .object({
    ...summary,
    post: postOutput.nullable(),
    song: songOutput.nullable(),
    album: albumOutput.nullable(),
    urls: z.array(urlOutput),
    tracks: z
      .array(trackOutput)
      .describe(
        'The songs of an album in playing order; unlisted ones and drafts if you may write the album.',
      ),
  })
  .meta({ id: 'Resource' });
