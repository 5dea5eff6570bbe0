/** Validators for rows going in, derived from the tables. `update…` makes every field optional. */
import { createInsertSchema, createUpdateSchema } from 'drizzle-zod';
import { z } from 'zod';
import { readIsrc, readMailAddress, readUpc, readWebAddress, type Reading } from './pasted.ts';
import * as schema from './schema/index.ts';

export { asciiDigits } from './pasted.ts';

/** A slug or handle: lower-case letters, digits and single hyphens between them. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens');

/** Text of at most `max` characters that is stored as `read` spells it, or refused with its reason. */
const pasted = (read: (text: string) => Reading, max: number) =>
  z
    .string()
    .overwrite((text) => {
      const reading = read(text);
      return 'value' in reading ? reading.value : text;
    })
    .max(max, { error: `Use at most ${max} characters`, abort: true })
    .refine((text) => 'value' in read(text), {
      error: ({ input }) => {
        const reading = read(String(input));
        return 'refusal' in reading ? reading.refusal : undefined;
      },
      abort: true,
    });

/**
 * An address that may be linked to: http or https, and a host that everybody reaches. It is taken as
 * people paste it (`example.com/x` means https) and given as browsers write it.
 */
export const httpUrlSchema = pasted(readWebAddress, 2048).meta({
  examples: ['https://example.com/blue-hour'],
});

/** The address of a picture: https, since browsers show no others on a page of https. */
export const pictureUrlSchema = httpUrlSchema
  .refine((url) => !url.startsWith('http:'), 'Give a full address that starts with https://')
  .meta({ examples: ['https://example.com/blue-hour.jpg'] });

/** A mail address: in lower case, its host in ASCII. Letters of every script may stand before the `@`. */
export const mailSchema = pasted(readMailAddress, 320).meta({
  format: 'email',
  examples: ['mira@example.com'],
});

/** The code of a recording (ISRC), without the hyphens and words that people write it with. */
export const isrcSchema = pasted(readIsrc, 60).meta({ examples: ['GBAYE0601498'] });

/** A UPC, EAN or GTIN of 12 to 14 digits whose check digit is right, without what stands between them. */
export const upcSchema = pasted(readUpc, 60).meta({ examples: ['5012345678900'] });

const longestMs = 24 * 60 * 60 * 1000;

/** How long a recording is, in milliseconds: at most a day. */
export const durationMsSchema = z
  .int()
  .positive('Give more than nothing')
  .max(longestMs, 'Use at most 24 hours');

/** A calendar day as `YYYY-MM-DD`: a real one, from the year 1000 on, as every engine holds. */
export const daySchema = z.iso
  .date({
    error: ({ input }) =>
      typeof input === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(input)
        ? 'Not a real date'
        : 'Write a day like 2026-03-01',
    abort: true,
  })
  .refine((day) => day >= '1000', 'Not a real date')
  .meta({ examples: ['2026-03-01'] });

/** A colour as `#rrggbb`. */
export const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/i, 'Give a colour like #1a2b3c');

/** How a page looks. */
export const themeSchema = z.strictObject({
  accent: colorSchema.optional(),
  background: colorSchema.optional(),
  font: z.enum(['grotesque', 'serif', 'mono', 'sans']).optional(),
  corners: z.enum(['sharp', 'soft', 'round']).optional(),
});

/** Countries by their codes of two letters (ISO 3166), one at least. */
export const countriesSchema = z
  .array(z.string().regex(/^[A-Z]{2}$/, 'Use two-letter country codes'))
  .min(1);

const image = pictureUrlSchema.nullish();
const countries = countriesSchema.nullish();

const user = { handle: slugSchema.max(40), email: mailSchema, avatarUrl: image };
const organization = { avatarUrl: image, bannerUrl: image, theme: themeSchema.nullish() };
const workspace = {
  slug: slugSchema.max(60),
  avatarUrl: image,
  bannerUrl: image,
  theme: themeSchema.nullish(),
};
const resource = { slug: slugSchema.max(120) };
const post = { featuredImage: image };
const song = {
  releaseDate: daySchema.nullish(),
  audioUrl: httpUrlSchema.nullish(),
  coverArtUrl: image,
  durationMs: durationMsSchema.nullish(),
  isrc: isrcSchema.nullish(),
};
const album = { releaseDate: daySchema.nullish(), coverArtUrl: image, upc: upcSchema.nullish() };
const resourceUrl = { url: httpUrlSchema, countries };
const collection = { slug: slugSchema.max(120) };
const featureSlugs = z.array(slugSchema);

export const insertUserSchema = createInsertSchema(schema.users, user);
export const updateUserSchema = createUpdateSchema(schema.users, {
  ...user,
  handle: user.handle.optional(),
  email: user.email.optional(),
});
export const insertUserHandleSchema = createInsertSchema(schema.userHandles, {
  handle: user.handle,
});
export const insertOrganizationSchema = createInsertSchema(schema.organizations, organization);
export const updateOrganizationSchema = createUpdateSchema(schema.organizations, organization);
export const insertOrganizationMemberSchema = createInsertSchema(schema.organizationMembers);
export const updateOrganizationMemberSchema = createUpdateSchema(schema.organizationMembers);
export const insertTeamSchema = createInsertSchema(schema.teams);
export const updateTeamSchema = createUpdateSchema(schema.teams);
export const insertTeamUserSchema = createInsertSchema(schema.teamUsers);
export const updateTeamUserSchema = createUpdateSchema(schema.teamUsers);
export const insertWorkspaceSchema = createInsertSchema(schema.workspaces, workspace);
export const updateWorkspaceSchema = createUpdateSchema(schema.workspaces, {
  ...workspace,
  slug: workspace.slug.optional(),
});
export const insertWorkspaceSlugSchema = createInsertSchema(schema.workspaceSlugs, {
  slug: workspace.slug,
});
export const insertResourceSchema = createInsertSchema(schema.resources, resource);
export const updateResourceSchema = createUpdateSchema(schema.resources, {
  slug: resource.slug.optional(),
});
export const insertResourceAuthorSchema = createInsertSchema(schema.resourceAuthors);
export const updateResourceAuthorSchema = createUpdateSchema(schema.resourceAuthors);
export const insertPostSchema = createInsertSchema(schema.posts, post);
export const updatePostSchema = createUpdateSchema(schema.posts, post);
export const insertSongSchema = createInsertSchema(schema.songs, song);
export const updateSongSchema = createUpdateSchema(schema.songs, song);
export const insertAlbumSchema = createInsertSchema(schema.albums, album);
export const updateAlbumSchema = createUpdateSchema(schema.albums, album);
export const insertAlbumSongSchema = createInsertSchema(schema.albumSongs);
export const updateAlbumSongSchema = createUpdateSchema(schema.albumSongs);
export const insertResourceUrlSchema = createInsertSchema(schema.resourceUrls, resourceUrl);
export const updateResourceUrlSchema = createUpdateSchema(schema.resourceUrls, {
  url: resourceUrl.url.optional(),
  countries,
});
export const insertPermissionActionSchema = createInsertSchema(schema.permissionActions, {
  slug: slugSchema.max(60),
});
export const updatePermissionActionSchema = createUpdateSchema(schema.permissionActions);
export const insertPermissionSchema = createInsertSchema(schema.permissions);
export const updatePermissionSchema = createUpdateSchema(schema.permissions);
export const insertEngagementSchema = createInsertSchema(schema.engagements);
export const insertEngagementCommentSchema = createInsertSchema(schema.engagementComments);
export const updateEngagementCommentSchema = createUpdateSchema(schema.engagementComments);
export const insertEngagementMentionSchema = createInsertSchema(schema.engagementMentions);
export const insertCollectionSchema = createInsertSchema(schema.collections, collection);
export const updateCollectionSchema = createUpdateSchema(schema.collections, {
  slug: collection.slug.optional(),
});
export const insertFormerSlugSchema = createInsertSchema(schema.formerSlugs, {
  slug: slugSchema.max(120),
});
export const insertSearchEntrySchema = createInsertSchema(schema.searchEntries);
export const insertCollectionItemSchema = createInsertSchema(schema.collectionItems);
export const updateCollectionItemSchema = createUpdateSchema(schema.collectionItems);
export const insertCollectionItemFilterSchema = createInsertSchema(schema.collectionItemFilters);
export const updateCollectionItemFilterSchema = createUpdateSchema(schema.collectionItemFilters);
export const insertFeatureSchema = createInsertSchema(schema.features, {
  slug: slugSchema.max(60),
});
export const updateFeatureSchema = createUpdateSchema(schema.features);
export const insertFeaturePricingSchema = createInsertSchema(schema.featurePricing);
export const updateFeaturePricingSchema = createUpdateSchema(schema.featurePricing);
export const insertFeaturePresetSchema = createInsertSchema(schema.featurePresets, {
  features: featureSlugs,
});
export const updateFeaturePresetSchema = createUpdateSchema(schema.featurePresets, {
  features: featureSlugs.optional(),
});
export const insertUserFeatureSchema = createInsertSchema(schema.userFeatures);
export const updateUserFeatureSchema = createUpdateSchema(schema.userFeatures);
export const insertUserSubscriptionSchema = createInsertSchema(schema.userSubscriptions, {
  activeFeatures: featureSlugs,
});
export const updateUserSubscriptionSchema = createUpdateSchema(schema.userSubscriptions, {
  activeFeatures: featureSlugs.optional(),
});
export const insertIdempotencyKeySchema = createInsertSchema(schema.idempotencyKeys);
export const insertApiKeySchema = createInsertSchema(schema.apiKeys, {
  scopes: z.array(z.string()),
});
export const insertAuditEventSchema = createInsertSchema(schema.auditEvents);
export const insertWorkosEventSchema = createInsertSchema(schema.workosEvents);
