/** Single collections: found, and with what the principal may do there. */
import {
  collections,
  formerSlugs,
  userHandles,
  workspaces,
  workspaceSlugs,
  type ActorType,
  type Collection,
  type Workspace,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import type { LadderAction } from '@vesta-cx/utils/permissions';
import { and, eq, sql, type SQL } from 'drizzle-orm';
import { hadSlug, notFound, readerSelect, requirePerson, type Principal } from '../kernel/index.ts';
import {
  authorize as authorizeRow,
  rightsKnown,
  rightsOn,
  type Authorized,
} from '../permissions/index.ts';
import {
  ownerOf,
  selectJoined,
  subjected,
  type CollectionFor,
  type Joined,
  type Owner,
  type ShownCollection,
} from './chain.ts';

/** A collection and whose it is. */
export interface Owned<C extends ShownCollection = ShownCollection> {
  collection: C;
  owner: Owner;
}

/**
 * The collection with this id, with the proof that the principal may do `action` on it. A personal
 * static one (bookmarks, subscriptions, comments) is there only for those who may write it: its
 * address can be guessed. Throws `not_found`, `unauthenticated` or `forbidden`.
 */
export async function authorize<A extends LadderAction>(
  db: Database,
  principal: Principal,
  id: string,
  action: A,
): Promise<Authorized<A, CollectionFor<A>>> {
  return (await authorizeOwned(db, principal, eq(collections.id, id), action)).collection;
}

/** Like `authorize`, with the owner. */
export const readOwned = <A extends LadderAction = 'read'>(
  db: Database,
  principal: Principal,
  id: string,
  action: A = 'read' as A,
) => authorizeOwned(db, principal, eq(collections.id, id), action);

/**
 * The collection whose dashboard this is, with the proof of `write`. There is one if it is kept by
 * hand; of what keeps itself there is the part about `access` alone. Guests are asked to sign in,
 * whether it is there or not. Throws as `authorize` does.
 */
export async function authorizeDashboard(
  db: Database,
  principal: Principal,
  id: string,
  part: 'all' | 'access' = 'all',
): Promise<Owned<Authorized<'write', Collection>>> {
  requirePerson(principal);
  const byHand = part === 'all' ? eq(collections.type, 'manual') : undefined;
  return authorizeOwned(db, principal, and(eq(collections.id, id), byHand)!, 'write');
}

/** Returns what a page shows of a collection to whoever may read it. Throws `not_found`. */
export const read = (db: Database, principal: Principal, id: string) =>
  authorize(db, principal, id, 'read');

/** The collection that has or, if none has, had this address below its owner's. Throws `not_found`. */
export async function readBySlug(
  db: Database,
  principal: Principal,
  owner: { type: ActorType; id: string },
  slug: string,
) {
  const name = slug.toLowerCase();
  const theirs = and(eq(collections.ownerType, owner.type), eq(collections.ownerId, owner.id));
  const row =
    (await selectOwned(db, principal, and(theirs, eq(collections.slug, name))!)) ??
    (await selectOwned(
      db,
      principal,
      eq(
        collections.id,
        db
          .select({ id: formerSlugs.objectId })
          .from(formerSlugs)
          .where(hadSlug('collection', owner, name)),
      ),
    ));
  return authorizeSelected(db, principal, row, 'read');
}

/**
 * The collection at an address below a workspace's slug or a person's handle, in any case and with
 * former ones. It stands on its own: a collection may be open to somebody for whom the
 * rest of its workspace is closed. Throws `not_found`.
 */
export async function readAt(
  db: Database,
  principal: Principal,
  owner: { type: ActorType; slug: string },
  slug: string,
) {
  const at = { owner: owner.slug.toLowerCase(), slug: slug.toLowerCase() };
  const [present] = await presentAt(db, principal, at, { type: owner.type });
  if (present) return authorizeSelected(db, principal, present, 'read');
  const id = await ownerAt(db, owner);
  if (!id) throw notFound('collection');
  return readBySlug(db, principal, { type: owner.type, id }, slug);
}

/** The collection that has the address now. */
const presentAt = readerSelect(
  (q, principal, { owner, slug }: { owner: string; slug: string }, { type }: { type: ActorType }) =>
    selectJoined(q, principal)
      .where(
        and(
          eq(collections.ownerType, type),
          eq(collections.ownerId, idAt(type, owner)),
          eq(collections.slug, slug),
        ),
      )
      .limit(1),
);

/** The id of the workspace that has the slug now, or of the person with the handle, as a subquery. */
export const idAt = (type: ActorType, slug: string): SQL<string> =>
  type === 'user'
    ? sql`(select ${userHandles.userId} from ${userHandles} where ${userHandles.handle} = ${slug})`
    : sql`(select ${workspaces.id} from ${workspaces} where ${workspaces.slug} = ${slug})`;

async function ownerAt(
  db: Database,
  { type, slug }: { type: ActorType; slug: string },
): Promise<string | undefined> {
  const name = slug.toLowerCase();
  if (type === 'user') {
    const [person] = await db
      .select({ id: userHandles.userId })
      .from(userHandles)
      .where(eq(userHandles.handle, name))
      .limit(1);
    return person?.id;
  }
  const [present] = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.slug, name))
    .limit(1);
  if (present) return present.id;
  const [former] = await db
    .select({ id: workspaceSlugs.workspaceId })
    .from(workspaceSlugs)
    .where(eq(workspaceSlugs.slug, name))
    .limit(1);
  return former?.id ?? undefined;
}

/** Returns which of read, write, delete and admin the principal holds on a collection. */
export async function rights(
  db: Database,
  principal: Principal,
  collection: Pick<Collection, 'id'>,
): Promise<Record<LadderAction, boolean>> {
  const known = rightsKnown(principal, collection);
  if (known) return known;
  const [row] = await selectJoined(db, principal).where(eq(collections.id, collection.id)).limit(1);
  if (!row) throw notFound('collection');
  return rightsOn(db, principal, subjected(row.collection, row.workspace).chain);
}

/** The row with its owner; undefined when the owner was deleted. */
export function owned(row: Joined): Owned | undefined {
  const owner = ownerOf(row);
  return owner && { collection: row.collection, owner };
}

async function authorizeOwned<A extends LadderAction>(
  db: Database,
  principal: Principal,
  which: SQL,
  action: A,
): Promise<Owned<Authorized<A, CollectionFor<A>>> & { workspace: Workspace | null }> {
  return authorizeSelected(db, principal, await selectOwned(db, principal, which), action);
}

async function selectOwned(
  db: Database,
  principal: Principal,
  which: SQL,
): Promise<Joined | undefined> {
  const [row] = await selectJoined(db, principal).where(which).limit(1);
  return row;
}

async function authorizeSelected<A extends LadderAction>(
  db: Database,
  principal: Principal,
  row: Joined | undefined,
  action: A,
): Promise<Owned<Authorized<A, CollectionFor<A>>> & { workspace: Workspace | null }> {
  const owner = row && ownerOf(row);
  if (!row || !owner) throw notFound('collection');
  const { collection, workspace } = row;
  const proven = await authorizeRow(db, principal, action, subjected(collection, workspace));
  return { collection: proven as Authorized<A, CollectionFor<A>>, owner, workspace };
}
