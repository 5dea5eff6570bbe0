/** Deleting an account: the person at WorkOS, and here everything that is theirs alone. */
import {
  apiKeys,
  collections,
  globalOrganizationId,
  idempotencyKeys,
  organizationMembers,
  organizations,
  permissions,
  resources,
  teams,
  users,
  workspaces,
} from '@vesta-cx/db';
import { batch, insertIgnore, type Database, type Statement } from '@vesta-cx/db/query';
import type { Workos } from '@vesta-cx/utils/workos';
import {
  aliasedTable,
  and,
  asc,
  eq,
  inArray,
  isNotNull,
  isNull,
  ne,
  notExists,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import { record, recordCleared } from '../audit/index.ts';
import {
  AppError,
  invalidField,
  logError,
  type Person,
  remove,
  markDeleted,
  reserveHandles,
} from '../kernel/index.ts';
import { recordRevocations } from '../keys/index.ts';
import {
  keepingAdministrator,
  endMembership,
  membershipsOf,
  type Source,
} from '../organizations/index.ts';
import { me } from './profile.ts';

/** What a deletion takes along, and what stands in its way. */
export interface DeletionPlan {
  /** The workspaces that go with the account; at most 100 are named. */
  workspaces: { slug: string; name: string }[];
  /** Counted up to 100 each. */
  statuses: number;
  collections: number;
  /** Keys that the person made for organizations and for workspaces that stay: at most 100. */
  keys: { id: string; name: string; owner: string }[];
  /** Organizations that would be left without an administrator. */
  lastAdminOf: { id: string; name: string }[];
}

const most = 100;

/** Returns what would go with the person's account. */
export async function deletionPlan(db: Database, { userId }: Person): Promise<DeletionPlan> {
  const mine = (table: typeof workspaces | typeof collections | typeof resources) =>
    and(eq(table.ownerType, 'user'), eq(table.ownerId, userId));
  const [homes, statuses, ownCollections, keys, lastAdminOf] = await batch(db, (q) => [
    q
      .select({ slug: workspaces.slug, name: workspaces.name })
      .from(workspaces)
      .where(mine(workspaces))
      .orderBy(asc(workspaces.id))
      .limit(most),
    q
      .select({ id: resources.id })
      .from(resources)
      .where(and(mine(resources), isNull(resources.workspaceId)))
      .limit(most),
    q
      .select({ id: collections.id })
      .from(collections)
      .where(and(mine(collections), eq(collections.type, 'manual')))
      .limit(most),
    q
      .select({
        id: apiKeys.id,
        name: apiKeys.name,
        owner: sql<string>`coalesce(${organizations.name}, ${workspaces.name})`.as('owner'),
      })
      .from(apiKeys)
      .leftJoin(
        organizations,
        and(eq(apiKeys.ownerType, 'organization'), eq(organizations.workosOrgId, apiKeys.ownerId)),
      )
      .leftJoin(
        workspaces,
        and(
          eq(apiKeys.ownerType, 'workspace'),
          eq(workspaces.id, apiKeys.ownerId),
          or(ne(workspaces.ownerType, 'user'), ne(workspaces.ownerId, userId)),
        ),
      )
      .where(
        and(ofOthers(userId), or(isNotNull(organizations.workosOrgId), isNotNull(workspaces.id))),
      )
      .orderBy(asc(apiKeys.id))
      .limit(most),
    withoutAdminBut(q, userId),
  ]);
  return {
    workspaces: homes,
    statuses: statuses.length,
    collections: ownCollections.length,
    keys,
    lastAdminOf,
  };
}

/**
 * Deletes the account: the person at WorkOS first, so that nothing is lost here when WorkOS can't
 * be reached, then everything here in one batch. Doing it again finishes what was cut off in
 * between. Throws `invalid` when `handle` isn't the person's, `conflict` naming the organizations
 * whose last administrator they are, `unavailable` when WorkOS fails.
 */
export async function removeAccount(
  db: Database,
  person: Person,
  handle: string,
  workos: { users: Pick<Workos['users'], 'remove'> },
  now = new Date(),
): Promise<void> {
  const account = await me(db, person);
  if (handle.trim().replace(/^@/, '').toLowerCase() !== account.handle) {
    throw invalidField('handle', `Type ${account.handle} to confirm`);
  }
  await requireOtherAdmins(db, person);
  const places = await membershipsOf(db, person.userId);
  const back = await resign(db, person);
  try {
    await workos.users.remove(person.userId);
  } catch (error) {
    await back();
    logError('WorkOS did not delete the person', error);
    throw new AppError(
      'unavailable',
      'WorkOS did not delete your sign-in, or did not say so in time. What is yours here is still there: try again in a moment.',
      { retryAfter: 60 },
    );
  }
  await batch(db, (q) => [
    ...places.map(({ organizationId }) =>
      record(q, person, {
        log: { organizationId, workspaceId: null },
        action: 'organization.member.leave',
        object: { type: 'user', id: person.userId },
        // WorkOS's news of the deletion may have been faster.
        onlyIf: { from: users, where: eq(users.workosUserId, person.userId) },
      }),
    ),
    ...eraseAccount(q, person, person.userId, now),
  ]);
}

async function requireOtherAdmins(db: Database, { userId }: Person): Promise<void> {
  const lastAdminOf = await withoutAdminBut(db, userId);
  if (lastAdminOf.length === 0) return;
  const names = lastAdminOf.map(({ name }) => name).join(', ');
  throw new AppError(
    'conflict',
    `You are the last administrator of ${names}. Make somebody else an administrator there first, or delete it.`,
  );
}

/**
 * Gives up what the person administers before WorkOS is asked, since of two last administrators who
 * go at once one must be told to stay. Resolves to what takes it back.
 */
async function resign(db: Database, person: Person): Promise<() => Promise<void>> {
  const administered = and(
    eq(organizationMembers.userId, person.userId),
    eq(organizationMembers.role, 'admin'),
    ne(organizationMembers.organizationId, globalOrganizationId),
  );
  const places = await db.select().from(organizationMembers).where(administered);
  if (places.length === 0) return async () => {};
  try {
    await batch(db, (q) =>
      places.reduce<Statement[]>(
        (change, { organizationId }) => keepingAdministrator(q, organizationId, change),
        [q.delete(organizationMembers).where(administered)],
      ),
    );
  } catch (error) {
    await requireOtherAdmins(db, person);
    throw error;
  }
  return () =>
    batch(db, (q) => places.map((place) => insertIgnore(q, organizationMembers, place))).then(
      () => {},
    );
}

/**
 * For when a person was deleted at WorkOS: what takes everything of theirs out of the database here,
 * and says in the logs of their organizations that they are gone.
 */
export async function removalOfAccount(
  db: Database,
  userId: string,
  source: Source,
): Promise<(q: Database) => Statement[]> {
  const places = await membershipsOf(db, userId);
  return (q) => [
    ...places.flatMap(({ organizationId }) => endMembership(q, source, { organizationId, userId })),
    ...eraseAccount(q, source.means, userId),
  ];
}

/**
 * The statements that take everything of a person out of the database: what they own, did and were
 * given. Their handles stay taken, and what they did for an organization or a workspace stays in its
 * log, by an id that leads to nobody.
 */
const eraseAccount = (
  q: Database,
  who: Person | Source['means'],
  userId: string,
  now = new Date(),
): Statement[] => [
  recordRevocations(q, who, ofOthers(userId)),
  ...recordCleared(q, who, about('user', eq(permissions.subjectId, userId))),
  forgetAnswers(q, userId),
  markDeleted(q, userId, now),
  ...reserveHandles(q, userId),
  ...handOverTeams(q, who, userId),
  ...remove(q, users, eq(users.workosUserId, userId)),
];

/** The keys that somebody made for an organization or a workspace and that nobody has revoked. */
const ofOthers = (userId: string): SQL =>
  and(eq(apiKeys.createdBy, userId), ne(apiKeys.ownerType, 'user'), isNull(apiKeys.revokedAt))!;

/** The answers that are kept for retries of requests of theirs and of their keys. */
function forgetAnswers(q: Database, userId: string): Statement {
  const { callerId } = idempotencyKeys;
  const keys = q.select({ id: apiKeys.id }).from(apiKeys).where(eq(apiKeys.createdBy, userId));
  return q.delete(idempotencyKeys).where(or(eq(callerId, userId), inArray(callerId, keys)));
}

/** The rules about subjects of a type. */
const about = (type: 'user' | 'team', which: SQL): SQL =>
  and(eq(permissions.subjectType, type), which)!;

const others = aliasedTable(organizationMembers, 'others');

/** The organizations that the person administers and nobody else does. */
const withoutAdminBut = (q: Database, userId: string) =>
  q
    .select({ id: organizations.workosOrgId, name: organizations.name })
    .from(organizationMembers)
    .innerJoin(organizations, eq(organizations.workosOrgId, organizationMembers.organizationId))
    .where(
      and(
        eq(organizationMembers.userId, userId),
        eq(organizationMembers.role, 'admin'),
        ne(organizationMembers.organizationId, globalOrganizationId),
        notExists(
          q
            .select({ one: sql`1` })
            .from(others)
            .where(
              and(
                eq(others.organizationId, organizationMembers.organizationId),
                eq(others.role, 'admin'),
                ne(others.userId, userId),
              ),
            ),
        ),
      ),
    );

/**
 * A team that the person owns goes to an administrator of its organization, else to a member; one
 * whose organization has nobody else goes.
 */
function handOverTeams(q: Database, who: Person | Source['means'], userId: string): Statement[] {
  const owned = eq(teams.ownerId, userId);
  const { organizationId, userId: member, role } = organizationMembers;
  const heir = (only: SQL | undefined) =>
    sql`(select min(${member}) from ${organizationMembers} where ${and(
      eq(organizationId, teams.organizationId),
      ne(member, userId),
      only,
    )})`;
  const forlorn = and(owned, isNull(heir(undefined)))!;
  const ids = q.select({ id: teams.id }).from(teams).where(forlorn);
  return [
    ...recordCleared(q, who, about('team', inArray(permissions.subjectId, ids))),
    ...remove(q, teams, forlorn),
    q
      .update(teams)
      .set({ ownerId: sql`coalesce(${heir(eq(role, 'admin'))}, ${heir(undefined)})` })
      .where(owned),
  ];
}
