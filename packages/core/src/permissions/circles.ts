/**
 * What is open to a signed-in person in lists that go across workspaces. Beside `guest_readable`
 * every workspace, resource and collection keeps its `circle`:
 *
 * - null: no audience rule lets anybody read it but guests, if those
 * - `authenticated`: guests may not read it, everybody signed in may
 * - the id of an actor: neither may, but the actor's followers or subscribers may
 *
 * So what is open to somebody is three ranges of indexes, disjoint and in the order of the list.
 * Each is only where to look: whether somebody may read a row is for `mayOn…` to say.
 */
import {
  engagements,
  organizationMembers,
  publicScope,
  users,
  workspaces,
  type collections,
  type resources,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import type { Audience } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, or, sql, type Column, type SQL } from 'drizzle-orm';
import type { Person, Principal } from '../kernel/index.ts';

/** The circle of what guests may not read and everybody signed in may. */
export const everybodySignedIn = 'authenticated' satisfies Audience;

type Kept = typeof workspaces | typeof resources | typeof collections;

/**
 * The ranges in which what is open to the principal lies. `actor` is the column of whose circle it
 * can be, with what else its index begins with. The last range is found by that: few things have a
 * circle, and statistics about so few make SQLite read the whole table rather than an index of
 * circles.
 */
export function visibleRanges(
  db: Database,
  principal: Principal,
  table: Kept,
  actor: Column,
  begins?: SQL,
): SQL[] {
  if (principal.userId === null) return [eq(table.guestReadable, true)];
  const circles = circlesOf(db, principal as Person);
  return [...openToAll(table), and(begins, inArray(actor, circles), eq(table.circle, actor))!];
}

/** The ranges of what is open to everybody signed in. */
export const openToAll = (table: Kept): SQL[] => [
  eq(table.guestReadable, true),
  eq(table.circle, everybodySignedIn),
];

/** The scopes of the words by which the principal's search finds what is open to them. */
export const searchScopes = (principal: Principal) => ({
  scopes: principal.userId === null ? [publicScope] : [publicScope, everybodySignedIn],
  circles:
    principal.userId === null
      ? undefined
      : (q: Database) => circlesOf(q, principal as Person).as('circles'),
});

/** The same as one condition, for lists that are found in another way. */
export const openTo = (db: Database, principal: Principal, table: Kept): SQL =>
  principal.userId === null
    ? eq(table.guestReadable, true)
    : or(...openToAll(table), inArray(table.circle, circlesOf(db, principal as Person)))!;

/**
 * The actors in whose circles somebody is: whom they follow or subscribe to, they themself, and
 * the workspaces that they own or whose organization they administer.
 */
export function circlesOf(db: Database, { userId }: Person) {
  const administered = db
    .select({ id: organizationMembers.organizationId })
    .from(organizationMembers)
    .where(and(eq(organizationMembers.userId, userId), eq(organizationMembers.role, 'admin')));
  const id = (column: unknown) => sql<string>`${column}`.as('circle_id');
  return db
    .select({ id: id(engagements.objectId) })
    .from(engagements)
    .where(
      and(
        eq(engagements.subjectType, 'user'),
        eq(engagements.subjectId, userId),
        inArray(engagements.action, ['follow', 'subscribe']),
        inArray(engagements.objectType, ['workspace', 'user']),
      ),
    )
    .union(
      db
        .select({ id: id(users.workosUserId) })
        .from(users)
        .where(eq(users.workosUserId, userId)),
    )
    .union(
      db
        .select({ id: id(workspaces.id) })
        .from(workspaces)
        .where(
          or(
            and(eq(workspaces.ownerType, 'user'), eq(workspaces.ownerId, userId)),
            and(
              eq(workspaces.ownerType, 'organization'),
              inArray(workspaces.ownerId, administered),
            ),
          ),
        ),
    );
}
