import {
  apiKeys,
  organizationMembers,
  organizations,
  users,
  workspaces,
  type ApiKey,
  type ApiKeyOwnerType,
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
import { aliasedTable, and, asc, eq, ne, sql } from 'drizzle-orm';
import {
  invalidField,
  isAppError,
  notFound,
  requirePerson,
  requireUnrestrictedKey,
  unauthenticated,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import { inlineViewer, mayOnWorkspace } from '../permissions/index.ts';
import { lasts, activeDescendants } from './lineage.ts';
import { authorizeOwner } from './owner.ts';
import { makerMembership } from './maker-membership.ts';

/** A key as its owner sees it. The hash stays here. */
export type ShownKey = Omit<ApiKey, 'hash'> & {
  /** Who made it, and whose rights it has. */
  maker: { handle: string; displayName: string };
  /** The key that made it; null where a person did. */
  parent: { name: string; hint: string } | null;
  /** The name of what it is for; null for a person, and where the reader may not know it. */
  place: string | null;
  /** True if whoever made it still has the part in that place that the key needs to open anything. */
  hasPart: boolean;
};

/** A key's version: it is made and revoked, and never changed otherwise. */
export const versionOf = ({ createdAt, revokedAt }: Pick<ApiKey, 'createdAt' | 'revokedAt'>) =>
  2 * (revokedAt ?? createdAt).getTime() + Number(revokedAt !== null);

/** The effects of revoking a key. */
export interface Revocation {
  key: ShownKey;
  /** The keys made with it, or with those, which end as well; at most 20 are named. */
  others: Pick<ApiKey, 'id' | 'name' | 'hint'>[];
  /** True if there are more of them. */
  hasMore: boolean;
  /** True if the person may manage all keys of what it is for, not just their own. */
  managesOwner: boolean;
}

export interface KeySlice {
  limit: number;
  cursor?: string | undefined;
  ownerType?: ApiKeyOwnerType | undefined;
  ownerId?: string | undefined;
}

const newest: Keyset = { columns: [apiKeys.id], direction: 'desc' };

/**
 * The keys that act for the person, or with `ownerType` those of the person alone, of an
 * organization or of a workspace that they administer: newest first and with those that were
 * revoked. Throws `unauthenticated`, `not_found` or `forbidden`.
 */
export async function list(
  db: Database,
  principal: Principal,
  { limit, cursor, ...which }: KeySlice,
): Promise<Page<ShownKey>> {
  requirePerson(principal);
  const chosen = await chosenKeys(db, principal, which);
  const start = cursor ? decodeCursor(cursor, newest.columns) : undefined;
  if (start === null) throw invalidField('cursor', 'This cursor does not belong to this list');
  const rows = await select(db, principal)
    .where(and(chosen, start ? after(newest, start) : undefined))
    .orderBy(...orderOf(newest))
    .limit(limit + 1);
  return pageOf(rows.map(present), limit, ({ id }) => [id]);
}

async function chosenKeys(
  db: Database,
  person: Person,
  which: Pick<KeySlice, 'ownerType' | 'ownerId'>,
) {
  if (which.ownerType === undefined && which.ownerId === undefined) {
    // Of whatever they are: they stay the person's to see and to stop.
    requireUnrestrictedKey(person);
    return eq(apiKeys.createdBy, person.userId);
  }
  const { ownerType, ownerId } = await authorizeOwner(db, person, which);
  return and(eq(apiKeys.ownerType, ownerType), eq(apiKeys.ownerId, ownerId));
}

/** One key. Throws `unauthenticated`, or `not_found` to who may not manage it. */
export async function read(db: Database, principal: Principal, id: string): Promise<ShownKey> {
  requirePerson(principal);
  return (await find(db, principal, id)).key;
}

/** The key that the request came with. Throws `unauthenticated` where it came with none. */
export async function current(db: Database, { userId, key }: Principal): Promise<ShownKey> {
  const reader = userId !== null && key ? { userId, key } : undefined;
  const [row] = reader
    ? await select(db, reader).where(eq(apiKeys.id, reader.key.id)).limit(1)
    : [];
  if (!row) throw unauthenticated('Send the API key that you ask about');
  return present(row);
}

/** Returns what revoking the key would do. Throws like `read`. */
export async function planRevocation(
  db: Database,
  principal: Principal,
  id: string,
  now = new Date(),
): Promise<Revocation> {
  requirePerson(principal);
  const { key, managesOwner } = await find(db, principal, id);
  const others = await db
    .select({ id: apiKeys.id, name: apiKeys.name, hint: apiKeys.hint })
    .from(apiKeys)
    .where(and(activeDescendants(key), ne(apiKeys.id, id), lasts(now)))
    .orderBy(asc(apiKeys.id))
    .limit(mostNamed + 1);
  return {
    key,
    others: others.slice(0, mostNamed),
    hasMore: others.length > mostNamed,
    managesOwner,
  };
}

const mostNamed = 20;

/**
 * The key, to those who may manage it: the administrators of what it is for, and whoever made it.
 * Throws `not_found` to everybody else.
 */
export async function find(
  db: Database,
  person: Person,
  id: string,
): Promise<Pick<Revocation, 'key' | 'managesOwner'>> {
  const [row] = await select(db, person).where(eq(apiKeys.id, id)).limit(1);
  if (!row) throw notFound('API key');
  const key = present(row);
  const managesOwner = await authorizeOwner(db, person, key).then(
    () => true,
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return false;
    },
  );
  // What acts in somebody's name is theirs to see and to stop, whatever they administer by now.
  const ownMaking = key.createdBy === person.userId && !person.key?.confinedTo;
  if (!managesOwner && !ownMaking) throw notFound('API key');
  return { key, managesOwner };
}

const { id, ownerType, ownerId, createdBy, parentId, name, hint, scopes } = apiKeys;
const { expiresAt, lastUsedAt, revokedAt, createdAt } = apiKeys;
const dates = { expiresAt, lastUsedAt, revokedAt, createdAt };
/** All but the hash. */
const columns = { id, ownerType, ownerId, createdBy, parentId, name, hint, scopes, ...dates };
const parents = aliasedTable(apiKeys, 'parents');
/** Not joined: the types of a query have no place for one table twice. */
const ofParent = (column: typeof parents.name | typeof parents.hint) =>
  sql<
    string | null
  >`(select ${column} from ${apiKeys} as parents where ${parents.id} = ${apiKeys.parentId})`;

const select = (db: Database, reader: Person) =>
  db
    .select({
      hasPart: makerMembership,
      key: columns,
      maker: { handle: users.handle, displayName: users.displayName },
      parentName: ofParent(parents.name),
      parentHint: ofParent(parents.hint),
      place: sql<string | null>`case
        when ${organizationMembers.userId} is not null then ${organizations.name}
        when ${workspaces.id} is not null then
          case when ${mayOnWorkspace(inlineViewer(reader), 'read')} then ${workspaces.name} end
        end`,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.workosUserId, apiKeys.createdBy))
    .leftJoin(
      organizations,
      and(eq(apiKeys.ownerType, 'organization'), eq(organizations.workosOrgId, apiKeys.ownerId)),
    )
    .leftJoin(
      organizationMembers,
      and(
        eq(organizationMembers.organizationId, organizations.workosOrgId),
        eq(organizationMembers.userId, reader.userId),
      ),
    )
    .leftJoin(
      workspaces,
      and(eq(apiKeys.ownerType, 'workspace'), eq(workspaces.id, apiKeys.ownerId)),
    );

const present = ({
  key,
  parentName,
  parentHint,
  ...rest
}: Awaited<ReturnType<typeof select>>[number]): ShownKey => ({
  ...key,
  ...rest,
  parent: parentName && parentHint ? { name: parentName, hint: parentHint } : null,
});
