/**
 * Who is in a team. Its permissions are rows of the team, so that coming and going changes what
 * somebody may do at once, and no permission is rewritten.
 */
import { organizationMembers, teams, teamUsers, type Team } from '@vesta-cx/db';
import { batch, isUniqueViolation, type Database, type Statement } from '@vesta-cx/db/query';
import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { record } from '../audit/index.ts';
import { invalidField, notFound } from '../kernel/index.ts';
import { idIfExists } from '../kernel/parents.ts';
import { provenBy, type Authorized } from '../permissions/index.ts';
import { byId, entry } from './commands.ts';

type Administered = Authorized<'admin', Team>;

/**
 * Takes a member of the organization into the team; whoever is in it stays in it. Throws `invalid`
 * on `userId` for everybody else.
 */
export async function addMember(db: Database, team: Administered, userId: string): Promise<void> {
  if (await isMember(db, team, userId)) return;
  try {
    await batch(db, (q) => [
      q.insert(teamUsers).values({
        teamId: idIfExists(teams.id, team.id),
        // NULL, and nothing happens, once they have left the organization.
        userId: sql`(select ${organizationMembers.userId} from ${organizationMembers}
          where ${organizationMembers.organizationId} = ${team.organizationId}
            and ${organizationMembers.userId} = ${userId})`,
      }),
      record(q, provenBy(team), { ...entry(team, 'team.member.add'), detail: { userId } }),
    ]);
  } catch (error) {
    if (isUniqueViolation(error)) return;
    if (!(await byId(db, team.id))) throw notFound('team');
    if (await belongs(db, team, userId)) throw error;
    throw invalidField('userId', 'Only members of the organization can be in its teams');
  }
}

/**
 * Takes somebody out of the team. That is for administrators, for oneself as well: who could leave
 * a team could leave behind what it is denied. Throws `not_found` when they aren't in it.
 */
export async function removeMember(
  db: Database,
  team: Administered,
  userId: string,
): Promise<void> {
  if (!(await isMember(db, team, userId))) throw notFound('member');
  await batch(db, (q) => [
    record(q, provenBy(team), { ...entry(team, 'team.member.remove'), detail: { userId } }),
    q.delete(teamUsers).where(membership(team, userId)),
  ]).catch(async (error: unknown) => {
    throw (await byId(db, team.id)) ? error : notFound('team');
  });
}

/**
 * The statement that takes somebody out of the teams of every organization that they are not a
 * member of. Goes into each batch that ends a membership, after it.
 */
export const leaveStrangeTeams = (q: Database, userId: string): Statement =>
  q.delete(teamUsers).where(
    and(
      eq(teamUsers.userId, userId),
      inArray(
        teamUsers.teamId,
        q
          .select({ id: teams.id })
          .from(teams)
          .where(
            notInArray(
              teams.organizationId,
              q
                .select({ id: organizationMembers.organizationId })
                .from(organizationMembers)
                .where(eq(organizationMembers.userId, userId)),
            ),
          ),
      ),
    ),
  );

const membership = ({ id }: Team, userId: string) =>
  and(eq(teamUsers.teamId, id), eq(teamUsers.userId, userId));

async function isMember(db: Database, team: Team, userId: string): Promise<boolean> {
  const rows = await db.select().from(teamUsers).where(membership(team, userId)).limit(1);
  return rows.length > 0;
}

async function belongs(db: Database, { organizationId }: Team, userId: string): Promise<boolean> {
  const rows = await db
    .select({ userId: organizationMembers.userId })
    .from(organizationMembers)
    .where(
      and(
        eq(organizationMembers.organizationId, organizationId),
        eq(organizationMembers.userId, userId),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
