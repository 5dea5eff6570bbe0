import { newId, organizations, resources, workspaces } from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import type { Workos } from '@vesta-cx/utils/workos';
import { and, eq, ne, not, sql } from 'drizzle-orm';
import { record } from '../audit/index.ts';
import { AppError, requirePerson, stale, type Principal } from '../kernel/index.ts';
import { provenBy, type Authorized } from '../permissions/index.ts';
import {
  dissolve,
  markDeleted,
  mirrorMembership,
  mirrorOrganization,
  sendMirrored,
} from './mirror.ts';
import { read, versionOf, type SeenOrganization } from './queries.ts';
import type { CreateOrganization, UpdateOrganization } from './schemas.ts';
import { atWorkos, thenHere } from './sides.ts';

/**
 * Makes an organization at WorkOS, with the person as its administrator, and its branding here.
 * Throws `unauthenticated`, `upstream` when WorkOS fails, `unavailable` when vesta does: either way
 * there is none.
 */
export async function create(
  db: Database,
  workos: Workos,
  principal: Principal,
  { id = newId(), name, ...branding }: CreateOrganization,
): Promise<SeenOrganization> {
  requirePerson(principal);
  const { userId } = principal;
  const made = await atWorkos('organization', () =>
    workos.organizations.create({ name, externalId: id }),
  );
  const undo = () => workos.organizations.remove(made.id);
  const membership = await atWorkos('organization', () =>
    workos.memberships.give({ organizationId: made.id, userId, role: 'admin' }),
  ).catch(async (error: unknown) => {
    await undo().catch(() => {});
    throw error;
  });
  await thenHere(
    () =>
      sendMirrored(db, (q) => [
        ...mirrorOrganization(q, made),
        ...mirrorMembership(q, membership),
        ...(Object.keys(branding).length > 0
          ? [q.update(organizations).set(branding).where(eq(organizations.workosOrgId, made.id))]
          : []),
        record(q, principal, {
          log: { organizationId: made.id, workspaceId: null },
          action: 'organization.create',
          object: { type: 'organization', id: made.id, name },
        }),
      ]),
    undo,
  );
  return read(db, principal, made.id);
}

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
  const changed = [...(renamed ? ['name'] : []), ...Object.keys(branding)];
  if (changed.length === 0) return organization;
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
            changed,
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
  if (await ownsSomething(db, id)) {
    throw new AppError(
      'conflict',
      'It still owns workspaces or what is in them: delete them or give them to somebody first.',
    );
  }
  await atWorkos('organization', () => workos.organizations.remove(id));
  await thenHere(
    () =>
      batch(db, (q) => [
        markDeleted(q, 'organization', id),
        ...dissolve(q, id),
        record(q, provenBy(organization), {
          log: { organizationId: id, workspaceId: null },
          action: 'organization.delete',
          object: { type: 'organization', id, name },
        }),
      ]),
    () => Promise.reject(new Error('WorkOS makes no organization again under its id')),
  );
}

async function ownsSomething(db: Database, id: string): Promise<boolean> {
  const [owned, ownedToo] = await batch(db, (q) => [
    q
      .select({ id: workspaces.id })
      .from(workspaces)
      .where(and(eq(workspaces.ownerType, 'organization'), eq(workspaces.ownerId, id)))
      .limit(1),
    q
      .select({ id: resources.id })
      .from(resources)
      .where(and(eq(resources.ownerType, 'organization'), eq(resources.ownerId, id)))
      .limit(1),
  ]);
  return owned.length > 0 || ownedToo.length > 0;
}
