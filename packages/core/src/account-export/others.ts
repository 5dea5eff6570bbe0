/**
 * What others wrote that is about a person or a workspace of theirs: the rows that name them. Of
 * what these are in there is no more than its id: it is those others' own.
 */
import {
  auditEvents,
  engagementMentions,
  resourceAuthors,
  resources,
  workspaces,
  type ActorType,
  type AuditEvent,
  type EngagementMention,
  type ResourceAuthor,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq, getTableColumns, isNull, ne, not, or } from 'drizzle-orm';
import { ownedBy } from './resources.ts';
import { allPartsOf, allRows, together } from './rows.ts';

/** Returns where engagements name them. */
export const mentionsOf = (db: Database, userId: string) =>
  asEach(db, userId, (type, ids) =>
    allPartsOf<EngagementMention>(
      ids,
      {
        of: engagementMentions.mentionedId,
        ofRow: ({ mentionedId }) => mentionedId,
        key: [engagementMentions.engagementId],
        valuesOf: ({ engagementId }) => [engagementId],
        where: eq(engagementMentions.mentionedType, type),
      },
      ({ where, orderBy, limit }) =>
        db
          .select()
          .from(engagementMentions)
          .where(where)
          .orderBy(...orderBy)
          .limit(limit),
    ),
  );

/** Returns where they are credited on what isn't the person's: their own resources have their credits. */
export const creditsOf = (db: Database, userId: string) =>
  asEach(db, userId, (type, ids) =>
    allPartsOf<ResourceAuthor>(
      ids,
      {
        of: resourceAuthors.authorId,
        ofRow: ({ authorId }) => authorId,
        key: [resourceAuthors.resourceId],
        valuesOf: ({ resourceId }) => [resourceId],
        where: and(eq(resourceAuthors.authorType, type), not(ownedBy(userId))),
      },
      ({ where, orderBy, limit }) =>
        db
          .select(getTableColumns(resourceAuthors))
          .from(resourceAuthors)
          .innerJoin(resources, eq(resources.id, resourceAuthors.resourceId))
          .where(where)
          .orderBy(...orderBy)
          .limit(limit),
    ),
  );

/** Returns what the person did, wherever; then what others did, of which the person's workspaces keep a log. */
export const eventsOf = (db: Database, userId: string) =>
  asEach(db, userId, (type, ids) => {
    const { id, workspaceId, userId: by } = auditEvents;
    return allPartsOf<AuditEvent>(
      ids,
      {
        of: type === 'user' ? by : workspaceId,
        ofRow: (event) => (type === 'user' ? event.userId : event.workspaceId),
        key: [id],
        valuesOf: (event) => [event.id],
        where: type === 'user' ? undefined : or(isNull(by), ne(by, userId)),
      },
      ({ where, orderBy, limit }) =>
        db
          .select()
          .from(auditEvents)
          .where(where)
          .orderBy(...orderBy)
          .limit(limit),
    );
  });

/** Of the person, then of their workspaces, as many as can be asked about in one statement. */
async function* asEach<Row>(
  db: Database,
  userId: string,
  read: (type: ActorType, ids: string[]) => AsyncIterable<Row>,
): AsyncGenerator<Row> {
  yield* read('user', [userId]);
  const owned = allRows(
    [workspaces.id],
    and(eq(workspaces.ownerType, 'user'), eq(workspaces.ownerId, userId)),
    ({ where, orderBy, limit }) =>
      db
        .select({ id: workspaces.id })
        .from(workspaces)
        .where(where)
        .orderBy(...orderBy)
        .limit(limit),
    ({ id }) => [id],
  );
  for await (const some of together(owned)) {
    yield* read(
      'workspace',
      some.map(({ id }) => id),
    );
  }
}
