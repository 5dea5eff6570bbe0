/**
 * The end of an organization. What it owns never goes with it: it is given to the administrator who
 * has been there longest, and waits here where there is none.
 */
import {
  globalOrganizationId,
  organizationMembers,
  organizations,
  permissions,
  resources,
  teams,
  users,
  workspaces,
} from '@vesta-cx/db';
import { batch, type Database, type Statement } from '@vesta-cx/db/query';
import { and, asc, eq, exists, inArray, or, sql, type SQL } from 'drizzle-orm';
import { recordCleared, recordEach } from '../audit/index.ts';
import { abortIf, type Principal, remove } from '../kernel/index.ts';
import { refreshOrganization } from '../permissions/index.ts';
import { administrators } from './guard.ts';
import { endMembership, type Source } from './memberships.ts';

/** The plan for an organization that WorkOS does not have any more. */
export interface Closure {
  /** Who gets what it owns; null where it owns nothing, or nobody administers it. */
  heir: string | null;
  /** True if it owns something which nobody can be given: then it stays, and nobody is in it. */
  isOrphaned: boolean;
  /** Whose places end before it, where it stays. */
  leaving: string[];
  /** For one batch, which fails as a whole when something else has to become of it meanwhile. */
  changes: (q: Database) => Statement[];
}

/** Decides how an organization ends that WorkOS does not have any more. */
export async function closureOf(db: Database, id: string, source: Source): Promise<Closure> {
  if (!(await ownsSomething(db, id))) {
    return {
      heir: null,
      isOrphaned: false,
      leaving: [],
      changes: (q) => deleteOrganization(q, id, source.means),
    };
  }
  const [heir] = await administrators(db, id)
    .orderBy(asc(organizationMembers.createdAt), asc(organizationMembers.userId))
    .limit(1);
  if (heir) {
    return {
      heir: heir.id,
      isOrphaned: false,
      leaving: [],
      changes: (q) => [
        ...handOver(q, id, heir.id, source),
        ...deleteOrganization(q, id, source.means),
      ],
    };
  }
  const members = await db
    .select({ userId: organizationMembers.userId })
    .from(organizationMembers)
    .where(eq(organizationMembers.organizationId, id));
  const leaving = members.map(({ userId }) => userId);
  return {
    heir: null,
    isOrphaned: true,
    leaving,
    changes: (q) =>
      leaving.flatMap((userId) => endMembership(q, source, { organizationId: id, userId })),
  };
}

/** Gives what the organization owns to one of its administrators. */
function handOver(q: Database, id: string, userId: string, { means }: Source): Statement[] {
  const [homes, works] = [ownedBy(workspaces, id), ownedBy(resources, id)];
  const administers = and(
    eq(organizationMembers.organizationId, id),
    eq(organizationMembers.userId, userId),
    eq(organizationMembers.role, 'admin'),
  );
  const to = {
    ownerType: 'user',
    // NULL is not allowed there: when they administer it no more, nothing of this happens.
    ownerId: sql<string>`(select ${organizationMembers.userId} from ${organizationMembers}
      where ${administers})`,
  } as const;
  return [
    recordEach(
      q,
      means,
      {
        log: { workspaceId: sql`${workspaces.id}`, organizationId: null },
        action: 'workspace.transfer',
        object: { type: 'workspace', id: sql`${workspaces.id}`, name: sql`${workspaces.name}` },
        detail: { from: { type: 'organization', id }, to: { type: 'user', id: userId } },
      },
      { from: workspaces, where: homes, key: workspaces.id },
    ),
    // What it said about all its workspaces ends with it, before it is found out who may see them.
    q
      .delete(permissions)
      .where(and(eq(permissions.objectType, 'organization'), eq(permissions.objectId, id))),
    ...refreshOrganization(q, id),
    q
      .update(resources)
      .set({ ...to, updatedAt: sql`${resources.updatedAt}` })
      .where(works),
    q
      .update(workspaces)
      .set({ ...to, version: sql`${workspaces.version} + 1` })
      .where(homes),
  ];
}

/**
 * The organization with all that depends on it; who was at home there is at home in this instance.
 * The batch fails as a whole while it owns anything.
 */
export const deleteOrganization = (
  q: Database,
  id: string,
  who: Principal | Source['means'],
): Statement[] => [
  refuseOwner(q, id),
  ...recordCleared(q, who, isAbout(q, id)),
  q
    .update(users)
    .set({ organizationId: globalOrganizationId, updatedAt: sql`${users.updatedAt}` })
    .where(eq(users.organizationId, id)),
  ...remove(q, organizations, eq(organizations.workosOrgId, id)),
];

/** The rules about the organization and its teams. */
const isAbout = (q: Database, id: string): SQL => {
  const itsTeams = q.select({ id: teams.id }).from(teams).where(eq(teams.organizationId, id));
  return or(
    and(eq(permissions.subjectType, 'organization'), eq(permissions.subjectId, id)),
    and(eq(permissions.subjectType, 'team'), inArray(permissions.subjectId, itsTeams)),
  )!;
};

/** Fails the batch while the organization owns anything. */
export const refuseOwner = (q: Database, id: string): Statement =>
  abortIf(
    q,
    organizations,
    and(
      eq(organizations.workosOrgId, id),
      or(...owned(q, id).map((something) => exists(something))),
    ),
  );

/** Returns whether the organization owns a workspace or a resource. */
export async function ownsSomething(db: Database, id: string): Promise<boolean> {
  const found = await batch(db, (q) => owned(q, id).map((something) => something.limit(1)));
  return found.some((rows) => rows.length > 0);
}

const owned = (q: Database, id: string) =>
  [workspaces, resources].map((table) =>
    q.select({ id: table.id }).from(table).where(ownedBy(table, id)),
  );

/** SQL condition: the row belongs to the organization. */
export const ownedBy = (table: typeof workspaces | typeof resources, id: string): SQL =>
  and(eq(table.ownerType, 'organization'), eq(table.ownerId, id))!;
