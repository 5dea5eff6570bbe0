/** WorkOS identities: people, the organizations they belong to, and who belongs where. */
import {
  enumOf,
  foreignKey,
  id,
  index,
  json,
  primaryKey,
  table,
  text,
  timestamp,
  uniqueIndex,
  varchar,
} from '#dialect';
import { createdAt, must, oneOf, updatedAt } from './shared.ts';
import type { Theme } from './workspaces.ts';

/** Who is accountable for an asset. */
export const ownerTypes = ['user', 'organization'] as const;
/** Who can act in public. */
export const actorTypes = ['user', 'workspace'] as const;
/** What a member may do in an organization; mirrors the WorkOS role. */
export const organizationRoles = ['admin', 'member'] as const;

export type OwnerType = (typeof ownerTypes)[number];
export type ActorType = (typeof actorTypes)[number];
export type OrganizationRole = (typeof organizationRoles)[number];

/** The organization of everybody who has no other; it exists in every instance. */
export const globalOrganizationId = 'org_global';

/** A label, collective or company: owns, pays, employs; never speaks in public. */
export const organizations = table('organizations', {
  workosOrgId: id('workos_org_id').primaryKey(),
  name: varchar('name', 200).notNull(),
  avatarUrl: text('avatar_url'),
  bannerUrl: text('banner_url'),
  theme: json<Theme>('theme'),
  /** Of the mirror: when WorkOS last changed it, so that older news can't undo newer. */
  workosUpdatedAt: timestamp('workos_updated_at'),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

/** A person who signs in. */
export const users = table(
  'users',
  {
    workosUserId: id('workos_user_id').primaryKey(),
    handle: varchar('handle', 40).notNull(),
    email: varchar('email', 320).notNull(),
    displayName: varchar('display_name', 120).notNull(),
    bio: text('bio'),
    avatarUrl: text('avatar_url'),
    searchKey: varchar('search_key', 120).notNull(),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organizations.workosOrgId),
    /** Of the mirror: when WorkOS last changed the person, so that older news can't undo newer. */
    workosUpdatedAt: timestamp('workos_updated_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('users_handle_unique').on(t.handle),
    index('users_search_idx').on(t.searchKey, t.workosUserId),
    index('users_organization_idx').on(t.organizationId),
    must('users_handle_lower', 'handle = lower(handle)'),
  ],
);

/** Every handle a person has or had: old ones lead to them, and nobody else can take them. */
export const userHandles = table(
  'user_handles',
  {
    handle: varchar('handle', 40).primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.workosUserId, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (t) => [
    index('user_handles_user_idx').on(t.userId),
    must('user_handles_lower', 'handle = lower(handle)'),
  ],
);

/** Who belongs to an organization, mirrored from WorkOS so that a decision is one query. */
export const organizationMembers = table(
  'organization_members',
  {
    organizationId: id('organization_id').notNull(),
    userId: id('user_id')
      .notNull()
      .references(() => users.workosUserId, { onDelete: 'cascade' }),
    role: enumOf('role', organizationRoles).notNull(),
    /** WorkOS's id of the membership; null where only a sign-in has told of it. */
    workosMembershipId: id('workos_membership_id'),
    workosUpdatedAt: timestamp('workos_updated_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'organization_members_pk', columns: [t.organizationId, t.userId] }),
    // Named by hand: the generated name is longer than PostgreSQL and MySQL allow.
    foreignKey({
      name: 'organization_members_organization_fk',
      columns: [t.organizationId],
      foreignColumns: [organizations.workosOrgId],
    }).onDelete('cascade'),
    index('organization_members_user_idx').on(t.userId, t.organizationId, t.role),
    index('organization_members_workos_idx').on(t.workosMembershipId),
    oneOf('organization_members_role', 'role', organizationRoles),
  ],
);

export type User = typeof users.$inferSelect;
export type NewUser = typeof users.$inferInsert;
export type UserHandle = typeof userHandles.$inferSelect;
export type NewUserHandle = typeof userHandles.$inferInsert;
export type Organization = typeof organizations.$inferSelect;
export type NewOrganization = typeof organizations.$inferInsert;
export type OrganizationMember = typeof organizationMembers.$inferSelect;
export type NewOrganizationMember = typeof organizationMembers.$inferInsert;
