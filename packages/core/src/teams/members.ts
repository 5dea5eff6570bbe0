/**
 * Who is in a team. Its permissions are rows of the team, so that coming and going changes what
 * somebody may do at once, and no permission is rewritten.
 */
import { organizationMembers, teams, teamUsers, type Team, type TeamUser } from '@vesta-cx/db';
import {
  batch,
  changedRows,
  isUniqueViolation,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { record } from '../audit/index.ts';
import {
  changeSeen,
  invalidField,
  isAppError,
  notFound,
  type Expected,
  idIfExists,
} from '../kernel/index.ts';
import { principalOf, roleIn, type Authorized } from '../permissions/index.ts';
import { byId, entry } from './commands.ts';

type Administered = Authorized<'admin', Team>;

/**
 * Takes a member of the organization into the team; whoever is in it stays in it. Resolves to whether
 * they were not. Throws `invalid` on `userId` for everybody else.
 */
export async function addMember(
  db: Database,
  team: Administered,
  userId: string,
): Promise<boolean> {
  if (await placeOf(db, team, userId)) return false;
  try {
    await batch(db, (q) => [
      q.insert(teamUsers).values({
        teamId: idIfExists(teams.id, team.id),
        // NULL, and nothing happens, once they have left the organization.
        userId: sql`(select ${organizationMembers.userId} from ${organizationMembers}
          where ${organizationMembers.organizationId} = ${team.organizationId}
            and ${organizationMembers.userId} = ${userId})`,
      }),
      record(q, principalOf(team), { ...entry(team, 'team.member.add'), detail: { userId } }),
    ]);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    if (!(await byId(db, team.id))) throw notFound('team');
    if (await roleIn(db, userId, team.organizationId)) throw error;
    throw invalidField('userId', 'Only members of the organization can be in its teams');
  }
}

/**
 * Takes somebody out of the team. That is for administrators, for oneself as well: who could leave
 * a team could leave behind what it is denied. Throws `not_found` when they aren't in it,
 * `precondition_failed` when the version isn't the expected one.
 */
export async function removeMember(
  db: Database,
  team: Administered,
  userId: string,
  expected?: Expected,
): Promise<void> {
  const look = async () => {
    const place = await placeOf(db, team, userId);
    if (!place) throw notFound('member');
    return place;
  };
  const removed = await changeSeen(await look(), {
    noun: 'member',
    expected,
    version: memberVersion,
    again: look,
    change: ({ addedAt }) => {
      const where = and(membership(team, userId), eq(teamUsers.addedAt, addedAt))!;
      return batch(db, (q) => [
        record(q, principalOf(team), {
          ...entry(team, 'team.member.remove'),
          detail: { userId },
          onlyIf: { from: teamUsers, where },
        }),
        q.delete(teamUsers).where(where),
      ]);
    },
  }).catch(async (error: unknown) => {
    if (isAppError(error) || (await byId(db, team.id))) throw error;
    throw notFound('team');
  });
  // Of two at once one has done it.
  if (changedRows(removed.at(-1)) === 0) throw notFound('member');
}

/** The version of somebody's place in a team: since when they have it. */
export const memberVersion = ({ addedAt }: Pick<TeamUser, 'addedAt'>): number => addedAt.getTime();

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

async function placeOf(db: Database, team: Team, userId: string): Promise<TeamUser | undefined> {
  const [place] = await db.select().from(teamUsers).where(membership(team, userId)).limit(1);
  return place;
}
