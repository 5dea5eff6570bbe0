import {
  collections,
  newId,
  organizationMembers,
  resources,
  workspaces,
  workspaceSlugs,
  type OwnerType,
  type Workspace,
} from '@vesta-cx/db';
import {
  batch,
  changedRows,
  insertIgnore,
  isUniqueViolation,
  searchKey,
  startsWith,
  type Database,
} from '@vesta-cx/db/query';
import { and, eq, ne, sql } from 'drizzle-orm';
import { insertCollections, staticCollections } from '../collections/statics.ts';
import {
  forbidden,
  freeSlug,
  invalidField,
  notFound,
  requirePerson,
  slugify,
  stemOf,
  stale,
  taken,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import { removeTraces } from '../kernel/traces.ts';
import { refreshWorkspace, type Authorized } from '../permissions/index.ts';
import { reservedSlugs } from './reserved.ts';
import type { CreateWorkspace, UpdateWorkspace } from './schemas.ts';

/**
 * Claims a workspace for the person, or for an organization they administer. Without a slug it
 * gets the nearest free one to its name. Throws `unauthenticated`, `forbidden`, or `conflict` on
 * `slug`.
 */
export async function create(
  db: Database,
  principal: Principal,
  input: CreateWorkspace,
): Promise<Workspace> {
  requirePerson(principal);
  const id = input.id ?? newId();
  const owner = await ownerOf(db, principal, input);
  const slug = input.slug ?? (await freeWorkspaceSlug(db, input.name));
  const visibility = input.visibility ?? 'public';
  try {
    await batch(db, (q) => [
      q.insert(workspaces).values({
        id,
        ...owner,
        name: input.name,
        slug,
        visibility,
        description: input.description ?? null,
        avatarUrl: input.avatarUrl ?? null,
        bannerUrl: input.bannerUrl ?? null,
        theme: input.theme ?? null,
        searchKey: searchKey(input.name),
      }),
      q.insert(workspaceSlugs).values({ slug, workspaceId: id }),
      ...insertCollections(q, staticCollections('workspace', id, visibility === 'public')),
      ...refreshWorkspace(q, id),
    ]);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const before = await byId(db, id);
    if (before && before.ownerType === owner.ownerType && before.ownerId === owner.ownerId) {
      return before;
    }
    throw taken('slug', 'This address is taken');
  }
  return (await byId(db, id))!;
}

/**
 * Changes what `patch` names. Throws `precondition_failed` when `version` is given and not the
 * present one, `conflict` when the new slug is taken.
 */
export async function update(
  db: Database,
  workspace: Authorized<'admin', Workspace>,
  patch: UpdateWorkspace,
  version?: number,
): Promise<Workspace> {
  if (version !== undefined && version !== workspace.version) throw stale('workspace');
  const slug = patch.slug !== undefined && patch.slug !== workspace.slug ? patch.slug : undefined;
  const claimed = slug === undefined || (await alreadyOurs(db, workspace, slug));
  const present = and(eq(workspaces.id, workspace.id), eq(workspaces.version, workspace.version));
  // The new slug tells our change from that of another tab, which also made the next version.
  const changed = and(
    eq(workspaces.id, workspace.id),
    eq(workspaces.version, workspace.version + 1),
    eq(workspaces.slug, slug ?? workspace.slug),
  );
  try {
    const [outcome] = await batch(db, (q) => [
      q
        .update(workspaces)
        .set({
          ...patch,
          ...(patch.name !== undefined ? { searchKey: searchKey(patch.name) } : {}),
          version: workspace.version + 1,
        })
        .where(present),
      // Both claims happen only if the change did: a stale tab must not take an address.
      ...(claimed
        ? []
        : [
            q.insert(workspaceSlugs).select(
              q
                .select({
                  slug: workspaces.slug,
                  workspaceId: sql<string>`${workspaces.id}`.as('workspace_id'),
                  createdAt: sql<Date>`${sql.param(new Date(), workspaceSlugs.createdAt)}`.as(
                    'created_at',
                  ),
                })
                .from(workspaces)
                .where(changed),
            ),
          ]),
      ...(slug
        ? [insertIgnore(q, workspaceSlugs, { slug: workspace.slug, workspaceId: workspace.id })]
        : []),
      ...refreshWorkspace(q, workspace.id),
    ]);
    if (changedRows(outcome) === 0) throw stale('workspace');
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const now = await byId(db, workspace.id);
    throw now?.version === workspace.version
      ? taken('slug', 'This address is taken')
      : stale('workspace');
  }
  return (await byId(db, workspace.id))!;
}

/** Deletes a workspace with everything in it and every trace of it. */
export async function remove(
  db: Database,
  workspace: Authorized<'delete', Workspace>,
  version?: number,
): Promise<void> {
  if (version !== undefined && version !== workspace.version) throw stale('workspace');
  try {
    await removeAll(db, workspace, version);
  } catch (error) {
    if (version === undefined || (await byId(db, workspace.id))?.version === version) throw error;
    throw stale('workspace');
  }
}

async function removeAll(
  db: Database,
  workspace: Workspace,
  version: number | undefined,
): Promise<void> {
  await batch(db, (q) => {
    const inIt = eq(resources.workspaceId, workspace.id);
    const itsOwn = and(
      eq(collections.ownerType, 'workspace'),
      eq(collections.ownerId, workspace.id),
    );
    return [
      // NULL is not allowed there: a version that is gone fails the whole batch.
      ...(version === undefined
        ? []
        : [
            q
              .update(workspaces)
              .set({ version: sql`null`, updatedAt: sql`${workspaces.updatedAt}` })
              .where(and(eq(workspaces.id, workspace.id), ne(workspaces.version, version))),
          ]),
      ...removeTraces(q, 'resource', q.select({ id: resources.id }).from(resources).where(inIt)),
      ...removeTraces(
        q,
        'collection',
        q.select({ id: collections.id }).from(collections).where(itsOwn),
      ),
      ...removeTraces(
        q,
        'workspace',
        q.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspace.id)),
      ),
      q.delete(collections).where(itsOwn),
      q.delete(workspaces).where(eq(workspaces.id, workspace.id)),
    ];
  });
}

async function byId(db: Database, id: string): Promise<Workspace | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id)).limit(1);
  return row;
}

/** Whether the workspace had this slug before. Throws `conflict` when another one has or had it. */
async function alreadyOurs(db: Database, workspace: Workspace, slug: string): Promise<boolean> {
  const [claim] = await db
    .select()
    .from(workspaceSlugs)
    .where(eq(workspaceSlugs.slug, slug))
    .limit(1);
  if (claim && claim.workspaceId !== workspace.id) throw taken('slug', 'This address is taken');
  return claim !== undefined;
}

async function freeWorkspaceSlug(db: Database, name: string): Promise<string> {
  const wanted = slugify(name, 50) || 'workspace';
  const rows = await db
    .select({ slug: workspaceSlugs.slug })
    .from(workspaceSlugs)
    .where(startsWith(workspaceSlugs.slug, stemOf(wanted)))
    .orderBy(workspaceSlugs.slug)
    .limit(200);
  const takenSlugs = new Set([...reservedSlugs, ...rows.map(({ slug }) => slug)]);
  return freeSlug(wanted.length < 2 ? `${wanted}-music` : wanted, takenSlugs);
}

async function ownerOf(
  db: Database,
  person: Person,
  { ownerType = 'user', ownerId }: CreateWorkspace,
): Promise<{ ownerType: OwnerType; ownerId: string }> {
  if (ownerType === 'user') {
    if (ownerId !== undefined && ownerId !== person.userId) {
      throw forbidden(
        'You can claim a workspace for yourself or for an organization you administer',
      );
    }
    return { ownerType, ownerId: person.userId };
  }
  if (ownerId === undefined) throw invalidField('ownerId', 'Say which organization owns it');
  const [membership] = await db
    .select({ role: organizationMembers.role })
    .from(organizationMembers)
    .where(
      and(
        eq(organizationMembers.organizationId, ownerId),
        eq(organizationMembers.userId, person.userId),
      ),
    )
    .limit(1);
  if (!membership) throw notFound('organization');
  if (membership.role !== 'admin') {
    throw forbidden('Only an administrator of the organization can claim a workspace for it');
  }
  return { ownerType, ownerId };
}
