/**
 * Who did what to what, when, as whom and by which means. Append-only. Nothing here is a foreign
 * key, and names are kept as they were: the log outlives what it speaks of.
 */
import { enumOf, id, index, json, table, varchar } from '#dialect';
import { createdAt, oneOf, primaryId } from './shared.ts';
import { actorTypes } from './users.ts';

/** How somebody came: with a browser, a key, or not at all (WorkOS told us, a job did it). */
export const auditMeans = ['session', 'key', 'workos', 'system'] as const;
export type AuditMeans = (typeof auditMeans)[number];

/** Who did what to what, when, as whom and by which means. */
export const auditEvents = table(
  'audit_events',
  {
    id: primaryId(),
    /** Whose log it is in: an organization's, a workspace's, or both. */
    organizationId: id('organization_id'),
    workspaceId: id('workspace_id'),
    /** The person; null where nobody did it. */
    userId: id('user_id'),
    /** As whom, where they acted as somebody else than themself. */
    actingAsType: enumOf('acting_as_type', actorTypes),
    actingAsId: id('acting_as_id'),
    means: enumOf('means', auditMeans).notNull(),
    /** The API key, where one was used. */
    keyId: id('key_id'),
    /** What was done: `workspace.update`, `team.member.add`. */
    action: varchar('action', 60).notNull(),
    objectType: varchar('object_type', 32).notNull(),
    objectId: id('object_id').notNull(),
    /** What the object was called at the time. */
    objectName: varchar('object_name', 200),
    /** What changed, in a few words and numbers; never secrets or texts of people. */
    detail: json<Record<string, unknown>>('detail'),
    createdAt: createdAt(),
  },
  (t) => [
    index('audit_events_organization_idx').on(t.organizationId, t.id),
    index('audit_events_org_action_idx').on(t.organizationId, t.action, t.id),
    index('audit_events_org_user_idx').on(t.organizationId, t.userId, t.id),
    index('audit_events_org_object_idx').on(t.organizationId, t.objectType, t.objectId, t.id),
    index('audit_events_workspace_idx').on(t.workspaceId, t.id),
    index('audit_events_ws_action_idx').on(t.workspaceId, t.action, t.id),
    index('audit_events_ws_user_idx').on(t.workspaceId, t.userId, t.id),
    index('audit_events_ws_object_idx').on(t.workspaceId, t.objectType, t.objectId, t.id),
    index('audit_events_user_idx').on(t.userId, t.id),
    oneOf('audit_events_acting_as_type', 'acting_as_type', actorTypes),
    oneOf('audit_events_means', 'means', auditMeans),
  ],
);

export type AuditEvent = typeof auditEvents.$inferSelect;
export type NewAuditEvent = typeof auditEvents.$inferInsert;
