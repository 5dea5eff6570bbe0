/** Validators for rows going in, derived from the tables. `update…` makes every field optional. */
import { createInsertSchema, createUpdateSchema } from 'drizzle-zod';
import { z } from 'zod';
import * as schema from './schema/index.ts';

/** A slug or handle: lower-case letters, digits and single hyphens between them. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens');

const webAddress = (error: string) =>
  // Aborts, so that what is no such address at all is said once.
  z.url({ protocol: /^https?$/, hostname: z.regexes.hostname, error, abort: true }).max(2048);

/** An address that may be linked to: http or https. */
export const httpUrlSchema = webAddress('Give a full address that starts with http:// or https://');

const onlyHttps = 'Give a full address that starts with https://';

/** The address of a picture: https, since browsers show no others on a page of https. */
export const pictureUrlSchema = webAddress(onlyHttps).refine(
  (url) => /^https:/i.test(url),
  onlyHttps,
);

/** A colour as `#rrggbb`. */
export const colorSchema = z.string().regex(/^#[0-9a-f]{6}$/i, 'Give a colour like #1a2b3c');

/** How a page looks. */
export const themeSchema = z.strictObject({
  accent: colorSchema.optional(),
  background: colorSchema.optional(),
  font: z.enum(['grotesque', 'serif', 'mono', 'sans']).optional(),
  corners: z.enum(['sharp', 'soft', 'round']).optional(),
});

const image = pictureUrlSchema.nullish();
const countries = z
  .array(z.string().regex(/^[A-Z]{2}$/, 'Use two-letter country codes'))
  .min(1)
  .nullish();

const user = { handle: slugSchema.max(40), email: z.email().max(320), avatarUrl: image };
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
  audioUrl: httpUrlSchema.nullish(),
  durationMs: z.int().positive().nullish(),
  isrc: z
    .string()
    .regex(/^[A-Z]{2}[A-Z0-9]{3}\d{7}$/, 'An ISRC looks like GBAYE0601498')
    .nullish(),
};
const album = {
  coverArtUrl: image,
  upc: z
    .string()
    .regex(/^\d{12,14}$/, 'A UPC or EAN has 12 to 14 digits')
    .nullish(),
};
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
