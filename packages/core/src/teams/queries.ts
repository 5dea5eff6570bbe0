import {
  organizationMembers,
  permissions,
  publicScope,
  searchEntries,
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
  searchWords,
  startsWith,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import { and, eq, inArray, isNull, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import {
  candidateColumns,
  invalidField,
  isNamed,
  merge,
  pageByName,
  visibleIf,
  type NamedCandidate,
} from '../kernel/index.ts';
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
const alphabetical: Keyset = { columns: [teams.searchKey, teams.id], direction: 'asc' };
const byUser: Keyset = { columns: [teamUsers.userId], direction: 'asc' };

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

/**
 * The first teams of these organizations whose name begins with `q`, alphabetically, then those that
 * have its words inside, for whoever knows those organizations. Each organization costs what is found
 * in it, however many teams it has.
 */
export async function search(
  db: Database,
  organizationIds: readonly string[],
  q: string,
  limit: number,
): Promise<Team[]> {
  if (organizationIds.length === 0) return [];
  const wanted = searchKey(q);
  const found = await batch(db, (b) =>
    organizationIds.flatMap((id) => {
      const those = (which: SQL, most: number) =>
        b
          .select()
          .from(teams)
          .where(and(eq(teams.organizationId, id), which))
          .orderBy(...orderOf(alphabetical))
          .limit(most);
      return [
        those(startsWith(teams.searchKey, wanted), limit),
        those(isNull(teams.searchKey), mostWithoutKey),
      ];
    }),
  );
  const pages = found.map((rows) => rows.filter((row) => keyOf(row).startsWith(wanted)));
  const first = merge(pages, alphabetical, (row) => [keyOf(row), row.id], limit);
  // Words apart cost more to find: where the whole begins a name, that was meant.
  if (!wanted || first.length === limit || (first.length > 0 && searchWords(q).length > 1)) {
    return first;
  }
  const { items } = await pageByName<NamedCandidate & { team: Team }>(
    db,
    { q, types: ['team'], scopes: organizationIds, limit },
    (b, named, fits) =>
      b
        .select({ team: teams, ...candidateColumns(named), visible: visibleIf(fits) })
        .from(named)
        .innerJoin(teams, eq(teams.id, named.objectId)),
  );
  const others = items.map(({ team }) => team).filter((team) => !keyOf(team).startsWith(wanted));
  return [...first, ...others].slice(0, limit);
}

const keyOf = (team: Team): string => team.searchKey ?? searchKey(team.name);

/** How many teams of one organization are looked through that were last written without a key. */
const mostWithoutKey = 500;

/** Lists the members of a team, in the order of their ids. Throws `invalid` for a cursor of another list. */
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

/**
 * The first members of the team's organization, with `q` those who are called so. They are
 * looked for among the members and, where those are very many, among the people of that name; where
 * these are very many too, not everybody is found, and `more` says so.
 */
export async function candidates(
  db: Database,
  { id, organizationId }: Authorized<'admin', Team>,
  { limit, q }: { limit: number; q?: string | undefined },
): Promise<{ people: Candidate[]; more: boolean }> {
  const isHere = eq(organizationMembers.organizationId, organizationId);
  const members = (most: number, skipped = 0) =>
    db
      .select({ userId: organizationMembers.userId })
      .from(organizationMembers)
      .where(isHere)
      .orderBy(organizationMembers.userId)
      .limit(most)
      .offset(skipped);
  if (!q) return firstOf(await among(members(limit + 1)));
  const isCalled = isNamed(db, 'user', users.workosUserId, q);
  const found = await among(members(mostLookedAt), isCalled);
  if (found.length > limit || (await members(1, mostLookedAt)).length === 0) return firstOf(found);
  const words = searchWords(q)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 2);
  const namesakes = (word: string, most: number, skipped = 0) =>
    db
      .select({ userId: sql<string>`${searchEntries.objectId}`.as('user_id') })
      .from(searchEntries)
      .where(
        and(
          eq(searchEntries.scope, publicScope),
          eq(searchEntries.objectType, 'user'),
          inArray(searchEntries.inside, [false, true]),
          startsWith(searchEntries.token, word),
        ),
      )
      .orderBy(searchEntries.inside, searchEntries.token, searchEntries.objectId)
      .limit(most)
      .offset(skipped);
  const beyond = await Promise.all(words.map((word) => namesakes(word, 1, mostLookedAt)));
  const rare = words.find((_, i) => beyond[i]!.length === 0);
  const word = rare ?? words[0] ?? '';
  const { people, more } = firstOf(await among(namesakes(word, mostLookedAt), isCalled));
  return { people, more: more || rare === undefined };

  async function among(some: SQLWrapper, which?: SQL): Promise<Candidate[]> {
    const userId = sql`looked.user_id`;
    const rows = await db
      .selectDistinct({
        ...person,
        isMember: sql<number>`case when ${teamUsers.userId} is null then 0 else 1 end`,
      })
      .from(sql`(${some}) as looked`)
      .innerJoin(users, eq(users.workosUserId, userId))
      .innerJoin(organizationMembers, and(isHere, eq(organizationMembers.userId, userId)))
      .leftJoin(teamUsers, and(eq(teamUsers.teamId, id), eq(teamUsers.userId, userId)))
      .where(which)
      .orderBy(users.workosUserId)
      .limit(limit + 1);
    return rows.map((row) => ({ ...row, isMember: Number(row.isMember) === 1 }));
  }

  function firstOf(rows: Candidate[]) {
    return { people: rows.slice(0, limit), more: rows.length > limit };
  }
}

/** How many rows a search for members looks through, on either way. */
const mostLookedAt = 200;

/** Returns how much goes with a team, counted up to 100 each. */
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
