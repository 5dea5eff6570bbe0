/**
 * The webhooks of WorkOS that were dealt with: the same one twice changes nothing, and what was
 * deleted there stays deleted here, in whichever order the news arrives.
 */
import { id, index, table, timestamp, varchar } from '#dialect';
import { createdAt } from './shared.ts';

/** A webhook of WorkOS that was dealt with. */
export const workosEvents = table(
  'workos_events',
  {
    /** WorkOS's id of the event. */
    id: id('id').primaryKey(),
    /** `organization_membership.deleted`, … */
    event: varchar('event', 80).notNull(),
    /** WorkOS's id of what it is about. */
    objectId: id('object_id').notNull(),
    /** When it happened, as WorkOS says. */
    occurredAt: timestamp('occurred_at').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('workos_events_object_idx').on(t.objectId, t.event),
    index('workos_events_created_idx').on(t.createdAt),
  ],
);

export type WorkosEvent = typeof workosEvents.$inferSelect;
export type NewWorkosEvent = typeof workosEvents.$inferInsert;
