/** Labels with people and teams, for tests. */
import {
  auditEvents,
  newId,
  organizationMembers,
  organizations,
  permissions,
  teamUsers,
  type OrganizationRole,
  type Team,
} from '@vesta-cx/db';
import { and, eq } from 'drizzle-orm';
import type { Person } from '../src/kernel/index.ts';
import * as teams from '../src/teams/index.ts';
import { db, person } from './make.ts';

/** An organization that somebody administers and somebody else is a member of. */
export async function organization() {
  const id = `org_test_${newId()}`;
  await db.insert(organizations).values({ workosOrgId: id, name: `Label ${id.slice(-6)}` });
  const [boss, colleague] = [await person(), await person()];
  await join(id, boss, 'admin');
  await join(id, colleague);
  return { id, boss, colleague };
}

export const join = (
  organizationId: string,
  { userId }: Person,
  role: OrganizationRole = 'member',
) => db.insert(organizationMembers).values({ organizationId, userId, role });

export const quit = (organizationId: string, { userId }: Person) =>
  db
    .delete(organizationMembers)
    .where(
      and(
        eq(organizationMembers.organizationId, organizationId),
        eq(organizationMembers.userId, userId),
      ),
    );

/** A team that `boss` has made in the organization. */
export async function team(organizationId: string, boss: Person, name = 'Press'): Promise<Team> {
  const proof = await teams.authorizeOrganization(db, boss, organizationId, 'admin');
  return teams.create(db, proof, { name });
}

/** The team as somebody who decides about it. */
export const governed = (boss: Person, { id }: Pick<Team, 'id'>) =>
  teams.authorize(db, boss, id, 'admin');

/** Returns who is in a team, by the row. */
export const membersOf = async ({ id }: Pick<Team, 'id'>) =>
  (await db.select().from(teamUsers).where(eq(teamUsers.teamId, id))).map(({ userId }) => userId);

/** Returns what was done in an organization or workspace, oldest first. */
export const deedsOf = async (id: string) =>
  (
    await db
      .select()
      .from(auditEvents)
      .where(eq(id.startsWith('org_') ? auditEvents.organizationId : auditEvents.workspaceId, id))
      .orderBy(auditEvents.id)
  ).map(({ action, userId, objectId }) => ({ action, userId, objectId }));

/** The rules that were taken away in an organization or workspace, as its log tells it. */
export const clearingsIn = async (id: string) =>
  (
    await db
      .select()
      .from(auditEvents)
      .where(
        and(
          eq(id.startsWith('org_') ? auditEvents.organizationId : auditEvents.workspaceId, id),
          eq(auditEvents.action, 'permission.clear'),
        ),
      )
  )
    .map(({ userId, means, objectType, objectId, objectName, detail }) => ({
      by: userId ?? means,
      object: [objectType, objectId, objectName],
      detail,
    }))
    .toSorted((a, b) => String(a.object).localeCompare(String(b.object)));

/** Every permission that there is, to see that none was touched. */
export const allPermissions = () => db.select().from(permissions).orderBy(permissions.id);
