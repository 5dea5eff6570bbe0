import { apiKeys, users, type ApiKey, type ApiKeyOwnerType } from '@vesta-cx/db';
import {
  after,
  decodeCursor,
  orderOf,
  pageOf,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import { and, eq } from 'drizzle-orm';
import { logOfWorkspace } from '../audit/index.ts';
import {
  invalidField,
  isAppError,
  notFound,
  requirePerson,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import { authorizeOwner, type KeyOwner } from './owner.ts';

/** A key as its owner sees it. The hash stays here. */
export type ShownKey = Omit<ApiKey, 'hash'> & {
  /** Who made it, and whose rights it has. */
  maker: { handle: string; displayName: string };
};

export interface KeySlice {
  limit: number;
  cursor?: string | undefined;
  ownerType?: ApiKeyOwnerType | undefined;
  ownerId?: string | undefined;
}

const newest: Keyset = { columns: [apiKeys.id], direction: 'desc' };

/**
 * The person's own keys, or those of an organization or workspace that they administer, newest
 * first and with those that were revoked. Throws `unauthenticated`, `not_found` or `forbidden`.
 */
export async function list(
  db: Database,
  principal: Principal,
  { limit, cursor, ...which }: KeySlice,
): Promise<Page<ShownKey>> {
  requirePerson(principal);
  const { ownerType, ownerId } = await authorizeOwner(db, principal, which);
  const start = cursor ? decodeCursor(cursor, newest.columns) : undefined;
  if (start === null) throw invalidField('cursor', 'This cursor does not belong to this list');
  const rows = await select(db)
    .where(
      and(
        eq(apiKeys.ownerType, ownerType),
        eq(apiKeys.ownerId, ownerId),
        start ? after(newest, start) : undefined,
      ),
    )
    .orderBy(...orderOf(newest))
    .limit(limit + 1);
  return pageOf(rows.map(present), limit, ({ id }) => [id]);
}

/** One key. Throws `unauthenticated`, or `not_found` to who may not manage it. */
export async function read(db: Database, principal: Principal, id: string): Promise<ShownKey> {
  requirePerson(principal);
  return (await find(db, principal, id)).key;
}

/**
 * The key, to those who may manage it: the administrators of what it is for, and whoever made it.
 * Throws `not_found` to everybody else.
 */
export async function find(
  db: Database,
  person: Person,
  id: string,
): Promise<{ key: ShownKey; log: KeyOwner['log'] }> {
  const [row] = await select(db).where(eq(apiKeys.id, id)).limit(1);
  if (!row) throw notFound('API key');
  const key = present(row);
  const owner = await authorizeOwner(db, person, key).catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    return null;
  });
  // What acts in somebody's name is theirs to see and to stop, whatever they administer by now.
  const ownMaking = key.createdBy === person.userId && !person.key?.confinedTo;
  if (!owner && !ownMaking) throw notFound('API key');
  return { key, log: owner ? owner.log : logWithout(key) };
}

const { id, ownerType, ownerId, createdBy, name, hint, scopes } = apiKeys;
const { expiresAt, lastUsedAt, revokedAt, createdAt } = apiKeys;
const dates = { expiresAt, lastUsedAt, revokedAt, createdAt };
/** All but the hash. */
const columns = { id, ownerType, ownerId, createdBy, name, hint, scopes, ...dates };

const select = (db: Database) =>
  db
    .select({ key: columns, maker: { handle: users.handle, displayName: users.displayName } })
    .from(apiKeys)
    .innerJoin(users, eq(users.workosUserId, apiKeys.createdBy));

const present = ({ key, maker }: Awaited<ReturnType<typeof select>>[number]): ShownKey => ({
  ...key,
  maker,
});

/** The log of what a key is for, to somebody who may no longer look at it. */
function logWithout({ ownerType, ownerId }: ShownKey): KeyOwner['log'] {
  if (ownerType === 'user') return null;
  if (ownerType === 'workspace') return logOfWorkspace(ownerId);
  return { organizationId: ownerId, workspaceId: null };
}
