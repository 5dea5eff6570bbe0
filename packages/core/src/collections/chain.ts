/** Where a collection stands: its owner, and the objects whose permission rows count for it. */
import {
  collections,
  users,
  workspaces,
  type ActorType,
  type Collection,
  type CollectionKind,
  type Workspace,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import type { LadderAction } from '@vesta-cx/utils/permissions';
import { and, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import {
  inlineViewer,
  mayOnCollection,
  workspaceChain,
  type Viewer,
  type Chain,
  type Subjected,
} from '../permissions/index.ts';

/** Who a collection belongs to, as pages name it. `slug` is a person's handle. */
export interface Owner {
  type: ActorType;
  id: string;
  slug: string;
  name: string;
  avatarUrl: string | null;
}

/** Left joins of a query on `collections` that every rule about them needs. */
export const ownerWorkspace: SQL = and(
  eq(collections.ownerType, 'workspace'),
  eq(workspaces.id, collections.ownerId),
)!;
export const ownerUser: SQL = and(
  eq(collections.ownerType, 'user'),
  eq(users.workosUserId, collections.ownerId),
)!;

/** The columns of the owner in a query that has both joins. */
export const ownerColumns = {
  workspace: workspaces,
  user: {
    workosUserId: users.workosUserId,
    handle: users.handle,
    displayName: users.displayName,
    avatarUrl: users.avatarUrl,
  },
};

export interface JoinedOwner {
  workspace: Workspace | null;
  user: {
    workosUserId: string;
    handle: string;
    displayName: string;
    avatarUrl: string | null;
  } | null;
}

/**
 * A collection as its readers get it. It counts what a reader may not see (drafts, private pages)
 * as well, so the count is there for those who may write it, and null for others.
 */
export type ShownCollection = Omit<Collection, 'itemCount'> & { itemCount: number | null };

/** What `authorize` hands out: who may write a collection gets its count. */
export type CollectionFor<A extends LadderAction> = A extends 'read' ? ShownCollection : Collection;

/** The count of the row of `collections`, in a query that left joins `ownerWorkspace`. */
export const shownCount = (principal: Principal) =>
  principal.userId === null
    ? noCount
    : sql<number | null>`case when ${collections.id} is null then null
        when ${mayOnCollection(inlineViewer(principal), 'write')} then ${collections.itemCount}
        end`.as('shown_count');

/** In its place where no count is shown: to ask who may write costs several rows each. */
export const noCount = sql<number | null>`null`.as('shown_count');

/** The columns of a collection for the principal. */
export const shownColumns = (principal: Principal) => columnsWith(shownCount(principal));

const columnsWith = (itemCount: ReturnType<typeof shownCount>) => ({
  ...getTableColumns(collections),
  itemCount,
});

/** A collection with what may be its owner. */
export type Joined = JoinedOwner & { collection: ShownCollection };

/** Collections with their owners, for the principal. */
export const selectJoined = (db: Database, principal: Principal) =>
  joined(db, shownCount(principal));

/** The same for a query that asks of each whether one may write it, which is not asked again. */
export const selectWritable = (db: Database) =>
  joined(db, sql<number | null>`${collections.itemCount}`.as('shown_count'));

const joined = (db: Database, itemCount: ReturnType<typeof shownCount>) =>
  db
    .select({ collection: columnsWith(itemCount), ...ownerColumns })
    .from(collections)
    .leftJoin(workspaces, ownerWorkspace)
    .leftJoin(users, ownerUser);

/** The owner out of the joined columns; undefined when it was deleted. */
export function ownerOf({ workspace, user }: JoinedOwner): Owner | undefined {
  if (workspace) {
    const { id, slug, name, avatarUrl } = workspace;
    return { type: 'workspace', id, slug, name, avatarUrl };
  }
  return user
    ? {
        type: 'user',
        id: user.workosUserId,
        slug: user.handle,
        name: user.displayName,
        avatarUrl: user.avatarUrl,
      }
    : undefined;
}

/** What an actor keeps for themself although everybody can guess its address. */
const personalKinds: readonly CollectionKind[] = ['bookmarks', 'subscriptions', 'comments'];

const isPersonal = ({ kind, status }: ShownCollection) =>
  status === 'UNLISTED' && kind !== null && personalKinds.includes(kind);

/** The question about a collection, for `authorize`. */
export function subjected(
  collection: ShownCollection,
  workspace: Workspace | null,
): Subjected<ShownCollection> {
  const owner = { type: collection.ownerType, id: collection.ownerId };
  const own = { type: 'collection' as const, id: collection.id, owner };
  const chain: Chain = workspace ? [own, ...workspaceChain(workspace)] : [own];
  return {
    row: collection,
    chain,
    noun: 'collection',
    seenBy: isPersonal(collection) ? 'write' : 'read',
    guestReadable: collection.guestReadable,
  };
}

/**
 * SQL condition: the principal may see the collection of the row; the query left joins `ownerWorkspace`.
 * Says in SQL what `subjected` says in code.
 */
export function maySeeCollection(principal: Viewer): SQL {
  const personal = sql`(${collections.status} = 'UNLISTED' and ${collections.type} = 'static'
    and ${collections.kind} in ${personalKinds})`;
  // A guest holds nothing beyond reading, and the answer to that is kept in the row.
  if (principal.userId === null) {
    return sql`(${eq(collections.guestReadable, true)} and not ${personal})`;
  }
  return sql`case when ${personal} then ${mayOnCollection(principal, 'write')}
    else ${mayOnCollection(principal, 'read')} end`;
}
