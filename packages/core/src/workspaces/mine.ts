/** Lists of the workspaces that somebody owns or was given. */
import { permissions, workspaces, type Workspace } from '@vesta-cx/db';
import {
  after,
  batch,
  orderOf,
  searchKey,
  startsWith,
  type Database,
  type Keyset,
  type KeysetValue,
} from '@vesta-cx/db/query';
import { impliedBy } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, not, type Column, type SQL } from 'drizzle-orm';
import { merge, type Person } from '../kernel/index.ts';
import { isWithin, mayOnWorkspace, reachOf, type Reach } from '../permissions/index.ts';

/** Which of them. */
export interface Mine {
  /** What the person may do there. */
  access: 'read' | 'write';
  /** What they may not do there as well. */
  except?: 'write' | undefined;
  q?: string | undefined;
  /** The values of the row that the list begins after. */
  begin?: readonly KeysetValue[] | undefined;
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
  { access, except, q, begin }: Mine,
  limit: number,
): Promise<Workspace[]> {
  const reach = await reachOf(db, person);
  const found: Workspace[] = [];
  const size = Math.min(limit, mostAsked);
  let start = begin;
  for (;;) {
    const candidates = await candidatesOf(db, person, reach, { access, except, q, start, size });
    if (candidates.length === 0) return found;
    const ids = candidates.map(({ id }) => id);
    const rows = await db
      .select()
      .from(workspaces)
      .where(
        and(
          inArray(workspaces.id, ids),
          mayOnWorkspace(person, access),
          except && not(mayOnWorkspace(person, except)),
        ),
      );
    found.push(...ids.flatMap((id) => rows.find((row) => row.id === id) ?? []));
    if (found.length >= limit) return found.slice(0, limit);
    if (candidates.length < size) return found;
    start = valuesOf(candidates.at(-1)!, q);
  }
}

/** How many are asked about at once: D1 binds at most 100 values. */
const mostAsked = 50;

interface Candidate {
  id: string;
  searchKey: string;
}

interface Slice extends Omit<Mine, 'begin'> {
  start: readonly KeysetValue[] | undefined;
  size: number;
}

/** The next workspaces that the person owns or that a rule by name speaks of, each once. */
async function candidatesOf(
  db: Database,
  person: Person,
  { owners, subjects }: Reach,
  { access, except, q, start, size }: Slice,
): Promise<Candidate[]> {
  // Whoever may read by a stronger rule may also do more.
  const actions = impliedBy(access).filter(
    (action) => !except || !impliedBy(except).includes(action),
  );
  const order = (id: Column): Keyset =>
    q
      ? { columns: [workspaces.searchKey, id], direction: 'asc' }
      : { columns: [id], direction: 'desc' };
  const conditions = (id: Column): (SQL | undefined)[] => [
    q ? startsWith(workspaces.searchKey, searchKey(q), start?.[0]) : undefined,
    start && after(order(id), start),
    isWithin(person),
  ];
  const { id, searchKey: key, ownerType, ownerId } = workspaces;
  const pages = await batch(db, (b) => [
    ...owners.map((owner) =>
      b
        .select({ id, searchKey: key })
        .from(workspaces)
        .where(and(eq(ownerType, owner.type), eq(ownerId, owner.id), ...conditions(id)))
        .orderBy(...orderOf(order(id)))
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
            ...conditions(permissions.objectId),
          ),
        )
        .orderBy(...orderOf(order(permissions.objectId)))
        .limit(size),
    ),
  ]);
  const merged = merge(pages, order(id), (row) => valuesOf(row, q), Infinity);
  return [...new Map(merged.map((row) => [row.id, row])).values()].slice(0, size);
}

const valuesOf = (row: Candidate, q: string | undefined): KeysetValue[] =>
  q ? [row.searchKey, row.id] : [row.id];
