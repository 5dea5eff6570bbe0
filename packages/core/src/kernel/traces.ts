/**
 * Polymorphic pairs have no foreign key, so whoever deletes a thing removes its traces in the
 * same batch: permission rows about it, engagements with or by it, its places in collections.
 */
import {
  collectionItemFilters,
  collectionItems,
  collections,
  engagementComments,
  engagementMentions,
  engagements,
  permissions,
  resourceAuthors,
} from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { and, eq, inArray, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';

type TraceType = 'workspace' | 'resource' | 'collection';

/**
 * The statements that remove every trace of the things whose ids `ids` selects. They go before
 * the DELETE of the things themselves, while `ids` still finds them.
 */
export function removeTraces(q: Database, type: TraceType, ids: SQLWrapper): Statement[] {
  const acts = type === 'workspace';
  const engagementIds = q
    .select({ id: engagements.id })
    .from(engagements)
    .where(
      or(
        and(eq(engagements.objectType, type), inArray(engagements.objectId, ids)),
        acts
          ? and(eq(engagements.subjectType, type), inArray(engagements.subjectId, ids))
          : undefined,
      ),
    );
  const places = and(eq(collectionItems.itemType, type), inArray(collectionItems.itemId, ids));

  return [
    q
      .delete(permissions)
      .where(and(eq(permissions.objectType, type), inArray(permissions.objectId, ids))),
    // Answers to a comment that goes stay, as the start of a thread of their own.
    q
      .update(engagementComments)
      .set({ parentId: null })
      .where(inArray(engagementComments.parentId, engagementIds)),
    q.delete(engagements).where(inArray(engagements.id, engagementIds)),
    ...lessItems(q, places!),
    q
      .delete(collectionItemFilters)
      .where(
        and(eq(collectionItemFilters.itemType, type), inArray(collectionItemFilters.itemId, ids)),
      ),
    ...(acts
      ? [
          q
            .delete(engagementMentions)
            .where(
              and(
                eq(engagementMentions.mentionedType, type),
                inArray(engagementMentions.mentionedId, ids),
              ),
            ),
          q
            .delete(resourceAuthors)
            .where(
              and(eq(resourceAuthors.authorType, type), inArray(resourceAuthors.authorId, ids)),
            ),
        ]
      : []),
  ];
}

/** Deletes the collection items that `places` finds and keeps the counts of their collections. */
function lessItems(q: Database, places: SQL): Statement[] {
  const inThis = and(eq(collectionItems.collectionId, collections.id), places);
  return [
    q
      .update(collections)
      .set({
        itemCount: sql`${collections.itemCount} - (select count(*) from ${collectionItems} where ${inThis})`,
      })
      .where(
        inArray(
          collections.id,
          q.select({ id: collectionItems.collectionId }).from(collectionItems).where(places),
        ),
      ),
    q.delete(collectionItems).where(places),
  ];
}
