/**
 * Who may see and who may change the teams of an organization: its members see them, whoever holds
 * `admin` on it decides about them. To others, also to those who may read all that it publishes,
 * they don't exist.
 */
import {
  organizationMembers,
  organizations,
  teams,
  type Organization,
  type Team,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { notFound, type Principal } from '../kernel/index.ts';
import { authorize as authorizeRow, type Authorized } from '../permissions/index.ts';

/** What can be established about a team or the teams of an organization. */
type TeamAction = 'read' | 'admin';

/**
 * The team with this id, with the proof that the principal may see it (`read`) or decide about it
 * (`admin`). Throws `not_found`, or `forbidden` to those who only see it.
 */
export async function authorize<A extends TeamAction>(
  db: Database,
  principal: Principal,
  id: string,
  action: A,
): Promise<Authorized<A, Team>> {
  const [row] = await db.select().from(teams).where(eq(teams.id, id)).limit(1);
  if (!row) throw notFound('team');
  const { role } = await membershipIn(db, principal, row.organizationId);
  return authorizeRow(db, principal, action, {
    ...inOrganization(row.organizationId, role),
    row,
    noun: 'team',
  });
}

/**
 * The organization with this id, with the proof that the principal may see its teams (`read`) or
 * decide about them (`admin`). Throws as `authorize` does.
 */
export async function authorizeOrganization<A extends TeamAction>(
  db: Database,
  principal: Principal,
  id: string,
  action: A,
): Promise<Authorized<A, Organization>> {
  const { row, role } = await membershipIn(db, principal, id);
  return authorizeRow(db, principal, action, {
    ...inOrganization(id, role),
    row,
    noun: 'organization',
  });
}

/** The organization and the role that the principal has in it, if any. Throws `not_found`. */
async function membershipIn(db: Database, { userId, key }: Principal, id: string) {
  const [found] = await db
    .select({ row: organizations, role: organizationMembers.role })
    .from(organizations)
    .leftJoin(
      organizationMembers,
      and(
        eq(organizationMembers.organizationId, organizations.workosOrgId),
        eq(organizationMembers.userId, userId ?? ''),
      ),
    )
    .where(eq(organizations.workosOrgId, id))
    .limit(1);
  if (!found) throw notFound('organization');
  // A key that is for something else is nobody here.
  const confined = key?.confinedTo;
  const here = !confined || (confined.type === 'organization' && confined.id === id);
  return here ? found : { ...found, role: null };
}

const inOrganization = (id: string, role: string | null) => ({
  chain: [{ type: 'organization', id, owner: null }] as const,
  seenBy: 'admin' as const,
  known: role !== null,
});
