/** What seeds produce: rows by table, in an order in which foreign keys always hold. */
import * as schema from '@vesta-cx/db';

/** Every table that seeds fill, in insertion order. */
export const seedTables = {
  organizations: schema.organizations,
  users: schema.users,
  userHandles: schema.userHandles,
  organizationMembers: schema.organizationMembers,
  teams: schema.teams,
  teamUsers: schema.teamUsers,
  workspaces: schema.workspaces,
  workspaceSlugs: schema.workspaceSlugs,
  resources: schema.resources,
  resourceAuthors: schema.resourceAuthors,
  posts: schema.posts,
  songs: schema.songs,
  albums: schema.albums,
  albumSongs: schema.albumSongs,
  resourceUrls: schema.resourceUrls,
  permissionActions: schema.permissionActions,
  permissions: schema.permissions,
  collections: schema.collections,
  engagements: schema.engagements,
  engagementComments: schema.engagementComments,
  engagementMentions: schema.engagementMentions,
  formerSlugs: schema.formerSlugs,
  searchEntries: schema.searchEntries,
  collectionItems: schema.collectionItems,
  collectionItemFilters: schema.collectionItemFilters,
  features: schema.features,
  featurePricing: schema.featurePricing,
  featurePresets: schema.featurePresets,
  userFeatures: schema.userFeatures,
  userSubscriptions: schema.userSubscriptions,
} as const;

export type SeedTable = keyof typeof seedTables;
export type SeedRow<Name extends SeedTable> = (typeof seedTables)[Name]['$inferInsert'];

/** Rows of every table, keys in insertion order. */
export type SeedRows = { [Name in SeedTable]: SeedRow<Name>[] };

/** Some rows of one table. */
export type SeedBatch = { [Name in SeedTable]: { table: Name; rows: SeedRow<Name>[] } }[SeedTable];

/** No rows yet. */
export function noRows(): SeedRows {
  return Object.fromEntries(Object.keys(seedTables).map((name) => [name, []])) as never;
}
