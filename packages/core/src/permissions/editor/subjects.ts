/** Whom a rule can be about, what they are called, and who may know that name. */
import {
  globalOrganizationId,
  organizationMembers,
  organizations,
  teams,
  users,
  type PermissionSubjectType,
} from '@vesta-cx/db';
import { searchKey, type Database } from '@vesta-cx/db/query';
import { audiences } from '@vesta-cx/utils/permissions';
import { eq, inArray, or, type Column } from 'drizzle-orm';
import { invalidField } from '../../kernel/index.ts';
import { search as searchPeople } from '../../users/queries.ts';
import { provenBy } from '../index.ts';
import type { Administered } from './objects.ts';

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
}

/** What the audiences are called. */
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
 * knows: theirs, or the one that owns the thing. Others read like those that do not exist. Throws
 * `invalid` on `subjectId`.
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
  const idsOf = (type: PermissionSubjectType) => [
    ...new Set(refs.filter((ref) => ref.subjectType === type).map(({ subjectId }) => subjectId)),
  ];
  const [people, groups] = [idsOf('user'), [...idsOf('team'), ...idsOf('organization')]];
  const persons = await inSlices(people, (ids) =>
    db
      .select({
        subjectId: users.workosUserId,
        name: users.displayName,
        handle: users.handle,
        avatarUrl: users.avatarUrl,
      })
      .from(users)
      .where(inArray(users.workosUserId, ids)),
  );
  const known = groups.length > 0 ? await knownGroups(db, object) : [];
  return [
    ...persons.map((row) => ({ ...row, subjectType: 'user' as const })),
    ...known.filter((group) =>
      refs.some(
        (ref) => ref.subjectType === group.subjectType && ref.subjectId === group.subjectId,
      ),
    ),
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
}));

/** People, teams and organizations to give a right to, whose name starts with `q`. */
export async function search(
  db: Database,
  object: Administered,
  q: string,
  limit = 8,
): Promise<NamedSubject[]> {
  const wanted = searchKey(q.replace(/^@/, '').slice(0, 120));
  if (!wanted) return [];
  const [people, groups] = await Promise.all([
    searchPeople(db, wanted, limit),
    knownGroups(db, object),
  ]);
  const [byHandle] = await db
    .select()
    .from(users)
    .where(eq(users.handle, q.trim().replace(/^@/, '').toLowerCase()))
    .limit(1);
  const all = [...(byHandle ? [byHandle] : []), ...people].map(
    ({ workosUserId, displayName, handle, avatarUrl }): NamedSubject => ({
      subjectType: 'user',
      subjectId: workosUserId,
      name: displayName,
      handle,
      avatarUrl,
    }),
  );
  const persons = [...new Map(all.map((one) => [one.subjectId, one])).values()];
  const matching = groups.filter(
    ({ name, subjectId }) =>
      subjectId !== globalOrganizationId && searchKey(name).startsWith(wanted),
  );
  return [...persons.slice(0, limit), ...matching.slice(0, limit)];
}

/** The most teams and organizations that are looked through for one person. */
const mostGroups = 500;

/** The organizations of whoever administers the thing, the one that owns it, and their teams. */
async function knownGroups(db: Database, object: Administered): Promise<NamedSubject[]> {
  const { userId } = provenBy(object);
  const mine = db
    .select({ id: organizationMembers.organizationId })
    .from(organizationMembers)
    .where(eq(organizationMembers.userId, userId ?? ''));
  const above = object.chain.find(({ type }) => type === 'organization')?.id ?? '';
  const [labels, crews] = await Promise.all([
    db
      .select({
        subjectId: organizations.workosOrgId,
        name: organizations.name,
        avatarUrl: organizations.avatarUrl,
      })
      .from(organizations)
      .where(or(inArray(organizations.workosOrgId, mine), eq(organizations.workosOrgId, above)))
      .orderBy(organizations.name)
      .limit(mostGroups),
    db
      .select({ subjectId: teams.id, name: teams.name })
      .from(teams)
      .where(or(inArray(teams.organizationId, mine), eq(teams.organizationId, above)))
      .orderBy(teams.name)
      .limit(mostGroups),
  ]);
  return [
    ...crews.map((row) => ({
      ...row,
      subjectType: 'team' as const,
      handle: null,
      avatarUrl: null,
    })),
    ...labels.map((row) => ({ ...row, subjectType: 'organization' as const, handle: null })),
  ];
}

async function inSlices<T>(ids: string[], read: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  const slices = Array.from({ length: Math.ceil(ids.length / 90) }, (_, i) =>
    ids.slice(i * 90, (i + 1) * 90),
  );
  return (await Promise.all(slices.map(read))).flat();
}
