/** The workspaces on which somebody holds more than everybody does. */
import {
  organizationMembers,
  permissions,
  teamUsers,
  workspaces,
  type OwnerType,
  type PermissionObjectType,
} from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
import type { Person } from '../kernel/index.ts';

/**
 * The ids of the workspaces that the person owns or that an `allow` by their name or that of a group
 * speaks of, as a subquery. Whether they may do a thing there is for `mayOnWorkspace` to say. Each
 * branch is served by an index, so that the cost follows what they have, not the table.
 */
export function reachable(db: Database, { userId }: Person) {
  const granted = (objectType: 'workspace' | 'organization') =>
    db
      .select({ id: permissions.objectId })
      .from(permissions)
      .where(allowedTo(db, userId, objectType));
  const owned = (ids: Parameters<typeof inArray>[1]) =>
    and(eq(workspaces.ownerType, 'organization'), inArray(workspaces.ownerId, ids as never));
  return db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(
      or(
        and(eq(workspaces.ownerType, 'user'), eq(workspaces.ownerId, userId)),
        owned(membershipsOf(db, userId) as never),
        owned(granted('organization') as never),
        inArray(workspaces.id, granted('workspace')),
      ),
    );
}

/** SQL condition: the row of `permissions` allows something to the person, by their name or that of a group. */
export function allowedTo(db: Database, userId: string, objectType: PermissionObjectType): SQL {
  const teams = db
    .select({ id: teamUsers.teamId })
    .from(teamUsers)
    .where(eq(teamUsers.userId, userId));
  return and(
    or(
      and(eq(permissions.subjectType, 'user'), eq(permissions.subjectId, userId)),
      and(eq(permissions.subjectType, 'team'), inArray(permissions.subjectId, teams)),
      and(
        eq(permissions.subjectType, 'organization'),
        inArray(permissions.subjectId, membershipsOf(db, userId)),
      ),
    ),
    eq(permissions.objectType, objectType),
    eq(permissions.value, 'allow'),
  )!;
}

const membershipsOf = (db: Database, userId: string) =>
  db
    .select({ id: organizationMembers.organizationId })
    .from(organizationMembers)
    .where(eq(organizationMembers.userId, userId));

/** Where to look for what somebody has: everything else is not theirs by name. */
export interface Reach {
  /** Whose workspaces are theirs, or can be. */
  owners: { type: OwnerType; id: string }[];
  /** Whom the rules call that are about them: themself, their teams, their organizations. */
  subjects: { type: 'user' | 'team' | 'organization'; id: string }[];
}

/** Returns what `reachable` finds, as places that can be looked through one by one, each in order. */
export async function reachOf(db: Database, { userId }: Person): Promise<Reach> {
  const [teams, memberships, granted] = await batch(db, (q) => [
    q.select({ id: teamUsers.teamId }).from(teamUsers).where(eq(teamUsers.userId, userId)),
    q
      .select({ id: organizationMembers.organizationId, role: organizationMembers.role })
      .from(organizationMembers)
      .where(eq(organizationMembers.userId, userId)),
    q
      .selectDistinct({ id: permissions.objectId })
      .from(permissions)
      .where(allowedTo(q, userId, 'organization')),
  ]);
  const administered = memberships.filter(({ role }) => role === 'admin');
  const organizations = new Set([...administered, ...granted].map(({ id }) => id));
  return {
    owners: [
      { type: 'user', id: userId },
      ...[...organizations].map((id) => ({ type: 'organization' as const, id })),
    ],
    subjects: [
      { type: 'user', id: userId },
      ...teams.map(({ id }) => ({ type: 'team' as const, id })),
      ...memberships.map(({ id }) => ({ type: 'organization' as const, id })),
    ],
  };
}
