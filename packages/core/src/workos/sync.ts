/**
 * Makes the mirror true again, in slices that fit into a worker's request: first what WorkOS has,
 * organization by organization, then what only vesta has, then people's mail addresses.
 */
import {
  globalOrganizationId,
  organizationMembers,
  organizations,
  users,
  workspaces,
} from '@vesta-cx/db';
import { batch, changedRows, type Database, type Statement } from '@vesta-cx/db/query';
import type { Workos, WorkosMembership, WorkosOrganization } from '@vesta-cx/utils/workos';
import { and, asc, eq, gt, ne } from 'drizzle-orm';
import { z } from 'zod';
import { record } from '../audit/index.ts';
import {
  dissolve,
  leave,
  mirrorMembership,
  mirrorOrganization,
  sendMirrored,
} from '../organizations/mirror.ts';
import { atWorkos } from '../organizations/sides.ts';
import { signIn } from '../users/index.ts';

/** Where a re-sync goes on. */
export const syncCursorSchema = z.strictObject({
  stage: z.enum(['organizations', 'unknown', 'users']),
  after: z.string().max(200).optional(),
});
export type SyncCursor = z.output<typeof syncCursorSchema>;

/** What one slice of a re-sync looked at and repaired, and where the next begins. */
export interface SyncSlice {
  next: SyncCursor | null;
  organizations: number;
  /** Places that were given, changed or taken here. */
  repaired: number;
  /** Organizations that WorkOS does not know and that were removed: they owned nothing. */
  removed: string[];
  /** Those that own workspaces: nobody has a place in them any more, and somebody must decide. */
  orphaned: string[];
}

const perSlice = { organizations: 5, unknown: 20, users: 100 };

/** Does one slice; begins without a cursor. Throws `upstream` when WorkOS does not answer. */
export async function sync(
  db: Database,
  workos: Workos,
  { stage, after }: SyncCursor = { stage: 'organizations' },
): Promise<SyncSlice> {
  const done: SyncSlice = { next: null, organizations: 0, repaired: 0, removed: [], orphaned: [] };
  const more = (here: SyncCursor['stage'], next: string | null, then: SyncCursor | null) =>
    next === null ? then : { stage: here, after: next };

  if (stage === 'organizations') {
    const { items, next } = await atWorkos('organization', () =>
      workos.organizations.list({ limit: perSlice.organizations, after }),
    );
    for (const organization of items)
      done.repaired += await syncOrganization(db, workos, organization);
    return { ...done, organizations: items.length, next: more(stage, next, { stage: 'unknown' }) };
  }
  if (stage === 'unknown') {
    const { ids, next } = await ownOrganizations(db, after);
    for (const id of ids) await syncUnknown(db, workos, id, done);
    return { ...done, organizations: ids.length, next: more(stage, next, { stage: 'users' }) };
  }
  const { items, next } = await atWorkos('user', () =>
    workos.users.list({ limit: perSlice.users, after }),
  );
  for (const { id, email, updatedAt } of items) {
    const outcome = await db
      .update(users)
      .set({ email, workosUpdatedAt: updatedAt })
      .where(and(eq(users.workosUserId, id), ne(users.email, email)));
    done.repaired += changedRows(outcome);
  }
  return { ...done, next: more(stage, next, null) };
}

/** Makes one organization and all places in it what they are at WorkOS; answers how many were not. */
async function syncOrganization(
  db: Database,
  workos: Workos,
  organization: WorkosOrganization,
): Promise<number> {
  const { id } = organization;
  // Looked up before WorkOS is asked: who joins meanwhile is not taken for somebody who has left.
  const here = await db
    .select()
    .from(organizationMembers)
    .where(eq(organizationMembers.organizationId, id));
  const places = await placesOf(workos, id);
  await sendMirrored(db, (q) => mirrorOrganization(q, organization));

  const known = new Map(here.map((row) => [row.userId, row]));
  const wrong = places.filter(({ userId, role }) => known.get(userId)?.role !== role);
  const there = new Set(places.map(({ userId }) => userId));
  const gone = here.filter(({ userId }) => !there.has(userId));
  let repaired = gone.length;
  for (const place of wrong) {
    if (!(await knowUser(db, workos, place.userId))) continue;
    repaired += 1;
    await change(db, id, place.userId, known.has(place.userId) ? 'role' : 'join', (q) => [
      // WorkOS was asked just now: that is newer than whatever is written here.
      q.delete(organizationMembers).where(ofMember(id, place.userId)),
      ...mirrorMembership(q, place),
    ]);
  }
  for (const { userId } of gone) {
    await change(db, id, userId, 'remove', (q) => [
      q.delete(organizationMembers).where(ofMember(id, userId)),
      ...leave(q, id, userId),
    ]);
  }
  return repaired;
}

/** An organization that may be here only. */
async function syncUnknown(
  db: Database,
  workos: Workos,
  id: string,
  done: SyncSlice,
): Promise<void> {
  if (await atWorkos('organization', () => workos.organizations.get(id))) return;
  const [owned] = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(and(eq(workspaces.ownerType, 'organization'), eq(workspaces.ownerId, id)))
    .limit(1);
  if (!owned) {
    await batch(db, (q) => dissolve(q, id));
    done.removed.push(id);
    return;
  }
  const members = await db
    .select({ userId: organizationMembers.userId })
    .from(organizationMembers)
    .where(eq(organizationMembers.organizationId, id));
  for (const { userId } of members) {
    await change(db, id, userId, 'remove', (q) => [
      q.delete(organizationMembers).where(ofMember(id, userId)),
      ...leave(q, id, userId),
    ]);
  }
  done.repaired += members.length;
  done.orphaned.push(id);
}

const change = (
  db: Database,
  organizationId: string,
  userId: string,
  what: 'join' | 'role' | 'remove',
  changes: (q: Database) => Statement[],
) =>
  sendMirrored(db, (q) => [
    ...changes(q),
    record(q, 'system', {
      log: { organizationId, workspaceId: null },
      action: `organization.member.${what}`,
      object: { type: 'user', id: userId },
    }),
  ]);

async function placesOf(workos: Workos, organizationId: string): Promise<WorkosMembership[]> {
  const all: WorkosMembership[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await atWorkos('organization', () =>
      workos.memberships.list({ organizationId }, { after }),
    );
    all.push(...items.filter(({ active }) => active));
    after = next ?? undefined;
  } while (after !== undefined);
  return all;
}

/** Makes sure that the person is known here; false when WorkOS does not know them either. */
async function knowUser(db: Database, workos: Workos, userId: string): Promise<boolean> {
  const [known] = await db
    .select({ id: users.workosUserId })
    .from(users)
    .where(eq(users.workosUserId, userId));
  if (known) return true;
  const found = await atWorkos('user', () => workos.users.get(userId));
  if (!found) return false;
  const { id, ...user } = found;
  await signIn(db, { workosUserId: id, organizationId: null, ...user });
  return true;
}

async function ownOrganizations(db: Database, after = '') {
  const rows = await db
    .select({ id: organizations.workosOrgId })
    .from(organizations)
    .where(
      and(
        gt(organizations.workosOrgId, after),
        ne(organizations.workosOrgId, globalOrganizationId),
      ),
    )
    .orderBy(asc(organizations.workosOrgId))
    .limit(perSlice.unknown);
  const ids = rows.map(({ id }) => id);
  return { ids, next: ids.length === perSlice.unknown ? ids.at(-1)! : null };
}

const ofMember = (organizationId: string, userId: string) =>
  and(
    eq(organizationMembers.organizationId, organizationId),
    eq(organizationMembers.userId, userId),
  );
