import {
  newId,
  organizations,
  permissions,
  teams,
  type Organization,
  type Team,
} from '@vesta-cx/db';
import {
  batch,
  isUniqueViolation,
  searchKey,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { record, recordCleared, type AuditEntry, type AuditKind } from '../audit/index.ts';
import {
  atVersion,
  changeSeen,
  nextVersion,
  notFound,
  requirePerson,
  taken,
  type Expected,
  idIfExists,
  remove as removeWhole,
  insertSearchEntries,
  replaceSearchEntries,
} from '../kernel/index.ts';
import { principalOf, type Authorized } from '../permissions/index.ts';
import { authorize } from './rights.ts';
import type { CreateTeam, UpdateTeam } from './schemas.ts';

type Administered = Authorized<'admin', Team>;

/** Makes a team in an organization. Throws `conflict` on `name`. */
export async function create(
  db: Database,
  organization: Authorized<'admin', Organization>,
  { id = newId(), name }: CreateTeam,
): Promise<Team> {
  const principal = principalOf(organization);
  requirePerson(principal);
  const { workosOrgId: organizationId } = organization;
  try {
    await batch(db, (q) => [
      q.insert(teams).values({
        id,
        organizationId: idIfExists(organizations.workosOrgId, organizationId),
        name,
        searchKey: searchKey(name),
        ownerId: principal.userId,
      }),
      ...insertSearchEntries(q, searchable({ id, organizationId, name })),
      record(q, principal, entry({ id, organizationId, name }, 'team.create')),
    ]);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const before = await byId(db, id);
    if (before?.organizationId === organizationId) return before;
    throw nameTaken();
  }
  const made = await byId(db, id);
  if (!made) throw notFound('team');
  return made;
}

/**
 * Changes what `patch` names; nothing, where it says what is there. Throws `precondition_failed` when
 * the version isn't the expected one, `conflict` on `name`.
 */
export function update(
  db: Database,
  team: Administered,
  { name }: UpdateTeam,
  expected?: Expected,
): Promise<Team> {
  return changing(db, team, expected, async (seen) => {
    if (name === undefined || name === seen.name) return seen;
    await batch(db, (q) => [
      asSeen(q, seen),
      q
        .update(teams)
        .set({ name, searchKey: searchKey(name), ...nextVersion(seen) })
        .where(eq(teams.id, seen.id)),
      ...replaceSearchEntries(q, teams.id, searchable({ ...seen, name })),
      record(q, principalOf(seen), { ...entry(seen, 'team.update'), detail: { name } }),
    ]);
    const now = await byId(db, seen.id);
    if (!now) throw notFound('team');
    return now;
  });
}

/**
 * Deletes a team: nobody is in it any more, and what it was allowed or denied goes with it. Throws
 * `precondition_failed` like `update`.
 */
export const remove = (db: Database, team: Administered, expected?: Expected): Promise<void> =>
  changing(db, team, expected, async (seen) => {
    await batch(db, (q) => [
      asSeen(q, seen),
      record(q, principalOf(seen), entry(seen, 'team.delete')),
      ...recordCleared(
        q,
        principalOf(seen),
        and(eq(permissions.subjectType, 'team'), eq(permissions.subjectId, seen.id))!,
      ),
      ...removeWhole(q, teams, eq(teams.id, seen.id)),
    ]);
  });

/** Returns what finds a team: a search of its organization alone. */
const searchable = ({
  id,
  organizationId,
  name,
}: Pick<Team, 'id' | 'organizationId' | 'name'>) => ({
  type: 'team' as const,
  id,
  scope: organizationId,
  names: [name],
});

/** Returns what the organization’s log says of a team; when the team is gone, the batch fails. */
export const entry = (
  { id, organizationId, name }: Pick<Team, 'id' | 'organizationId' | 'name'>,
  action: Extract<AuditKind, `team.${string}`>,
): AuditEntry => ({
  log: { organizationId, workspaceId: null },
  action,
  object: { type: 'team', id: idIfExists(teams.id, id), name },
});

/** The statement that fails the whole batch unless the team is as it was seen. */
const asSeen = (q: Database, team: Team): Statement =>
  atVersion(q, teams, eq(teams.id, team.id), team);

const changing = <T>(
  db: Database,
  team: Administered,
  expected: Expected,
  change: (seen: Administered) => Promise<T>,
): Promise<T> =>
  changeSeen(team, {
    noun: 'team',
    expected,
    again: () => authorize(db, principalOf(team), team.id, 'admin'),
    change,
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? nameTaken() : error;
  });

const nameTaken = () => taken('name', 'The organization has a team of this name');

export async function byId(db: Database, id: string): Promise<Team | undefined> {
  const [row] = await db.select().from(teams).where(eq(teams.id, id)).limit(1);
  return row;
}
