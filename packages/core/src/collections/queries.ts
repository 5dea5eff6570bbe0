import {
  actorTypes,
  collections,
  formerSlugs,
  userHandles,
  workspaces,
  workspaceSlugs,
  type ActorType,
  type Collection,
  type CollectionType,
  type ListingStatus,
  type Workspace,
} from '@vesta-cx/db';
import {
  after,
  decodeCursor,
  orderOf,
  pageOf,
  searchKey,
  startsWith,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import type { LadderAction } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
import { hadSlug } from '../kernel/former-slugs.ts';
import {
  candidateColumns,
  invalidField,
  isNamed,
  merge,
  notFound,
  pageByName,
  requirePerson,
  visibleIf,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import {
  authorize as authorizeRow,
  inlineViewer,
  visibleRanges,
  searchScopes,
  rightsOn,
  type Authorized,
} from '../permissions/index.ts';
import {
  maySeeCollection,
  ownerOf,
  ownerWorkspace,
  selectJoined,
  subjected,
  type CollectionFor,
  type Joined,
  type Owner,
  type ShownCollection,
} from './chain.ts';
import { editable, isEditable } from './editable.ts';

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

/** What a page shows of a collection to whoever may read it. Throws `not_found`. */
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
  const id = await ownerAt(db, owner);
  if (!id) throw notFound('collection');
  return readBySlug(db, principal, { type: owner.type, id }, slug);
}

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

/** Which of read, write, delete and admin the principal holds on a collection. */
export async function rights(
  db: Database,
  principal: Principal,
  collection: Pick<Collection, 'id'>,
): Promise<Record<LadderAction, boolean>> {
  const [row] = await selectJoined(db, principal).where(eq(collections.id, collection.id)).limit(1);
  if (!row) throw notFound('collection');
  return rightsOn(db, principal, subjected(row.collection, row.workspace).chain);
}

/** Which collections a list has. */
export interface ListCollections {
  limit: number;
  cursor?: string | undefined;
  /**
   * Names with these words, folded. Across owners those that begin with them come first; the others
   * are alphabetical.
   */
  q?: string | undefined;
  /** Of what kind; without it manual ones only. */
  type?: readonly CollectionType[] | undefined;
  status?: readonly ListingStatus[] | undefined;
  /** Only this owner's. */
  owner?: { type: ActorType; id: string } | undefined;
  /** `public`: what anybody may browse; `write`: those that the person may edit. */
  access?: 'public' | 'write' | undefined;
}

const newest: Keyset = { columns: [collections.id], direction: 'desc' };
const alphabetical: Keyset = { columns: [collections.searchKey, collections.id], direction: 'asc' };

/**
 * Collections with their owners, newest first. Listed ones that are open to the principal; with an owner also the
 * unlisted ones that the person may write; with `access: 'write'` only what they may edit. Throws
 * `invalid` for a cursor that isn't of this list. For guests the cost is that of the page; for a
 * person it follows what the owner, or they themself, have.
 */
export async function list(
  db: Database,
  principal: Principal,
  { limit, cursor, q, type = ['manual'], status, owner, access = 'public' }: ListCollections,
): Promise<Page<Owned>> {
  if (q && !owner && access === 'public' && isManual(type)) {
    return named(db, principal, q, { status, limit, cursor });
  }
  const order = q ? alphabetical : newest;
  const me = inlineViewer(principal);
  const begin = cursor ? decodeCursor(cursor, order.columns) : undefined;
  if (begin === null) throw invalidField('cursor', 'This cursor does not belong to this list');
  const which = and(
    oneOrMore(collections.type, type),
    status && oneOrMore(collections.status, status),
    owner && and(eq(collections.ownerType, owner.type), eq(collections.ownerId, owner.id)),
  );
  const valuesOf = ({ collection }: Joined) =>
    q ? [collection.searchKey, collection.id] : [collection.id];
  const paged = (rows: Joined[]): Page<Owned> => {
    const { items, next } = pageOf(rows, limit, valuesOf);
    return { items: items.flatMap((row) => owned(row) ?? []), next };
  };
  if (access === 'write') {
    requirePerson(principal);
    return paged(await editable(db, principal, { order, q, which, begin }, limit + 1));
  }
  const listed = eq(collections.status, 'LISTED');
  const conditions: (SQL | undefined)[] = [
    which,
    q
      ? // What keeps itself has no words of its own: it is found by how its kind is called.
        isManual(type)
        ? isNamed(db, 'collection', collections.id, q)
        : startsWith(collections.searchKey, searchKey(q), begin?.[0])
      : undefined,
    begin && after(order, begin),
    owner && principal.userId !== null
      ? or(listed, isEditable(db, principal as Person, me))
      : listed,
    owner || principal.userId !== null ? maySeeCollection(me) : undefined,
  ];
  // With an owner the range of the index is theirs.
  const ranges = owner
    ? [undefined]
    : visibleRanges(
        db,
        principal,
        collections,
        collections.ownerId,
        inArray(collections.ownerType, actorTypes),
      );
  const pages = await Promise.all(
    ranges.map((range) =>
      selectJoined(db, principal)
        .where(and(...conditions, range))
        .orderBy(...orderOf(order))
        .limit(limit + 1),
    ),
  );
  return paged(merge(pages, order, valuesOf, limit + 1));
}

const isManual = (types: readonly CollectionType[]) => types.every((type) => type === 'manual');

/** The public collections with the words of `q` in their names, those that begin with them first. */
async function named(
  db: Database,
  principal: Principal,
  q: string,
  { status, ...slice }: Pick<ListCollections, 'status' | 'limit' | 'cursor'>,
): Promise<Page<Owned>> {
  const { items, next } = await pageByName(
    db,
    { q, types: ['collection'], ...searchScopes(principal), ...slice },
    (b, found, fits) =>
      b
        .select({
          ...candidateColumns(found),
          visible: visibleIf(
            fits,
            status && oneOrMore(collections.status, status),
            eq(collections.status, 'LISTED'),
            maySeeCollection(inlineViewer(principal)),
          ),
        })
        .from(found)
        .leftJoin(collections, eq(collections.id, found.objectId))
        .leftJoin(workspaces, ownerWorkspace),
  );
  const ids = items.map(({ objectId }) => objectId);
  const slices = Array.from({ length: Math.ceil(ids.length / idsPerStatement) }, (_, i) =>
    selectJoined(db, principal).where(
      inArray(collections.id, ids.slice(i * idsPerStatement, (i + 1) * idsPerStatement)),
    ),
  );
  const rows = new Map((await Promise.all(slices)).flat().map((row) => [row.collection.id, row]));
  const joined = ids.flatMap((id) => rows.get(id) ?? []);
  return { items: joined.flatMap((row) => owned(row) ?? []), next };
}

/** D1 takes 100 parameters. */
const idsPerStatement = 90;

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

/** One value as an equality, so that the index goes on serving the order behind it. */
const oneOrMore = <T extends string>(
  column: typeof collections.type | typeof collections.status,
  values: readonly T[],
): SQL =>
  values.length === 1 ? eq(column as never, values[0]) : inArray(column as never, [...values]);
