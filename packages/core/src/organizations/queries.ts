import {
  organizationMembers,
  organizations,
  users,
  type Organization,
  type OrganizationRole,
  type User,
} from '@vesta-cx/db';
import {
  after,
  decodeCursor,
  orderOf,
  pageOf,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import type { LadderAction } from '@vesta-cx/utils/permissions';
import { and, eq } from 'drizzle-orm';
import {
  forbidden,
  invalidField,
  notFound,
  requirePerson,
  type Principal,
} from '../kernel/index.ts';
import {
  authorize as authorizeRow,
  principalOf,
  rightsKnown,
  rightsOn,
  type Authorized,
  type Chain,
} from '../permissions/index.ts';

/** An organization as somebody sees it, with their own role in it: null when they have none. */
export type SeenOrganization = Organization & { role: OrganizationRole | null };

/** Somebody in an organization. Their mail address is theirs: it isn't here. */
export interface Member {
  user: Pick<User, 'workosUserId' | 'handle' | 'displayName' | 'avatarUrl'>;
  role: OrganizationRole;
  createdAt: Date;
}

export interface Slice {
  limit: number;
  cursor?: string | undefined;
}

/** A member's version: since when they have their place, and as what. */
export const memberVersion = ({ createdAt, role }: Pick<Member, 'createdAt' | 'role'>): number =>
  2 * createdAt.getTime() + Number(role === 'admin');

/** The chain of an organization: nothing is above it. */
const organizationChain = ({ workosOrgId }: Pick<Organization, 'workosOrgId'>): Chain => [
  { type: 'organization', id: workosOrgId, owner: null },
];

/**
 * The organization with the proof that the principal may do `action` on it. Its members see it,
 * its administrators may do everything, and permission rows can give rights to others. Throws
 * `not_found`, `unauthenticated` or `forbidden`.
 */
export async function authorize<A extends LadderAction>(
  db: Database,
  principal: Principal,
  id: string,
  action: A,
): Promise<Authorized<A, SeenOrganization>> {
  const [found] = await db
    .select({ organization: organizations, role: organizationMembers.role })
    .from(organizations)
    .leftJoin(
      organizationMembers,
      and(
        eq(organizationMembers.organizationId, organizations.workosOrgId),
        eq(organizationMembers.userId, memberId(principal, id) ?? ''),
      ),
    )
    .where(eq(organizations.workosOrgId, id))
    .limit(1);
  if (!found) throw notFound('organization');
  const row = { ...found.organization, role: found.role };
  return authorizeRow(db, principal, action, {
    row,
    chain: organizationChain(row),
    noun: 'organization',
    known: row.role !== null,
  });
}

/**
 * Asks that the person's own role is `admin`: making and unmaking administrators is for those who
 * are, and no permission that was given stands in for that. Throws `forbidden`.
 */
export function requireAdministrator({ role }: SeenOrganization): void {
  if (role === 'admin') return;
  throw forbidden('Only an administrator of the organization decides who is an administrator');
}

/** Returns what a page shows of an organization to whoever may see it. */
export const read = (db: Database, principal: Principal, id: string) =>
  authorize(db, principal, id, 'read');

/** Returns which of read, write, delete and admin the principal holds on an organization. */
export const rights = async (db: Database, principal: Principal, organization: SeenOrganization) =>
  rightsKnown(principal, organization) ?? rightsOn(db, principal, organizationChain(organization));

const mine: Keyset = { columns: [organizationMembers.organizationId], direction: 'desc' };

/** The organizations that the person belongs to, newest first. Throws `unauthenticated`. */
export async function list(
  db: Database,
  principal: Principal,
  { limit, cursor }: Slice,
): Promise<Page<SeenOrganization>> {
  requirePerson(principal);
  const confined = principal.key?.confinedTo;
  if (confined && confined.type !== 'organization') return { items: [], next: null };
  const rows = await db
    .select({ organization: organizations, role: organizationMembers.role })
    .from(organizationMembers)
    .innerJoin(organizations, eq(organizations.workosOrgId, organizationMembers.organizationId))
    .where(
      and(
        eq(organizationMembers.userId, principal.userId),
        confined ? eq(organizationMembers.organizationId, confined.id) : undefined,
        beyond(mine, cursor),
      ),
    )
    .orderBy(...orderOf(mine))
    .limit(limit + 1);
  const seen = rows.map(({ organization, role }) => ({ ...organization, role }));
  return pageOf(seen, limit, ({ workosOrgId }) => [workosOrgId]);
}

const everybody: Keyset = { columns: [organizationMembers.userId], direction: 'desc' };

const memberColumns = {
  user: {
    workosUserId: users.workosUserId,
    handle: users.handle,
    displayName: users.displayName,
    avatarUrl: users.avatarUrl,
  },
  role: organizationMembers.role,
  createdAt: organizationMembers.createdAt,
};

/**
 * Returns whether the viewer may know who is in the organization: those who are in it and those who administer
 * it do, and not who may only read it, with whom it shares what its workspaces hold.
 */
export const knowsMembers = async (
  db: Database,
  organization: Authorized<'read', SeenOrganization>,
): Promise<boolean> =>
  organization.role !== null || (await rights(db, principalOf(organization), organization)).admin;

/** Returns who is in the organization; the newest accounts first. Throws `not_found` to who may not know. */
export async function members(
  db: Database,
  organization: Authorized<'read', SeenOrganization>,
  { limit, cursor }: Slice,
): Promise<Page<Member>> {
  if (!(await knowsMembers(db, organization))) throw notFound('member');
  const rows = await db
    .select(memberColumns)
    .from(organizationMembers)
    .innerJoin(users, eq(users.workosUserId, organizationMembers.userId))
    .where(
      and(
        eq(organizationMembers.organizationId, organization.workosOrgId),
        beyond(everybody, cursor),
      ),
    )
    .orderBy(...orderOf(everybody))
    .limit(limit + 1);
  return pageOf(rows, limit, ({ user }) => [user.workosUserId]);
}

/** One of its members. Throws `not_found`, also to who may not know. */
export async function member(
  db: Database,
  organization: Authorized<'read', SeenOrganization>,
  userId: string,
): Promise<Member> {
  if (!(await knowsMembers(db, organization))) throw notFound('member');
  const [found] = await db
    .select(memberColumns)
    .from(organizationMembers)
    .innerJoin(users, eq(users.workosUserId, organizationMembers.userId))
    .where(
      and(
        eq(organizationMembers.organizationId, organization.workosOrgId),
        eq(organizationMembers.userId, userId),
      ),
    )
    .limit(1);
  if (!found) throw notFound('member');
  return found;
}

function beyond(order: Keyset, cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const values = decodeCursor(cursor, order.columns);
  if (!values) throw invalidField('cursor', 'This cursor does not belong to this list');
  return after(order, values);
}

/** Returns whose membership counts: nobody's for a key that is for something else. */
function memberId({ userId, key }: Principal, organizationId: string): string | null {
  const confined = key?.confinedTo;
  const here = confined?.type === 'organization' && confined.id === organizationId;
  return confined && !here ? null : userId;
}
