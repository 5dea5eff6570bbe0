/** Facts about what actors did in public: likes, comments, reposts, follows and the like. */
import {
  enumOf,
  foreignKey,
  id,
  index,
  primaryKey,
  table,
  text,
  timestamp,
  uniqueIndex,
} from '#dialect';
import { createdAt, oneOf, primaryId, updatedAt } from './shared.ts';
import { actorTypes } from './users.ts';

export const engagementActions = [
  'like',
  'comment',
  'repost',
  'follow',
  'subscribe',
  'mention',
  'bookmark',
] as const;
export const engagementObjectTypes = ['resource', 'workspace', 'collection', 'user'] as const;

export type EngagementAction = (typeof engagementActions)[number];
export type EngagementObjectType = (typeof engagementObjectTypes)[number];

/** What an actor did in public: a like, a comment, a repost, a follow. */
export const engagements = table(
  'engagements',
  {
    id: primaryId(),
    subjectType: enumOf('subject_type', actorTypes).notNull(),
    subjectId: id('subject_id').notNull(),
    action: enumOf('action', engagementActions).notNull(),
    objectType: enumOf('object_type', engagementObjectTypes).notNull(),
    objectId: id('object_id').notNull(),
    /**
     * Empty for what can be done once (like, follow, …), the row's own id for what can be
     * repeated (comment, mention): one unique index says both on every engine.
     */
    occurrence: id('occurrence').notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('engagements_once').on(
      t.subjectType,
      t.subjectId,
      t.action,
      t.objectType,
      t.objectId,
      t.occurrence,
    ),
    index('engagements_object_idx').on(t.objectType, t.objectId, t.action, t.id),
    index('engagements_subject_idx').on(t.subjectType, t.subjectId, t.action, t.id),
    oneOf('engagements_subject_type', 'subject_type', actorTypes),
    oneOf('engagements_action', 'action', engagementActions),
    oneOf('engagements_object_type', 'object_type', engagementObjectTypes),
  ],
);

/** What only a comment has: its text and its place in a thread. */
export const engagementComments = table(
  'engagement_comments',
  {
    engagementId: id('engagement_id')
      .primaryKey()
      .references(() => engagements.id, { onDelete: 'cascade' }),
    text: text('text').notNull(),
    /** The comment this one answers. */
    parentId: id('parent_id'),
    deletedAt: timestamp('deleted_at'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    foreignKey({
      name: 'engagement_comments_parent_fk',
      columns: [t.parentId],
      foreignColumns: [t.engagementId],
    }),
    index('engagement_comments_parent_idx').on(t.parentId, t.engagementId),
  ],
);

/** Whom an engagement names. */
export const engagementMentions = table(
  'engagement_mentions',
  {
    engagementId: id('engagement_id')
      .notNull()
      .references(() => engagements.id, { onDelete: 'cascade' }),
    mentionedType: enumOf('mentioned_type', actorTypes).notNull(),
    mentionedId: id('mentioned_id').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({
      name: 'engagement_mentions_pk',
      columns: [t.engagementId, t.mentionedType, t.mentionedId],
    }),
    index('engagement_mentions_mentioned_idx').on(t.mentionedType, t.mentionedId, t.engagementId),
    oneOf('engagement_mentions_type', 'mentioned_type', actorTypes),
  ],
);

export type Engagement = typeof engagements.$inferSelect;
export type NewEngagement = typeof engagements.$inferInsert;
export type EngagementComment = typeof engagementComments.$inferSelect;
export type NewEngagementComment = typeof engagementComments.$inferInsert;
export type EngagementMention = typeof engagementMentions.$inferSelect;
export type NewEngagementMention = typeof engagementMentions.$inferInsert;
