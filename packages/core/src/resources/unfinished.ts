/** What somebody has begun and not published, in all places where they write. */
import { listingStatuses, permissions, resources, workspaces, type Resource } from '@vesta-cx/db';
import { batch, orderOf, after, type Database, type Keyset } from '@vesta-cx/db/query';
import { impliedBy } from '@vesta-cx/utils/permissions';
import { and, eq, getTableColumns, inArray, isNull } from 'drizzle-orm';
import { pageOfAllowed, type Person } from '../kernel/index.ts';
import { inlineViewer, mayOnResource, reachOf } from '../permissions/index.ts';

/** Drafts all have the same moment, which is none: the index by owner then goes by id. */
const newest: Keyset = { columns: [resources.id], direction: 'desc' };

/** What rules speak of: all in a workspace, found by the index of its profile, or a single thing. */
const given = [
  {
    objectType: 'workspace',
    column: resources.workspaceId,
    // That index has the date of lists, of which drafts have none either.
    where: and(inArray(resources.status, [...listingStatuses]), isNull(resources.datedAt)),
  },
  { objectType: 'resource', column: resources.id, where: undefined },
] as const;

/**
 * The newest drafts that the person may write: of what they or their organizations own, their own
 * statuses included, and of what a rule by their name or that of a group gives them. The places are
 * looked through side by side, each in its order; of what was given by a rule, all drafts are read.
 */
export async function newestDrafts(
  db: Database,
  person: Person,
  limit: number,
): Promise<Resource[]> {
  const { owners, subjects } = await reachOf(db, person);
  const writing = [...impliedBy('write')];
  const { id, searchKey } = resources;
  return pageOfAllowed<Resource>(
    {
      order: newest,
      begin: undefined,
      idOf: (row) => row.id,
      candidates: (start, size) => {
        const drafts = and(isNull(resources.publishedAt), start && after(newest, start));
        return batch(db, (q) => [
          ...owners.map((owner) =>
            q
              .select({ id, searchKey })
              .from(resources)
              .where(
                and(eq(resources.ownerType, owner.type), eq(resources.ownerId, owner.id), drafts),
              )
              .orderBy(...orderOf(newest))
              .limit(size),
          ),
          ...subjects.flatMap((subject) =>
            given.map(({ objectType, column, where }) =>
              q
                .selectDistinct({ id, searchKey })
                .from(permissions)
                .innerJoin(resources, eq(column, permissions.objectId))
                .where(
                  and(
                    eq(permissions.subjectType, subject.type),
                    eq(permissions.subjectId, subject.id),
                    eq(permissions.objectType, objectType),
                    eq(permissions.value, 'allow'),
                    inArray(permissions.action, writing),
                    where,
                    drafts,
                  ),
                )
                .orderBy(...orderOf(newest))
                .limit(size),
            ),
          ),
        ]);
      },
      allowed: (ids) =>
        db
          .select(getTableColumns(resources))
          .from(resources)
          .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
          .where(and(inArray(id, ids), mayOnResource(inlineViewer(person), 'write'))),
    },
    limit,
  );
}
