/** How the tables belong together, for Drizzle's relational queries: apart from them, so that no two files need each other. */
import { relations } from 'drizzle-orm';
import { apiKeys } from './api-keys.ts';
import { collectionItemFilters, collectionItems, collections } from './collections.ts';
import { engagementComments, engagementMentions, engagements } from './engagements.ts';
import { featurePricing, features, userFeatures, userSubscriptions } from './features.ts';
import { permissionActions, permissions } from './permissions.ts';
import { posts } from './posts.ts';
import { resourceUrls } from './resource-urls.ts';
import { albumSongs, albums, resourceAuthors, resources, songs } from './resources.ts';
import { teamUsers, teams } from './teams.ts';
import { organizationMembers, organizations, userHandles, users } from './users.ts';
import { workspaceSlugs, workspaces } from './workspaces.ts';

export const organizationsRelations = relations(organizations, ({ many }) => ({
  users: many(users),
  members: many(organizationMembers),
}));

export const userHandlesRelations = relations(userHandles, ({ one }) => ({
  user: one(users, { fields: [userHandles.userId], references: [users.workosUserId] }),
}));

export const usersRelations = relations(users, ({ one, many }) => ({
  organization: one(organizations, {
    fields: [users.organizationId],
    references: [organizations.workosOrgId],
  }),
  memberships: many(organizationMembers),
  handles: many(userHandles),
}));

export const organizationMembersRelations = relations(organizationMembers, ({ one }) => ({
  organization: one(organizations, {
    fields: [organizationMembers.organizationId],
    references: [organizations.workosOrgId],
  }),
  user: one(users, {
    fields: [organizationMembers.userId],
    references: [users.workosUserId],
  }),
}));

export const workspacesRelations = relations(workspaces, ({ many }) => ({
  resources: many(resources),
  slugs: many(workspaceSlugs),
}));

export const workspaceSlugsRelations = relations(workspaceSlugs, ({ one }) => ({
  workspace: one(workspaces, {
    fields: [workspaceSlugs.workspaceId],
    references: [workspaces.id],
  }),
}));

export const resourcesRelations = relations(resources, ({ one, many }) => ({
  workspace: one(workspaces, { fields: [resources.workspaceId], references: [workspaces.id] }),
  authors: many(resourceAuthors),
  urls: many(resourceUrls),
  post: one(posts, { fields: [resources.id], references: [posts.resourceId] }),
  song: one(songs, { fields: [resources.id], references: [songs.resourceId] }),
  album: one(albums, { fields: [resources.id], references: [albums.resourceId] }),
}));

export const resourceAuthorsRelations = relations(resourceAuthors, ({ one }) => ({
  resource: one(resources, {
    fields: [resourceAuthors.resourceId],
    references: [resources.id],
  }),
}));

export const songsRelations = relations(songs, ({ one, many }) => ({
  resource: one(resources, { fields: [songs.resourceId], references: [resources.id] }),
  albums: many(albumSongs),
}));

export const albumsRelations = relations(albums, ({ one, many }) => ({
  resource: one(resources, { fields: [albums.resourceId], references: [resources.id] }),
  songs: many(albumSongs),
}));

export const albumSongsRelations = relations(albumSongs, ({ one }) => ({
  album: one(albums, { fields: [albumSongs.albumResourceId], references: [albums.resourceId] }),
  song: one(songs, { fields: [albumSongs.songResourceId], references: [songs.resourceId] }),
}));

export const postsRelations = relations(posts, ({ one }) => ({
  resource: one(resources, { fields: [posts.resourceId], references: [resources.id] }),
}));

export const resourceUrlsRelations = relations(resourceUrls, ({ one }) => ({
  resource: one(resources, { fields: [resourceUrls.resourceId], references: [resources.id] }),
}));

export const permissionActionsRelations = relations(permissionActions, ({ many }) => ({
  permissions: many(permissions),
}));

export const permissionsRelations = relations(permissions, ({ one }) => ({
  definition: one(permissionActions, {
    fields: [permissions.action],
    references: [permissionActions.slug],
  }),
}));

export const teamsRelations = relations(teams, ({ one, many }) => ({
  organization: one(organizations, {
    fields: [teams.organizationId],
    references: [organizations.workosOrgId],
  }),
  owner: one(users, { fields: [teams.ownerId], references: [users.workosUserId] }),
  members: many(teamUsers),
}));

export const teamUsersRelations = relations(teamUsers, ({ one }) => ({
  team: one(teams, { fields: [teamUsers.teamId], references: [teams.id] }),
  user: one(users, { fields: [teamUsers.userId], references: [users.workosUserId] }),
}));

export const engagementsRelations = relations(engagements, ({ one, many }) => ({
  comment: one(engagementComments, {
    fields: [engagements.id],
    references: [engagementComments.engagementId],
  }),
  mentions: many(engagementMentions),
}));

export const engagementCommentsRelations = relations(engagementComments, ({ one, many }) => ({
  engagement: one(engagements, {
    fields: [engagementComments.engagementId],
    references: [engagements.id],
  }),
  parent: one(engagementComments, {
    fields: [engagementComments.parentId],
    references: [engagementComments.engagementId],
    relationName: 'thread',
  }),
  replies: many(engagementComments, { relationName: 'thread' }),
}));

export const engagementMentionsRelations = relations(engagementMentions, ({ one }) => ({
  engagement: one(engagements, {
    fields: [engagementMentions.engagementId],
    references: [engagements.id],
  }),
}));

export const collectionsRelations = relations(collections, ({ many }) => ({
  items: many(collectionItems),
  filters: many(collectionItemFilters),
}));

export const collectionItemsRelations = relations(collectionItems, ({ one }) => ({
  collection: one(collections, {
    fields: [collectionItems.collectionId],
    references: [collections.id],
  }),
}));

export const collectionItemFiltersRelations = relations(collectionItemFilters, ({ one }) => ({
  collection: one(collections, {
    fields: [collectionItemFilters.collectionId],
    references: [collections.id],
  }),
}));

export const featuresRelations = relations(features, ({ one, many }) => ({
  pricing: one(featurePricing, {
    fields: [features.slug],
    references: [featurePricing.featureSlug],
  }),
  users: many(userFeatures),
}));

export const featurePricingRelations = relations(featurePricing, ({ one }) => ({
  feature: one(features, { fields: [featurePricing.featureSlug], references: [features.slug] }),
}));

export const userFeaturesRelations = relations(userFeatures, ({ one }) => ({
  user: one(users, { fields: [userFeatures.userId], references: [users.workosUserId] }),
  feature: one(features, { fields: [userFeatures.featureSlug], references: [features.slug] }),
}));

export const userSubscriptionsRelations = relations(userSubscriptions, ({ one }) => ({
  user: one(users, { fields: [userSubscriptions.userId], references: [users.workosUserId] }),
}));

export const apiKeysRelations = relations(apiKeys, ({ one, many }) => ({
  creator: one(users, { fields: [apiKeys.createdBy], references: [users.workosUserId] }),
  parent: one(apiKeys, {
    fields: [apiKeys.parentId],
    references: [apiKeys.id],
    relationName: 'making',
  }),
  made: many(apiKeys, { relationName: 'making' }),
}));
