/** Who may do what: a registry of actions and the rows that allow or deny them. */
import { enumOf, id, index, table, text, uniqueIndex, varchar } from '#dialect';
import { createdAt, oneOf, primaryId, updatedAt } from './shared.ts';

export const permissionCategories = ['content', 'resource', 'workspace', 'admin'] as const;
export const permissionSubjectTypes = ['user', 'team', 'organization', 'static'] as const;
export const permissionObjectTypes = [
  'workspace',
  'resource',
  'organization',
  'collection',
] as const;
export const permissionValues = ['allow', 'deny', 'unset'] as const;
/** The audiences that a `static` subject names in `subject_id`. */
export const staticAudiences = ['guest', 'authenticated', 'follower', 'subscriber'] as const;

export type PermissionCategory = (typeof permissionCategories)[number];
export type PermissionSubjectType = (typeof permissionSubjectTypes)[number];
export type PermissionObjectType = (typeof permissionObjectTypes)[number];
export type PermissionValue = (typeof permissionValues)[number];
export type StaticAudience = (typeof staticAudiences)[number];

/** The registry: a new action needs a row here, no code. */
export const permissionActions = table(
  'permission_actions',
  {
    slug: varchar('slug', 60).primaryKey(),
    name: varchar('name', 120).notNull(),
    description: text('description'),
    category: enumOf('category', permissionCategories).notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  () => [oneOf('permission_actions_category', 'category', permissionCategories)],
);

/** What a subject may do with an object: one row allows or denies one action. */
export const permissions = table(
  'permissions',
  {
    id: primaryId(),
    subjectType: enumOf('subject_type', permissionSubjectTypes).notNull(),
    subjectId: id('subject_id').notNull(),
    objectType: enumOf('object_type', permissionObjectTypes).notNull(),
    objectId: id('object_id').notNull(),
    action: varchar('action', 60)
      .notNull()
      .references(() => permissionActions.slug),
    value: enumOf('value', permissionValues).notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    // Object first: a decision looks up the rows of one object for a handful of subjects.
    uniqueIndex('permissions_unique').on(
      t.objectType,
      t.objectId,
      t.subjectType,
      t.subjectId,
      t.action,
    ),
    index('permissions_subject_idx').on(t.subjectType, t.subjectId, t.objectType, t.objectId),
    oneOf('permissions_subject_type', 'subject_type', permissionSubjectTypes),
    oneOf('permissions_object_type', 'object_type', permissionObjectTypes),
    oneOf('permissions_value', 'value', permissionValues),
  ],
);

export type PermissionAction = typeof permissionActions.$inferSelect;
export type NewPermissionAction = typeof permissionActions.$inferInsert;
export type Permission = typeof permissions.$inferSelect;
export type NewPermission = typeof permissions.$inferInsert;
