/** Groups of people inside one organization; they exist to be granted permissions. */
import { id, index, primaryKey, table, timestamp, uniqueIndex, varchar } from '#dialect';
import { createdAt, primaryId, updatedAt } from './shared.ts';
import { organizations, users } from './users.ts';

/** A group of people inside one organization, to be granted permissions together. */
export const teams = table(
  'teams',
  {
    id: primaryId(),
    organizationId: id('organization_id')
      .notNull()
      .references(() => organizations.workosOrgId, { onDelete: 'cascade' }),
    name: varchar('name', 120).notNull(),
    /** NULL in rows from before there was one: those are found by their name. */
    searchKey: varchar('search_key', 120),
    ownerId: id('owner_id')
      .notNull()
      .references(() => users.workosUserId),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex('teams_name_unique').on(t.organizationId, t.name),
    index('teams_search_idx').on(t.organizationId, t.searchKey, t.id),
    index('teams_owner_idx').on(t.ownerId),
  ],
);

/** Who is in a team. */
export const teamUsers = table(
  'team_users',
  {
    teamId: id('team_id')
      .notNull()
      .references(() => teams.id, { onDelete: 'cascade' }),
    userId: id('user_id')
      .notNull()
      .references(() => users.workosUserId, { onDelete: 'cascade' }),
    addedAt: timestamp('added_at')
      .notNull()
      .$defaultFn(() => new Date()),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ name: 'team_users_pk', columns: [t.teamId, t.userId] }),
    index('team_users_user_idx').on(t.userId, t.teamId),
  ],
);

export type Team = typeof teams.$inferSelect;
export type NewTeam = typeof teams.$inferInsert;
export type TeamUser = typeof teamUsers.$inferSelect;
export type NewTeamUser = typeof teamUsers.$inferInsert;
