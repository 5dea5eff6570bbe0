/** Subjects of rules: who they can be, their names, and who may know those. */
import {
  globalOrganizationId,
  organizationMembers,
  organizations,
  teams,
  users,
  type PermissionSubjectType,
} from '@vesta-cx/db';
import { hasWords, searchKey, type Database } from '@vesta-cx/db/query';
import { audiences } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, ne, or, sql, type Column, type SQL } from 'drizzle-orm';
import { invalidField, type Principal, deletedUserId, readInSlices } from '../kernel/index.ts';
import { search as searchTeams } from '../teams/index.ts';
import { search as searchPeople } from '../users/index.ts';
import { principalOf } from '../permissions/index.ts';
import { administeredOn, type Administered } from './objects.ts';
import { beginningOf } from '@vesta-cx/utils/text';

/** Names one subject. */
export interface SubjectRef {
  subjectType: PermissionSubjectType;
  subjectId: string;
}

/** A subject as pages and the API name it. */
export interface NamedSubject extends SubjectRef {
  name: string;
  /** A person's handle. */
  handle: string | null;
  avatarUrl: string | null;
  /** What the organization of a team is called: two can have a team of one name. */
  organization: string | null;
}

/** Names of the audiences. */
export const audienceNames: Record<(typeof audiences)[number], string> = {
  guest: 'People who are not signed in',
  authenticated: 'Everybody signed in',
  follower: 'Followers',
  subscriber: 'Subscribers',
};

/** Where those are kept that have a row of their own. */
export const subjectKey: Partial<Record<PermissionSubjectType, Column>> = {
  user: users.workosUserId,
  team: teams.id,
  organization: organizations.workosOrgId,
};

/**
 * The subject of a new rule. A team or an organization must be one that whoever writes the rule
 * knows (`knownBy`). Others read like those that do not exist. Throws `invalid` on `subjectId`.
 */
export async function requireSubject(
  db: Database,
  object: Administered,
  ref: SubjectRef,
): Promise<NamedSubject> {
  const [found] = await named(db, object, [ref]);
  if (found && ref.subjectId !== globalOrganizationId) return found;
  throw invalidField('subjectId', `There is no such ${nouns[ref.subjectType]}`);
}

const nouns: Record<PermissionSubjectType, string> = {
  user: 'person',
  team: 'team',
  organization: 'organization',
  static: 'audience',
};

/** The subjects that are there and whose name the one who administers the thing may know. */
export async function named(
  db: Database,
  object: Administered,
  refs: readonly SubjectRef[],
): Promise<NamedSubject[]> {
  const isSecret = ({ subjectType: type }: SubjectRef) =>
    type === 'team' || type === 'organization';
  return namedAs(db, refs, refs.some(isSecret) ? await knownBy(db, object) : () => sql`false`);
}

/** The subjects that are there; teams and organizations only those that are known. */
export async function namedAs(
  db: Database,
  refs: readonly SubjectRef[],
  isKnown: Known,
): Promise<NamedSubject[]> {
  const idsOf = (type: PermissionSubjectType) => [
    ...new Set(refs.filter((ref) => ref.subjectType === type).map(({ subjectId }) => subjectId)),
  ];
  const [people, teamIds, labels] = [idsOf('user'), idsOf('team'), idsOf('organization')];
  const found = await Promise.all([
    readInSlices(people, (ids) =>
      db
        .select({
          subjectId: users.workosUserId,
          name: users.displayName,
          handle: users.handle,
          avatarUrl: users.avatarUrl,
        })
        .from(users)
        .where(and(inArray(users.workosUserId, ids), ne(users.workosUserId, deletedUserId))),
    ),
    readInSlices(teamIds, (ids) =>
      db
        .select({ subjectId: teams.id, name: teams.name, organization: organizations.name })
        .from(teams)
        .innerJoin(organizations, eq(organizations.workosOrgId, teams.organizationId))
        .where(and(inArray(teams.id, ids), isKnown(teams.organizationId))),
    ),
    readInSlices(labels, (ids) =>
      organizationsWhere(
        db,
        and(inArray(organizations.workosOrgId, ids), isKnown(organizations.workosOrgId)),
      ),
    ),
  ]);
  const [persons, groups, companies] = found;
  return [
    ...persons.map(asPerson),
    ...groups.map(asTeam),
    ...companies.map(asOrganization),
    ...audienceSubjects.filter(({ subjectId }) => idsOf('static').includes(subjectId)),
  ];
}

/** The four audiences. */
export const audienceSubjects: readonly NamedSubject[] = audiences.map((audience) => ({
  subjectType: 'static',
  subjectId: audience,
  name: audienceNames[audience],
  handle: null,
  avatarUrl: null,
  organization: null,
}));

/**
 * People, teams and organizations to give a right to, with the words of `q` in their names, at most `limit`
 * of each. Of very many organizations only the first `mostOrganizations` by name are looked
 * through, with all their teams.
 */
export async function search(
  db: Database,
  object: Administered,
  q: string,
  limit = 8,
): Promise<NamedSubject[]> {
  const wanted = beginningOf(q.replace(/^@/, ''), 120);
  if (!searchKey(wanted)) return [];
  const isKnown = await knownBy(db, object);
  const [people, [byHandle], known] = await Promise.all([
    searchPeople(db, wanted, limit),
    db
      .select()
      .from(users)
      .where(
        and(
          eq(users.handle, q.trim().replace(/^@/, '').toLowerCase()),
          ne(users.workosUserId, deletedUserId),
        ),
      )
      .limit(1),
    organizationsWhere(db, isKnown(organizations.workosOrgId)),
  ]);
  const places = known.map(({ subjectId }) => subjectId);
  const teamIds = await searchTeams(db, places, wanted, limit);
  const labels = known.filter(
    ({ name, subjectId }) => subjectId !== globalOrganizationId && hasWords(name, wanted),
  );
  const all = [...(byHandle ? [byHandle] : []), ...people].map(
    ({ workosUserId: subjectId, displayName: name, handle, avatarUrl }) =>
      asPerson({ subjectId, name, handle, avatarUrl }),
  );
  const persons = [...new Map(all.map((one) => [one.subjectId, one])).values()];
  return [
    ...persons.slice(0, limit),
    ...teamIds.map(({ id, name, organizationId }) =>
      asTeam({
        ...{ subjectId: id, name },
        organization: known.find(({ subjectId }) => subjectId === organizationId)!.name,
      }),
    ),
    ...labels.slice(0, limit).map(asOrganization),
  ];
}

/** The most organizations of one person that are looked through for one search. */
const mostOrganizations = 100;

/**
 * The organizations that the one who administers the thing may know with their teams, as a
 * condition on a column: those they are in, or that their API key is for; and the one that owns
 * the workspace of the thing when they administer that workspace, not just something in it.
 */
async function knownBy(db: Database, object: Administered): Promise<Known> {
  const above = object.chain.find(({ type }) => type === 'organization')?.id;
  const workspace = object.chain.find(({ type }) => type === 'workspace')?.id;
  const open = above ? await administeredOn(db, object) : new Set<string>();
  const owning = above && [above, workspace ?? above].some((id) => open.has(id)) ? [above] : [];
  return visibleSubjects(db, principalOf(object), owning);
}

/** A condition on a column of organizations: those that somebody may know of, with their teams. */
export type Known = (id: Column) => SQL;

/** Those that somebody is in, or that their API key is for, and `further` ones. */
export function visibleSubjects(
  db: Database,
  { userId, key }: Principal,
  further: string[],
): Known {
  const place = key?.confinedTo;
  const memberships = db
    .select({ id: organizationMembers.organizationId })
    .from(organizationMembers)
    .where(
      and(
        eq(organizationMembers.userId, userId ?? ''),
        place ? eq(organizationMembers.organizationId, place.id) : undefined,
      ),
    );
  return (id) => or(inArray(id, memberships), inArray(id, further))!;
}

const organizationsWhere = (db: Database, which: SQL | undefined) =>
  db
    .select({
      subjectId: organizations.workosOrgId,
      name: organizations.name,
      avatarUrl: organizations.avatarUrl,
    })
    .from(organizations)
    .where(which)
    .orderBy(organizations.name)
    .limit(mostOrganizations);

const asPerson = (
  row: Pick<NamedSubject, 'subjectId' | 'name' | 'handle' | 'avatarUrl'>,
): NamedSubject => ({ ...row, subjectType: 'user', organization: null });

const asTeam = (row: Pick<NamedSubject, 'subjectId' | 'name' | 'organization'>): NamedSubject => ({
  ...row,
  subjectType: 'team',
  handle: null,
  avatarUrl: null,
});

const asOrganization = (
  row: Pick<NamedSubject, 'subjectId' | 'name' | 'avatarUrl'>,
): NamedSubject => ({ ...row, subjectType: 'organization', handle: null, organization: null });
