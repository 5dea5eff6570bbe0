import { auditEvents, newId, organizationMembers, organizations } from '@vesta-cx/db';
import { batch, insertIgnore, type Database } from '@vesta-cx/db/query';
import type { Workos, WorkosMembership } from '@vesta-cx/utils/workos';
import { and, eq, notExists } from 'drizzle-orm';
import { changesOf, record } from '../audit/index.ts';
import {
  AppError,
  atVersion,
  changeSeen,
  nextVersion,
  requirePerson,
  requireVersion,
  versionOf,
  type Expected,
  type Principal,
} from '../kernel/index.ts';
import { principalOf, type Authorized } from '../permissions/index.ts';
import { withPendingChange, clearPending, type PendingChange } from './pending-changes.ts';
import { deleteOrganization, ownsSomething, refuseOwner } from './closure.ts';
import { exclusively } from './exclusively.ts';
import { markDeleted, mirrorMembership, mirrorOrganization, sendMirrored } from './mirror.ts';
import { authorize, read, type SeenOrganization } from './queries.ts';
import type { CreateOrganization, UpdateOrganization } from './schemas.ts';
import { callWorkos, commitOrCompensate } from './workos-calls.ts';

/**
 * Makes an organization at WorkOS, with the person as its administrator, and its branding here. A
 * repeat answers those who are in it what is there, and goes on with what was cut off. Throws
 * `unauthenticated`, `conflict` when this id has made one for others, `upstream` when WorkOS fails,
 * `unavailable` when vesta does: then there is none that was not there before.
 */
export async function create(
  db: Database,
  workos: Workos,
  principal: Principal,
  { id = newId(), name, ...branding }: CreateOrganization,
): Promise<SeenOrganization> {
  requirePerson(principal);
  const { userId } = principal;
  const { organization: made, isNew } = await callWorkos('organization', () =>
    workos.organizations.create({ name, externalId: id }),
  );
  // In this order: whose first try is ending just now has a place by then.
  const founded = !isNew && (await wasFounded(db, made.id));
  const place = isNew
    ? null
    : await callWorkos('organization', () => workos.memberships.find(made.id, userId));
  if (founded && place) return read(db, principal, made.id);
  if (!isNew && !place && (founded || (await hasOthers(workos, made.id, userId)))) {
    throw foundedByOthers();
  }
  const undo = async (given: WorkosMembership | null) => {
    if (isNew) await workos.organizations.remove(made.id);
    else if (given) await workos.memberships.remove(given.id);
  };
  // That it was made says that they joined.
  const pending: PendingChange = { organizationId: made.id, userId, what: 'join' };
  const given = place
    ? null
    : await withPendingChange(db, pending, () =>
        callWorkos('organization', () =>
          workos.memberships.give({ organizationId: made.id, userId, role: 'admin' }),
        ),
      ).catch(async (error: unknown) => {
        await undo(null).catch(() => {});
        throw error;
      });
  await commitOrCompensate(
    () =>
      sendMirrored(db, (q) => [
        ...mirrorOrganization(q, made),
        ...mirrorMembership(q, given ?? place!),
        ...(Object.keys(branding).length > 0
          ? [q.update(organizations).set(branding).where(eq(organizations.workosOrgId, made.id))]
          : []),
        record(q, principal, {
          log: { organizationId: made.id, workspaceId: null },
          action: 'organization.create',
          object: { type: 'organization', id: made.id, name },
          // Of two tries at once, one has founded it.
          onlyIf: {
            from: organizations,
            where: and(eq(organizations.workosOrgId, made.id), notExists(foundings(q, made.id)))!,
          },
        }),
        clearPending(q, pending),
      ]),
    () => undo(given),
  );
  return read(db, principal, made.id);
}

/** Returns whether it was made to the end: who is not in it now has gone, or was taken out. */
async function wasFounded(db: Database, id: string): Promise<boolean> {
  const [event] = await foundings(db, id).limit(1);
  return event !== undefined;
}

const foundings = (q: Database, id: string) =>
  q
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(and(eq(auditEvents.organizationId, id), eq(auditEvents.action, 'organization.create')));

async function hasOthers(workos: Workos, organizationId: string, userId: string): Promise<boolean> {
  const { items } = await callWorkos('organization', () =>
    workos.memberships.list({ organizationId }, { limit: 2 }),
  );
  return items.some((one) => one.userId !== userId);
}

const foundedByOthers = () =>
  new AppError('conflict', 'This organization was made already, and you are not in it.');

/**
 * Changes what `patch` names, the name at WorkOS and the branding here; nothing, where it says what is
 * there. Throws `precondition_failed` when the version isn't the expected one, `upstream` when WorkOS
 * fails, `unavailable` when vesta does: either way nothing is changed.
 */
export function update(
  db: Database,
  workos: Workos,
  organization: Authorized<'admin', SeenOrganization>,
  patch: UpdateOrganization,
  expected?: Expected,
): Promise<SeenOrganization> {
  const { workosOrgId: id } = organization;
  const principal = principalOf(organization);
  const look = () => authorize(db, principal, id, 'admin');
  // WorkOS is asked only for whoever is the first to change this version.
  return exclusively(db, 'organization', id, async () => {
    const seen = await look();
    requireVersion('organization', versionOf(seen), expected);
    const { changed, ...facts } = changesOf(patch, seen);
    if (changed.length === 0) return seen;
    const { name, ...branding } = patch;
    const renamed = changed.includes('name')
      ? await callWorkos('organization', () => workos.organizations.rename(id, name!))
      : null;
    const isOurNews = (now: SeenOrganization) =>
      renamed?.name === now.name && renamed.updatedAt.getTime() === now.workosUpdatedAt?.getTime();
    let version = versionOf(seen);
    const write = () =>
      changeSeen(seen, {
        noun: 'organization',
        expected: expected === undefined ? undefined : (now) => now === version,
        again: async () => {
          const now = await look();
          if (isOurNews(now)) version = versionOf(now);
          return now;
        },
        change: (now) =>
          batch(db, (q) => [
            atVersion(q, organizations, eq(organizations.workosOrgId, id), now),
            ...(renamed ? mirrorOrganization(q, renamed) : []),
            q
              .update(organizations)
              .set({ ...branding, ...nextVersion(now) })
              .where(eq(organizations.workosOrgId, id)),
            record(q, principal, {
              log: { organizationId: id, workspaceId: null },
              action: 'organization.update',
              object: { type: 'organization', id, name: name ?? seen.name },
              detail: {
                changed,
                ...facts,
                ...(renamed && { before: seen.name, after: renamed.name }),
              },
            }),
          ]),
      });
    await commitOrCompensate(write, async () => {
      if (!renamed) return;
      const [now] = await db.select().from(organizations).where(eq(organizations.workosOrgId, id));
      if (!now) return;
      // Who named it in the meantime keeps that name; WorkOS's news of ours are no such name.
      await workos.organizations.rename(id, now.name === renamed.name ? seen.name : now.name);
    });
    return read(db, principal, id);
  });
}

/**
 * Deletes an organization with its teams. Throws `conflict` while it owns anything,
 * `precondition_failed` like `update`, `upstream` when WorkOS fails and `unavailable` when vesta does.
 */
export function remove(
  db: Database,
  workos: Workos,
  organization: Authorized<'delete', SeenOrganization>,
  expected?: Expected,
): Promise<void> {
  const { workosOrgId: id } = organization;
  const look = () => authorize(db, principalOf(organization), id, 'delete');
  return exclusively(db, 'organization', id, async () => {
    const seen = await look();
    const reopen = await changeSeen(seen, {
      noun: 'organization',
      expected,
      again: look,
      change: (now) => close(db, now),
    });
    await callWorkos('organization', () => workos.organizations.remove(id)).catch(
      async (error: unknown) => {
        await reopen();
        throw error;
      },
    );
    await commitOrCompensate(
      () =>
        batch(db, (q) => [
          markDeleted(q, 'organization', id),
          ...deleteOrganization(q, id, principalOf(seen)),
          // Nobody can open its log any more: this line is for whoever runs the instance.
          record(q, principalOf(seen), {
            log: { organizationId: id, workspaceId: null },
            action: 'organization.delete',
            object: { type: 'organization', id, name: seen.name },
          }),
        ]),
      () => Promise.reject(new Error('WorkOS makes no organization again under its id')),
    );
  });
}

/**
 * Ends what its administrators administer, if it owns nothing: while WorkOS is asked, nobody can
 * make it the owner of something that would then go with it. Resolves to what takes it back. Throws
 * `conflict` while it owns anything.
 */
async function close(db: Database, seen: SeenOrganization): Promise<() => Promise<unknown>> {
  const { workosOrgId: id } = seen;
  const administrators = and(
    eq(organizationMembers.organizationId, id),
    eq(organizationMembers.role, 'admin'),
  );
  const places = await db.select().from(organizationMembers).where(administrators);
  try {
    await batch(db, (q) => [
      atVersion(q, organizations, eq(organizations.workosOrgId, id), seen),
      refuseOwner(q, id),
      q.delete(organizationMembers).where(administrators),
    ]);
  } catch (error) {
    if (await ownsSomething(db, id)) {
      throw new AppError(
        'conflict',
        'It still owns workspaces or what is in them: delete them or give them to somebody first.',
      );
    }
    throw error;
  }
  return () => batch(db, (q) => places.map((place) => insertIgnore(q, organizationMembers, place)));
}
