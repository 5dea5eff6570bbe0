/** The workspaces on which somebody holds more than everybody does. */
import { organizationMembers, permissions, teamUsers, workspaces } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
import type { Person } from '../kernel/index.ts';

/**
 * That the person owns the workspace of the row or is named by an `allow` on it: the candidates
 * for lists of "mine". Whether they may do a thing there is for `mayOnWorkspace` to say.
 * Each branch is served by an index, so that the cost follows what they have, not the table.
 */
export function withinReach(db: Database, { userId }: Person): SQL {
  const teams = db
    .select({ id: teamUsers.teamId })
    .from(teamUsers)
    .where(eq(teamUsers.userId, userId));
  const memberships = db
    .select({ id: organizationMembers.organizationId })
    .from(organizationMembers)
    .where(eq(organizationMembers.userId, userId));
  const granted = (objectType: 'workspace' | 'organization') =>
    db
      .select({ id: permissions.objectId })
      .from(permissions)
      .where(
        and(
          or(
            and(eq(permissions.subjectType, 'user'), eq(permissions.subjectId, userId)),
            and(eq(permissions.subjectType, 'team'), inArray(permissions.subjectId, teams)),
            and(
              eq(permissions.subjectType, 'organization'),
              inArray(permissions.subjectId, memberships),
            ),
          ),
          eq(permissions.objectType, objectType),
          eq(permissions.value, 'allow'),
        ),
      );
  const owned = (ids: Parameters<typeof inArray>[1]) =>
    and(eq(workspaces.ownerType, 'organization'), inArray(workspaces.ownerId, ids as never));
  return or(
    and(eq(workspaces.ownerType, 'user'), eq(workspaces.ownerId, userId)),
    owned(memberships as never),
    owned(granted('organization') as never),
    inArray(workspaces.id, granted('workspace')),
  )!;
}
