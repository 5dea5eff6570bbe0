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
import { and, eq, ne, sql } from 'drizzle-orm';
import { record, recordCleared, type AuditEntry, type AuditKind } from '../audit/index.ts';
import { notFound, requirePerson, stale, taken } from '../kernel/index.ts';
import { idIfExists } from '../kernel/parents.ts';
import { remove as removeWhole } from '../kernel/removal.ts';
import { insertSearchEntries, replaceSearchEntries } from '../kernel/search-entries.ts';
import { provenBy, type Authorized } from '../permissions/index.ts';
import type { CreateTeam, UpdateTeam } from './schemas.ts';

type Administered = Authorized<'admin', Team>;

/** Makes a team in an organization. Throws `conflict` on `name`. */
export async function create(
  db: Database,
  organization: Authorized<'admin', Organization>,
  { id = newId(), name }: CreateTeam,
): Promise<Team> {
  const principal = provenBy(organization);
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
    throw taken('name', 'The organization has a team of this name');
  }
  const made = await byId(db, id);
  if (!made) throw notFound('team');
  return made;
}

/**
 * Changes what `patch` names. Throws `precondition_failed` when `version` is given and not the
 * present one, `conflict` on `name`.
 */
export async function update(
  db: Database,
  team: Administered,
  { name = team.name }: UpdateTeam,
  version?: number,
): Promise<Team> {
  if (version !== undefined && version !== versionOf(team)) throw stale('team');
  if (name === team.name) return team;
  await changing(db, team, (q) => [
    // NULL is not allowed there: when another tab was first, nothing of this happens.
    q
      .update(teams)
      .set({ name: sql`null` })
      .where(and(eq(teams.id, team.id), ne(teams.updatedAt, team.updatedAt))),
    q
      .update(teams)
      // Two changes in one millisecond are still two versions.
      .set({
        name,
        searchKey: searchKey(name),
        updatedAt: new Date(Math.max(Date.now(), versionOf(team) + 1)),
      })
      .where(eq(teams.id, team.id)),
    ...replaceSearchEntries(q, teams.id, searchable({ ...team, name })),
    record(q, provenBy(team), {
      ...entry(team, 'team.update'),
      detail: { name },
    }),
  ]);
  const now = await byId(db, team.id);
  if (!now) throw notFound('team');
  return now;
}

/** Deletes a team: nobody is in it any more, and what it was allowed or denied goes with it. */
export async function remove(db: Database, team: Administered, version?: number): Promise<void> {
  if (version !== undefined && version !== versionOf(team)) throw stale('team');
  await changing(db, team, (q) => [
    record(q, provenBy(team), entry(team, 'team.delete')),
    ...recordCleared(
      q,
      provenBy(team),
      and(eq(permissions.subjectType, 'team'), eq(permissions.subjectId, team.id))!,
    ),
    ...removeWhole(q, teams, eq(teams.id, team.id)),
  ]);
}

/** What finds a team: a search of its organization alone. */
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

/** A team's version: the moment of its last change, in Unix milliseconds. */
export const versionOf = ({ updatedAt }: Pick<Team, 'updatedAt'>): number => updatedAt.getTime();

/** What the organization’s log says of a team; when the team is gone, the batch fails. */
export const entry = (
  { id, organizationId, name }: Pick<Team, 'id' | 'organizationId' | 'name'>,
  action: Extract<AuditKind, `team.${string}`>,
): AuditEntry => ({
  log: { organizationId, workspaceId: null },
  action,
  object: { type: 'team', id: idIfExists(teams.id, id), name },
});

/** Sends a batch about a team. When it fails, says why. */
async function changing(
  db: Database,
  team: Team,
  build: (q: Database) => Statement[],
): Promise<void> {
  try {
    await batch(db, build);
  } catch (error) {
    const present = await byId(db, team.id);
    if (!present) throw notFound('team');
    if (isUniqueViolation(error)) throw taken('name', 'The organization has a team of this name');
    if (versionOf(present) !== versionOf(team)) throw stale('team');
    throw error;
  }
}

export async function byId(db: Database, id: string): Promise<Team | undefined> {
  const [row] = await db.select().from(teams).where(eq(teams.id, id)).limit(1);
  return row;
}
