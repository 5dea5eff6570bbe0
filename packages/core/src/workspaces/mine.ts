/** Lists of the workspaces that somebody owns or was given, and of all that they may read of one owner. */
import { permissions, workspaces, type Workspace } from '@vesta-cx/db';
import {
  after,
  batch,
  orderOf,
  type Database,
  type Keyset,
  type KeysetValue,
} from '@vesta-cx/db/query';
import { impliedBy } from '@vesta-cx/utils/permissions';
import {
  aliasedTable,
  and,
  eq,
  exists,
  inArray,
  isNull,
  not,
  or,
  type Column,
  type SQL,
} from 'drizzle-orm';
import {
  isNamed,
  pageOfAllowed,
  type Candidate,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import {
  isWithin,
  mayOnWorkspace,
  visibleRanges,
  reachOf,
  type Reach,
} from '../permissions/index.ts';

/** Which of them. */
export interface Mine {
  /** What the person may do there. */
  access: 'read' | 'write';
  /** What they may not do there as well. */
  except?: 'write' | undefined;
  q?: string | undefined;
  /** Only this owner's, and then also those that are open to everybody or to a circle. */
  owner?: WorkspaceOwner | undefined;
  /** True if of that owner only what the person was given is meant. */
  givenOnly?: boolean | undefined;
  /** The values of the row that the list begins after. */
  begin?: readonly KeysetValue[] | undefined;
}

/** Whose workspaces. */
export type WorkspaceOwner = Pick<Reach['owners'][number], 'type' | 'id'>;

/** SQL condition: the row of `workspaces` is this owner's. */
const isOwnedBy = ({ type, id }: WorkspaceOwner): SQL =>
  and(eq(workspaces.ownerType, type), eq(workspaces.ownerId, id))!;

/** The ranges of what is open of one owner: those of `visibleRanges`, in the index that begins with the owner. */
export function openOf(db: Database, principal: Principal, owner: WorkspaceOwner): SQL[] {
  const { id, guestReadable, circle } = workspaces;
  // What guests may read has no circle.
  const beside = [isNull(circle), eq(guestReadable, false), eq(guestReadable, false)];
  return visibleRanges(db, principal, workspaces, id).map((range, i) =>
    and(isOwnedBy(owner), range, beside[i])!,
  );
}

/**
 * The first `limit` of them, newest first, or with `q` alphabetically. The places where they can
 * be are looked through side by side for candidates, and these are asked about few at a time: what
 * is asked about costs a row for each team of the person. Newest first, a page costs the same
 * however many there are; with `q` it follows what the person has.
 */
export async function mine(
  db: Database,
  person: Person,
  { begin, ...which }: Mine,
  limit: number,
): Promise<Workspace[]> {
  const { access, except, q } = which;
  const reach = within(await reachOf(db, person), which);
  return pageOfAllowed(
    {
      order: orderBy(workspaces.id, q),
      begin,
      candidates: (start, size) => candidatesOf(db, person, reach, { ...which, start, size }),
      allowed: (ids) =>
        db
          .select()
          .from(workspaces)
          .where(
            and(
              inArray(workspaces.id, ids),
              mayOnWorkspace(person, access),
              except && not(mayOnWorkspace(person, except)),
            ),
          ),
      idOf: ({ id }) => id,
    },
    limit,
  );
}

/** Newest first, or alphabetical for those that begin with something; `id` is a workspace's, wherever it stands. */
const orderBy = (id: Column, q: string | undefined): Keyset =>
  q
    ? { columns: [workspaces.searchKey, id], direction: 'asc' }
    : { columns: [id], direction: 'desc' };

/** The places to look for one owner's: all that is theirs, where that is such a place. */
function within({ owners, subjects }: Reach, { owner }: Mine): Reach {
  if (!owner) return { owners, subjects };
  const theirs = owners.filter(({ type, id }) => type === owner.type && id === owner.id);
  return { owners: theirs, subjects: theirs.length > 0 ? [] : subjects };
}

interface Slice extends Omit<Mine, 'begin'> {
  start: readonly KeysetValue[] | undefined;
  size: number;
}

/** The next workspaces that the person owns or that a rule by name speaks of, by place. */
async function candidatesOf(
  db: Database,
  person: Person,
  { owners, subjects }: Reach,
  { access, except, q, owner, givenOnly, start, size }: Slice,
): Promise<readonly Candidate[][]> {
  const actions = impliedBy(access);
  // Whoever may read by a stronger rule may also do more, unless a rule about the place forbids that.
  const weaker = except && actions.filter((action) => !impliedBy(except).includes(action));
  const forbids = aliasedTable(permissions, 'forbids');
  const conditions = (id: Column): (SQL | undefined)[] => [
    q ? isNamed(db, 'workspace', workspaces.id, q) : undefined,
    start && after(orderBy(id, q), start),
  ];
  // Where all of the owner's are looked through, what is open is among them; not so with a key for less.
  const isAll = owners.length > 0 && !person.key?.confinedTo;
  const open = owner && !givenOnly && !isAll ? openOf(db, person, owner) : [];
  const { id, searchKey: key } = workspaces;
  return batch(db, (b) => [
    ...[...owners.map((one) => and(isOwnedBy(one), isWithin(person))), ...open].map((range) =>
      b
        .select({ id, searchKey: key })
        .from(workspaces)
        .where(and(range, ...conditions(id)))
        .orderBy(...orderOf(orderBy(id, q)))
        .limit(size),
    ),
    ...subjects.map((subject) =>
      b
        .selectDistinct({ id: permissions.objectId, searchKey: key })
        .from(permissions)
        .innerJoin(workspaces, eq(id, permissions.objectId))
        .where(
          and(
            eq(permissions.subjectType, subject.type),
            eq(permissions.subjectId, subject.id),
            eq(permissions.objectType, 'workspace'),
            eq(permissions.value, 'allow'),
            inArray(permissions.action, [...actions]),
            weaker &&
              or(
                inArray(permissions.action, weaker),
                exists(
                  b
                    .select({ id: forbids.id })
                    .from(forbids)
                    .where(
                      and(
                        eq(forbids.objectType, 'workspace'),
                        eq(forbids.objectId, permissions.objectId),
                        eq(forbids.value, 'deny'),
                      ),
                    ),
                ),
              ),
            owner && isOwnedBy(owner),
            isWithin(person),
            ...conditions(permissions.objectId),
          ),
        )
        .orderBy(...orderOf(orderBy(permissions.objectId, q)))
        .limit(size),
    ),
  ]);
}
