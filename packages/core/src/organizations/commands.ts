import { auditEvents, newId, organizationMembers, organizations } from '@vesta-cx/db';
import { batch, insertIgnore, type Database } from '@vesta-cx/db/query';
import type { Workos, WorkosMembership } from '@vesta-cx/utils/workos';
import { and, eq, ne, not, notExists, sql } from 'drizzle-orm';
import { changesOf, record } from '../audit/index.ts';
import { AppError, requirePerson, stale, type Principal } from '../kernel/index.ts';
import { provenBy, type Authorized } from '../permissions/index.ts';
import { withPendingChange, clearPending, type PendingChange } from './pending-changes.ts';
import { dissolve, ownsSomething, refuseOwner } from './ending.ts';
import { markDeleted, mirrorMembership, mirrorOrganization, sendMirrored } from './mirror.ts';
import { read, versionOf, type SeenOrganization } from './queries.ts';
import type { CreateOrganization, UpdateOrganization } from './schemas.ts';
import { atWorkos, thenHere } from './sides.ts';

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
  const { organization: made, isNew } = await atWorkos('organization', () =>
    workos.organizations.create({ name, externalId: id }),
  );
  // In this order: whose first try is ending just now has a place by then.
  const founded = !isNew && (await wasFounded(db, made.id));
  const place = isNew
    ? null
    : await atWorkos('organization', () => workos.memberships.find(made.id, userId));
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
        atWorkos('organization', () =>
          workos.memberships.give({ organizationId: made.id, userId, role: 'admin' }),
        ),
      ).catch(async (error: unknown) => {
        await undo(null).catch(() => {});
        throw error;
      });
  await thenHere(
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

/** Whether it was made to the end: who is not in it now has gone, or was taken out. */
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
  const { items } = await atWorkos('organization', () =>
    workos.memberships.list({ organizationId }, { limit: 2 }),
  );
  return items.some((one) => one.userId !== userId);
}

const foundedByOthers = () =>
  new AppError('conflict', 'This organization was made already, and you are not in it.');

/**
 * Changes what `patch` names: the name at WorkOS, the branding here. Throws `precondition_failed`
 * when `version` is given and not the present one, `upstream` when WorkOS fails, `unavailable` when
 * vesta does: either way nothing is changed.
 */
export async function update(
  db: Database,
  workos: Workos,
  organization: Authorized<'admin', SeenOrganization>,
  { name, ...branding }: UpdateOrganization,
  version?: number,
): Promise<SeenOrganization> {
  const { workosOrgId: id } = organization;
  const principal = provenBy(organization);
  if (version !== undefined && version !== versionOf(organization)) throw stale('organization');
  const renamed =
    name !== undefined && name !== organization.name
      ? await atWorkos('organization', () => workos.organizations.rename(id, name))
      : null;
  if (!renamed && Object.keys(branding).length === 0) return organization;
  await thenHere(write, async () => {
    if (!renamed) return;
    // Whoever was faster named it: WorkOS gets the name that stands here now.
    const [now] = await db.select().from(organizations).where(eq(organizations.workosOrgId, id));
    if (now) await workos.organizations.rename(id, now.name);
  });
  return read(db, principal, id);

  async function write(): Promise<void> {
    try {
      await batch(db, (q) => [
        // NULL is not allowed there: a version that is gone fails the whole batch.
        ...(version === undefined
          ? []
          : [
              q
                .update(organizations)
                .set({ name: sql`null` })
                .where(and(eq(organizations.workosOrgId, id), changedByOthers())),
            ]),
        ...(renamed ? mirrorOrganization(q, renamed) : []),
        q
          .update(organizations)
          .set({
            ...branding,
            // Two changes in one millisecond are still two versions.
            updatedAt: new Date(Math.max(Date.now(), versionOf(organization) + 1)),
          })
          .where(eq(organizations.workosOrgId, id)),
        record(q, principal, {
          log: { organizationId: id, workspaceId: null },
          action: 'organization.update',
          object: { type: 'organization', id, name: name ?? organization.name },
          detail: {
            ...changesOf({ ...(renamed && { name: renamed.name }), ...branding }, organization),
            ...(renamed ? { before: organization.name, after: renamed.name } : {}),
          },
        }),
      ]);
    } catch (error) {
      if (version === undefined) throw error;
      const [now] = await db
        .select({ id: organizations.workosOrgId })
        .from(organizations)
        .where(and(eq(organizations.workosOrgId, id), changedByOthers()));
      throw now ? stale('organization') : error;
    }
  }

  /** That the row is not as it was, for another reason than WorkOS's news of this very change. */
  function changedByOthers() {
    const ourNews = renamed
      ? and(
          eq(organizations.name, renamed.name),
          eq(organizations.workosUpdatedAt, renamed.updatedAt),
        )
      : undefined;
    return and(ne(organizations.updatedAt, organization.updatedAt), ourNews && not(ourNews));
  }
}

/**
 * Deletes an organization with its teams. Throws `conflict` while it owns anything,
 * `precondition_failed`, `upstream` when WorkOS fails and `unavailable` when vesta does.
 */
export async function remove(
  db: Database,
  workos: Workos,
  organization: Authorized<'delete', SeenOrganization>,
  version?: number,
): Promise<void> {
  const { workosOrgId: id, name } = organization;
  if (version !== undefined && version !== versionOf(organization)) throw stale('organization');
  const reopen = await close(db, id);
  await atWorkos('organization', () => workos.organizations.remove(id)).catch(
    async (error: unknown) => {
      await reopen();
      throw error;
    },
  );
  await thenHere(
    () =>
      batch(db, (q) => [
        markDeleted(q, 'organization', id),
        ...dissolve(q, id, provenBy(organization)),
        // Nobody can open its log any more: this line is for whoever runs the instance.
        record(q, provenBy(organization), {
          log: { organizationId: id, workspaceId: null },
          action: 'organization.delete',
          object: { type: 'organization', id, name },
        }),
      ]),
    () => Promise.reject(new Error('WorkOS makes no organization again under its id')),
  );
}

/**
 * Ends what its administrators administer, if it owns nothing: while WorkOS is asked, nobody can
 * make it the owner of something that would then go with it. Resolves to what takes it back. Throws
 * `conflict` while it owns anything.
 */
async function close(db: Database, id: string): Promise<() => Promise<unknown>> {
  const administrators = and(
    eq(organizationMembers.organizationId, id),
    eq(organizationMembers.role, 'admin'),
  );
  const places = await db.select().from(organizationMembers).where(administrators);
  try {
    await batch(db, (q) => [
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
