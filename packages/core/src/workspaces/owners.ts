/** Who can own a workspace of somebody's: they themself, or an organization they administer. */
import {
  organizationMembers,
  organizations,
  users,
  type OwnerType,
  type Workspace,
} from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { and, asc, eq, sql, type SQL } from 'drizzle-orm';
import { roleIn } from '../permissions/index.ts';
import {
  forbidden,
  invalidField,
  notFound,
  requirePerson,
  requireUnrestrictedKey,
  type Person,
  type Principal,
  idIfExists,
} from '../kernel/index.ts';

/** Somebody accountable for a workspace. */
export interface Owner {
  type: OwnerType;
  id: string;
  name: string;
}

/** How an owner is named in a request; without anything it is the person themself. */
export interface OwnerInput {
  ownerType?: OwnerType | undefined;
  ownerId?: string | undefined;
}

/** Returns whom the person can make the owner of a workspace: themself first; at most 100 organizations. */
export async function possibleOwners(db: Database, { userId }: Person): Promise<Owner[]> {
  const [[self], administered] = await batch(db, (q) => [
    q.select({ name: users.displayName }).from(users).where(eq(users.workosUserId, userId)),
    q
      .select({ id: organizations.workosOrgId, name: organizations.name })
      .from(organizationMembers)
      .innerJoin(organizations, eq(organizations.workosOrgId, organizationMembers.organizationId))
      .where(and(eq(organizationMembers.userId, userId), eq(organizationMembers.role, 'admin')))
      .orderBy(asc(organizationMembers.organizationId))
      .limit(100),
  ]);
  return [
    { type: 'user', id: userId, name: self?.name ?? 'You' },
    ...administered.map((organization) => ({ type: 'organization' as const, ...organization })),
  ];
}

/**
 * The owner that `input` names, if the person can choose it. Throws `forbidden`, `not_found` for
 * an organization they are no member of, and `invalid` on `ownerId`.
 */
export async function chosenOwner(
  db: Database,
  person: Person,
  { ownerType = 'user', ownerId }: OwnerInput,
): Promise<{ ownerType: OwnerType; ownerId: string }> {
  requireUnrestrictedKey(
    person,
    ownerType === 'organization' && ownerId ? { type: ownerType, id: ownerId } : null,
  );
  if (ownerType === 'user') {
    if (ownerId !== undefined && ownerId !== person.userId) {
      throw forbidden(
        'A workspace can be yours or that of an organization you administer, nobody else’s',
      );
    }
    return { ownerType, ownerId: person.userId };
  }
  if (ownerId === undefined) throw invalidField('ownerId', 'Say which organization owns it');
  const role = await roleIn(db, person.userId, ownerId);
  if (!role) throw notFound('organization');
  if (role !== 'admin') {
    throw forbidden('Only an administrator of the organization can make it the owner');
  }
  return { ownerType, ownerId };
}

/**
 * The id of the owner, or NULL once the person can't choose it any more: for a column that can't be
 * NULL, so that the batch then fails. Looking in the batch itself is what keeps an organization that
 * is being deleted from getting something more.
 */
export const ownerIdIfAllowed = (
  { userId }: Person,
  { ownerType, ownerId }: Pick<Workspace, 'ownerType' | 'ownerId'>,
): SQL =>
  ownerType === 'user'
    ? idIfExists(users.workosUserId, ownerId)
    : sql`(select ${organizationMembers.organizationId} from ${organizationMembers}
        where ${organizationMembers.organizationId} = ${ownerId}
          and ${organizationMembers.userId} = ${userId}
          and ${organizationMembers.role} = 'admin')`;

/** The owner of a workspace for whoever may give it away; null for everybody else. */
export async function ownerFor(
  db: Database,
  principal: Principal,
  workspace: Pick<Workspace, 'ownerType' | 'ownerId'>,
): Promise<Owner | null> {
  requirePerson(principal);
  return (await owns(db, principal, workspace)) ? named(db, workspace) : null;
}

/**
 * The present owner of a workspace, to the owner: the person, or an administrator of the
 * organization. Throws `forbidden` to everybody else, whatever they were allowed.
 */
export async function requireOwner(
  db: Database,
  person: Person,
  workspace: Pick<Workspace, 'ownerType' | 'ownerId'>,
): Promise<Owner> {
  if (!(await owns(db, person, workspace))) {
    throw forbidden('Only the owner can do this, whatever permissions others have');
  }
  return named(db, workspace);
}

const owns = async (
  db: Database,
  person: Person,
  { ownerType, ownerId }: Pick<Workspace, 'ownerType' | 'ownerId'>,
): Promise<boolean> =>
  ownerType === 'user'
    ? ownerId === person.userId
    : (await roleIn(db, person.userId, ownerId)) === 'admin';

async function named(
  db: Database,
  { ownerType: type, ownerId: id }: Pick<Workspace, 'ownerType' | 'ownerId'>,
): Promise<Owner> {
  const [row] =
    type === 'user'
      ? await db.select({ name: users.displayName }).from(users).where(eq(users.workosUserId, id))
      : await db
          .select({ name: organizations.name })
          .from(organizations)
          .where(eq(organizations.workosOrgId, id));
  return { type, id, name: row?.name ?? id };
}
