/** Lists of collections: which ones and in which order. */
import {
  actorTypes,
  collections,
  workspaces,
  type ActorType,
  type CollectionType,
  type ListingStatus,
} from '@vesta-cx/db';
import {
  after,
  compiled,
  decodeCursor,
  orderOf,
  pageOf,
  searchKey,
  startsWith,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import { and, eq, inArray, or, type SQL } from 'drizzle-orm';
import {
  candidateColumns,
  guest,
  invalidField,
  isNamed,
  merge,
  pageByName,
  requirePerson,
  visibleIf,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import { inlineViewer, searchScopes, visibleRanges } from '../permissions/index.ts';
import { maySeeCollection, ownerWorkspace, selectJoined, type Joined } from './chain.ts';
import { editable, isEditable } from './editable.ts';
import { idAt, owned, type Owned } from './queries.ts';

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
  owner?: ListOwner | undefined;
  /** `public`: what anybody may browse; `write`: those that the person may edit. */
  access?: 'public' | 'write' | undefined;
}

/** By id or, where that is not known yet, by the slug or handle that the owner has. */
type ListOwner = { type: ActorType } & ({ id: string } | { slug: string });

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
    owner && isOwner(owner),
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
  if (principal.userId === null && !q && !begin) {
    const name = owner && ('id' in owner ? owner.id : owner.slug);
    const by = owner && ('id' in owner ? ('id' as const) : ('slug' as const));
    const form = { type, status, owner: owner && { type: owner.type, by: by! } };
    return paged(await firstForGuests(db, { name, rows: limit + 1 }, form));
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

/** What `list` begins with for guests. */
const firstForGuests = compiled(
  (
    q,
    { name, rows }: { name: string | undefined; rows: number },
    { type, status, owner }: FirstForGuests,
  ) =>
    selectJoined(q, guest)
      .where(
        and(
          oneOrMore(collections.type, type),
          status && oneOrMore(collections.status, status),
          owner && isOwner({ type: owner.type, [owner.by]: name } as ListOwner),
          eq(collections.status, 'LISTED'),
          owner ? maySeeCollection(guest) : eq(collections.guestReadable, true),
        ),
      )
      .orderBy(...orderOf(newest))
      .limit(rows),
);

interface FirstForGuests extends Pick<ListCollections, 'status'> {
  type: readonly CollectionType[];
  owner: { type: ActorType; by: 'id' | 'slug' } | undefined;
}

const isOwner = (owner: ListOwner): SQL =>
  and(
    eq(collections.ownerType, owner.type),
    eq(collections.ownerId, 'id' in owner ? owner.id : idAt(owner.type, owner.slug)),
  )!;

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

/** One value as an equality, so that the index goes on serving the order behind it. */
const oneOrMore = <T extends string>(
  column: typeof collections.type | typeof collections.status,
  values: readonly T[],
): SQL =>
  values.length === 1 ? eq(column as never, values[0]) : inArray(column as never, [...values]);
