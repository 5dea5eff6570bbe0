/**
 * Makes the mirror true again, in slices that fit into a worker's request: first what WorkOS has,
 * organization by organization, and people's mail addresses; then what only vesta has.
 */
import { globalOrganizationId, organizationMembers, organizations, users } from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import type { Workos, WorkosMembership, WorkosOrganization } from '@vesta-cx/utils/workos';
import { and, asc, desc, eq, gt, inArray, lt, ne } from 'drizzle-orm';
import { z } from 'zod';
import {
  closureOf,
  isDeleted,
  mirrorOrganization,
  ofMember,
  sendMirrored,
  endMembership,
  saveMembership,
  callWorkos,
} from '../organizations/index.ts';
import { deletedUserId } from '../kernel/index.ts';
import { removalOfAccount, signIn } from '../users/index.ts';

const position = z.string().max(200).optional();

/** Where a re-sync goes on. */
export const syncCursorSchema = z.strictObject({
  stage: z.enum(['organizations', 'users', 'unknown', 'gone']),
  after: position,
  /** In the stage `gone`: people from this id on were looked at. */
  below: position,
});
export type SyncCursor = z.output<typeof syncCursorSchema>;

/** Something that was not as it is at WorkOS. */
export interface Repair {
  what:
    | 'organization.name'
    | 'member.join'
    | 'member.role'
    | 'member.remove'
    | 'user.email'
    /** WorkOS does not know it: what it owned was given to this administrator. */
    | 'organization.transfer'
    /** WorkOS does not know it: it was removed. */
    | 'organization.delete'
    /** WorkOS does not know the person: their account was deleted. */
    | 'user.delete';
  organizationId?: string;
  userId?: string;
}

/** What one slice of a re-sync looked at and repaired, and where the next begins. */
export interface SyncSlice {
  next: SyncCursor | null;
  organizations: number;
  repairs: Repair[];
  /**
   * Organizations that WorkOS does not know, that own something and have no administrator to give it
   * to: nobody has a place in them any more, and somebody must decide.
   */
  orphaned: string[];
}

export interface SyncOptions {
  /** Only says what there is to repair. */
  dryRun?: boolean | undefined;
}

const perSlice = { organizations: 5, users: 100, unknown: 20, looked: 200, gone: 5 };

/** A re-sync under way. */
interface Run {
  db: Database;
  workos: Workos;
  dryRun: boolean;
  done: SyncSlice;
  /** Makes the change, unless this is a dry run, and says that it was one. */
  repair: (what: Repair, change: () => Promise<unknown>) => Promise<void>;
}

/** Does one slice; begins without a cursor. Throws `upstream` when WorkOS does not answer. */
export async function sync(
  db: Database,
  workos: Workos,
  cursor: SyncCursor = { stage: 'organizations' },
  { dryRun = false }: SyncOptions = {},
): Promise<SyncSlice> {
  const done: SyncSlice = { next: null, organizations: 0, repairs: [], orphaned: [] };
  const repair: Run['repair'] = async (what, change) => {
    if (!dryRun) await change();
    done.repairs.push(what);
  };
  const run = { db, workos, dryRun, done, repair };
  if (cursor.stage === 'organizations') done.next = await syncOrganizations(run, cursor);
  else if (cursor.stage === 'users') done.next = await syncUsers(run, cursor);
  else if (cursor.stage === 'unknown') done.next = await syncUnknown(run, cursor);
  else done.next = await syncGone(run, cursor);
  return done;
}

async function syncOrganizations(run: Run, { after }: SyncCursor): Promise<SyncCursor> {
  const { items, next } = await callWorkos('organization', () =>
    run.workos.organizations.list({ limit: perSlice.organizations, after }),
  );
  for (const organization of items) await syncOrganization(run, organization);
  run.done.organizations = items.length;
  return next === null ? { stage: 'users' } : { stage: 'organizations', after: next };
}

/** Makes one organization and all places in it what they are at WorkOS. */
async function syncOrganization(run: Run, organization: WorkosOrganization): Promise<void> {
  const { db, workos, repair } = run;
  const { id } = organization;
  // Looked up before WorkOS is asked: who joins meanwhile is not taken for somebody who has left.
  const [[known], here] = await Promise.all([
    db.select().from(organizations).where(eq(organizations.workosOrgId, id)),
    db.select().from(organizationMembers).where(eq(organizationMembers.organizationId, id)),
  ]);
  // What was deleted is not made again.
  if (!known && (await isDeleted(db, 'organization.deleted', id))) return;
  const places = await placesOf(workos, id);
  const isOlder = known?.workosUpdatedAt && known.workosUpdatedAt > organization.updatedAt;
  if (known?.name !== organization.name && !isOlder) {
    await repair({ what: 'organization.name', organizationId: id }, () =>
      sendMirrored(db, (q) => mirrorOrganization(q, organization)),
    );
  }

  const roles = new Map(here.map(({ userId, role }) => [userId, role]));
  for (const place of places) {
    const { userId, role } = place;
    const before = roles.get(userId);
    if (before === role || !(await knowUser(run, userId))) continue;
    const what = before ? 'member.role' : 'member.join';
    await repair({ what, organizationId: id, userId }, () =>
      sendMirrored(db, (q) => [
        // WorkOS was asked just now: that is newer than whatever is written here.
        q.update(organizationMembers).set({ workosUpdatedAt: null }).where(ofMember(place)),
        ...saveMembership(q, bySync, place, before),
      ]),
    );
  }
  const there = new Set(places.map(({ userId }) => userId));
  for (const place of here.filter(({ userId }) => !there.has(userId))) await takePlace(run, place);
}

const bySync = { means: 'system' } as const;

const takePlace = (
  { db, repair }: Run,
  { organizationId, userId }: Pick<WorkosMembership, 'organizationId' | 'userId'>,
): Promise<void> =>
  repair({ what: 'member.remove', organizationId, userId }, () =>
    batch(db, (q) => endMembership(q, bySync, { organizationId, userId })),
  );

async function placesOf(workos: Workos, organizationId: string): Promise<WorkosMembership[]> {
  const all: WorkosMembership[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await callWorkos('organization', () =>
      workos.memberships.list({ organizationId }, { after }),
    );
    all.push(...items.filter(({ active }) => active));
    after = next ?? undefined;
  } while (after !== undefined);
  return all;
}

/** Makes sure that the person is known here; false when they were deleted here or at WorkOS. */
async function knowUser({ db, workos, dryRun }: Run, userId: string): Promise<boolean> {
  const [known] = await db
    .select({ id: users.workosUserId })
    .from(users)
    .where(eq(users.workosUserId, userId));
  if (known) return true;
  if (await isDeleted(db, 'user.deleted', userId)) return false;
  const found = await callWorkos('user', () => workos.users.get(userId));
  if (!found) return false;
  const { id, ...user } = found;
  if (!dryRun) await signIn(db, { workosUserId: id, organizationId: null, ...user });
  return true;
}

/** Makes people's mail addresses what they are at WorkOS. */
async function syncUsers({ db, workos, repair }: Run, { after }: SyncCursor): Promise<SyncCursor> {
  const { items, next } = await callWorkos('user', () =>
    workos.users.list({ limit: perSlice.users, after }),
  );
  const known = new Map<string, string>();
  // As many ids as fit into one statement on D1.
  for (let i = 0; i < items.length; i += 90) {
    const ids = items.slice(i, i + 90).map(({ id }) => id);
    const rows = await db
      .select({ id: users.workosUserId, email: users.email })
      .from(users)
      .where(inArray(users.workosUserId, ids));
    for (const { id, email } of rows) known.set(id, email);
  }
  for (const { id, email, updatedAt } of items) {
    if ((known.get(id) ?? email) === email) continue;
    await repair({ what: 'user.email', userId: id }, () =>
      db.update(users).set({ email, workosUpdatedAt: updatedAt }).where(eq(users.workosUserId, id)),
    );
  }
  return next === null ? { stage: 'unknown' } : { stage: 'users', after: next };
}

/** Organizations that may be here only. */
async function syncUnknown(run: Run, { after }: SyncCursor): Promise<SyncCursor> {
  const rows = await run.db
    .select({ id: organizations.workosOrgId })
    .from(organizations)
    .where(
      and(
        after === undefined ? undefined : gt(organizations.workosOrgId, after),
        ne(organizations.workosOrgId, globalOrganizationId),
      ),
    )
    .orderBy(asc(organizations.workosOrgId))
    .limit(perSlice.unknown);
  for (const { id } of rows) {
    const found = await callWorkos('organization', () => run.workos.organizations.get(id));
    if (!found) await endOrganization(run, id);
  }
  run.done.organizations = rows.length;
  return rows.length < perSlice.unknown
    ? { stage: 'gone' }
    : { stage: 'unknown', after: rows.at(-1)!.id };
}

async function endOrganization(run: Run, id: string): Promise<void> {
  const { db, done, dryRun } = run;
  const { heir, isOrphaned, leaving, changes } = await closureOf(db, id, bySync);
  if (!dryRun) await batch(db, changes);
  if (isOrphaned) {
    done.repairs.push(
      ...leaving.map((userId) => ({ what: 'member.remove', organizationId: id, userId }) as const),
    );
    done.orphaned.push(id);
    return;
  }
  if (heir) done.repairs.push({ what: 'organization.transfer', organizationId: id, userId: heir });
  done.repairs.push({ what: 'organization.delete', organizationId: id });
}

/**
 * People who may be here only. WorkOS lists everybody, newest first, as their ids are ordered: who
 * is here with an id between two pages' ends and isn't on the page is asked for by their id. Only
 * whom WorkOS then does not know is gone; a list that is short or in another order deletes nobody.
 */
async function syncGone(
  { db, workos, repair }: Run,
  { after, below }: SyncCursor,
): Promise<SyncCursor | null> {
  const { items, next } = await callWorkos('user', () =>
    workos.users.list({ limit: perSlice.users, after }),
  );
  const there = new Set(items.map(({ id }) => id));
  const end = next === null ? undefined : items.at(-1)?.id;
  const here = await peopleHere(db, { from: end, below });
  let asked = 0;
  for (const [n, userId] of here.entries()) {
    if (there.has(userId)) continue;
    asked += 1;
    const found = await callWorkos('user', () => workos.users.get(userId));
    if (!found) {
      await repair({ what: 'user.delete', userId }, async () =>
        batch(db, await removalOfAccount(db, userId, bySync)),
      );
    }
    if (asked === perSlice.gone && n + 1 < here.length)
      return { stage: 'gone', after, below: userId };
  }
  if (here.length === perSlice.looked) return { stage: 'gone', after, below: here.at(-1) };
  return next === null ? null : { stage: 'gone', after: next, below: end ?? below };
}

async function peopleHere(
  db: Database,
  { from, below }: { from: string | undefined; below: string | undefined },
): Promise<string[]> {
  const { workosUserId: id } = users;
  const rows = await db
    .select({ id })
    .from(users)
    .where(
      and(
        // Who stands for all whose accounts are deleted is unknown to WorkOS, and stays.
        ne(id, deletedUserId),
        from === undefined ? undefined : gt(id, from),
        below === undefined ? undefined : lt(id, below),
      ),
    )
    .orderBy(desc(id))
    .limit(perSlice.looked);
  return rows.map((row) => row.id);
}
