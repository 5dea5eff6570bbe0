import {
  organizationMembers,
  permissions,
  teams,
  teamUsers,
  users,
  type Organization,
  type Team,
} from '@vesta-cx/db';
import {
  after,
  batch,
  decodeCursor,
  orderOf,
  pageOf,
  searchKey,
  startsWith,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import { and, eq, sql } from 'drizzle-orm';
import { invalidField } from '../kernel/index.ts';
import type { Authorized } from '../permissions/index.ts';

/** A part of a list. */
export interface Slice {
  limit: number;
  cursor?: string | undefined;
}

/** Somebody in a team. */
export interface TeamMember {
  userId: string;
  handle: string;
  displayName: string;
  avatarUrl: string | null;
  addedAt: Date;
}

/** Somebody who is or could be in a team: a member of its organization. */
export type Candidate = Omit<TeamMember, 'addedAt'> & { isMember: boolean };

const byName: Keyset = { columns: [teams.name], direction: 'asc' };
const byUser: Keyset = { columns: [teamUsers.userId], direction: 'asc' };
const byMember: Keyset = { columns: [organizationMembers.userId], direction: 'asc' };

/** The teams of an organization by name. Throws `invalid` for a cursor that isn't of this list. */
export async function list(
  db: Database,
  { workosOrgId }: Authorized<'read', Organization>,
  { limit, cursor }: Slice,
): Promise<Page<Team>> {
  const rows = await db
    .select()
    .from(teams)
    .where(and(eq(teams.organizationId, workosOrgId), from(byName, cursor)))
    .orderBy(...orderOf(byName))
    .limit(limit + 1);
  return pageOf(rows, limit, ({ name }) => [name]);
}

/** Who is in a team, in the order of their ids. Throws `invalid` for a cursor of another list. */
export async function members(
  db: Database,
  team: Authorized<'read', Team>,
  { limit, cursor }: Slice,
): Promise<Page<TeamMember>> {
  const rows = await db
    .select(memberColumns)
    .from(teamUsers)
    .innerJoin(users, eq(users.workosUserId, teamUsers.userId))
    .where(and(eq(teamUsers.teamId, team.id), from(byUser, cursor)))
    .orderBy(...orderOf(byUser))
    .limit(limit + 1);
  return pageOf(rows, limit, ({ userId }) => [userId]);
}

/** One who is in a team, or undefined. */
export async function member(
  db: Database,
  team: Authorized<'read', Team>,
  userId: string,
): Promise<TeamMember | undefined> {
  const [row] = await db
    .select(memberColumns)
    .from(teamUsers)
    .innerJoin(users, eq(users.workosUserId, teamUsers.userId))
    .where(and(eq(teamUsers.teamId, team.id), eq(teamUsers.userId, userId)))
    .limit(1);
  return row;
}

/** The members of the team's organization, with `q` those whose name starts with it. */
export async function candidates(
  db: Database,
  team: Authorized<'admin', Team>,
  { limit, cursor, q }: Slice & { q?: string | undefined },
): Promise<Page<Candidate>> {
  const rows = await db
    .select({
      ...person,
      isMember: sql<number>`case when ${teamUsers.userId} is null then 0 else 1 end`,
    })
    .from(organizationMembers)
    .innerJoin(users, eq(users.workosUserId, organizationMembers.userId))
    .leftJoin(
      teamUsers,
      and(eq(teamUsers.teamId, team.id), eq(teamUsers.userId, organizationMembers.userId)),
    )
    .where(
      and(
        eq(organizationMembers.organizationId, team.organizationId),
        q ? startsWith(users.searchKey, searchKey(q)) : undefined,
        from(byMember, cursor),
      ),
    )
    .orderBy(...orderOf(byMember))
    .limit(limit + 1);
  const found = rows.map((row) => ({ ...row, isMember: Number(row.isMember) === 1 }));
  return pageOf(found, limit, ({ userId }) => [userId]);
}

/** How much goes with a team, counted up to 100 each. */
export async function contents(
  db: Database,
  { id }: Authorized<'read', Team>,
): Promise<{ members: number; permissions: number }> {
  const [inIt, given] = await batch(db, (q) => [
    q.select({ id: teamUsers.userId }).from(teamUsers).where(eq(teamUsers.teamId, id)).limit(100),
    q
      .select({ id: permissions.id })
      .from(permissions)
      .where(and(eq(permissions.subjectType, 'team'), eq(permissions.subjectId, id)))
      .limit(100),
  ]);
  return { members: inIt.length, permissions: given.length };
}

const person = {
  userId: users.workosUserId,
  handle: users.handle,
  displayName: users.displayName,
  avatarUrl: users.avatarUrl,
};
const memberColumns = { ...person, addedAt: teamUsers.addedAt };

function from(order: Keyset, cursor: string | undefined) {
  if (!cursor) return undefined;
  const values = decodeCursor(cursor, order.columns);
  if (!values) throw invalidField('cursor', 'This cursor does not belong to this list');
  return after(order, values);
}
