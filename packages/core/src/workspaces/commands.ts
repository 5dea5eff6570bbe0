import { newId, publicScope, workspaces, workspaceSlugs, type Workspace } from '@vesta-cx/db';
import {
  batch,
  insertIgnore,
  isUniqueViolation,
  searchKey,
  type Database,
} from '@vesta-cx/db/query';
import { eq, sql } from 'drizzle-orm';
import { changesOf, logOf, record } from '../audit/index.ts';
import { insertStaticCollections } from '../actors/index.ts';
import {
  atVersion,
  changeSeen,
  checkSlug,
  insertWithSlug,
  invalidField,
  isAppError,
  nextVersion,
  notFound,
  requireDeleted,
  requirePerson,
  slugify,
  slugTaken,
  type AskedSlug,
  type Expected,
  type Principal,
  type SlugAnswer,
  type SlugSpace,
  idIfExists,
  remove as removeWhole,
  requireFewChanges,
  insertSearchEntries,
  replaceSearchEntries,
} from '../kernel/index.ts';
import { principalOf, refreshWorkspace, type Authorized } from '../permissions/index.ts';
import { ownerIdIfAllowed, chosenOwner } from './owners.ts';
import { reservedSlugs } from './reserved.ts';
import { authorize } from './queries.ts';
import { workspaceSlugSchema, type CreateWorkspace, type UpdateWorkspace } from './schemas.ts';

/**
 * Claims a workspace for the person, or for an organization they administer. Without a slug it
 * gets the nearest free one to its name. Throws `unauthenticated`, `forbidden`, or on `slug`
 * `conflict`, or `invalid` for one that nobody can choose.
 */
export async function create(
  db: Database,
  principal: Principal,
  input: CreateWorkspace,
): Promise<Workspace> {
  requirePerson(principal);
  const id = input.id ?? newId();
  const owner = await chosenOwner(db, principal, input);
  if (input.slug !== undefined) refuseReserved(input.slug);
  const visibility = input.visibility ?? 'public';
  const insert = (slug: string) =>
    batch(db, (q) => [
      q.insert(workspaces).values({
        id,
        ...owner,
        ownerId: ownerIdIfAllowed(principal, owner),
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
      ...insertSearchEntries(q, searchable({ id, name: input.name, slug })),
      ...insertStaticCollections(q, 'workspace', id, visibility === 'public'),
      ...refreshWorkspace(q, id),
      record(q, principal, {
        log: logOf({ id, ...owner }),
        action: 'workspace.create',
        object: { type: 'workspace', id, name: input.name },
        detail: { set: { visibility } },
      }),
    ]);
  const made = await insertWithSlug(db, {
    chosen: input.slug,
    wanted: wantedSlug(input.name),
    space: slugSpace,
    insert,
    find: () => byId(db, id),
    isSame: (before) => before.ownerType === owner.ownerType && before.ownerId === owner.ownerId,
  }).catch(async (error: unknown) => {
    // The right to choose this owner may have gone since it was looked at.
    if (!isAppError(error)) await chosenOwner(db, principal, input);
    throw error;
  });
  return made!;
}

/**
 * Changes what `patch` names; nothing, where it says what is there. Throws `precondition_failed` when
 * the version isn't the expected one, and on a new slug `conflict` when it is taken, `invalid` when
 * nobody can choose it, `too_many_requests` beyond `renameLimit`: a slug that it had before can always be
 * taken up again.
 */
export function update(
  db: Database,
  workspace: Authorized<'admin', Workspace>,
  patch: UpdateWorkspace,
  expected?: Expected,
  now = new Date(),
): Promise<Workspace> {
  return changeSeen(workspace, {
    noun: 'workspace',
    expected,
    again: () => authorize(db, principalOf(workspace), workspace.id, 'admin'),
    change: (seen) => updateSeen(db, seen, patch, now),
  }).catch(async (error: unknown) => {
    if (patch.slug === undefined || !isUniqueViolation(error)) throw error;
    throw await slugTaken(db, patch.slug, slugSpace);
  });
}

async function updateSeen(
  db: Database,
  workspace: Authorized<'admin', Workspace>,
  patch: UpdateWorkspace,
  now: Date,
): Promise<Workspace> {
  const detail = changesOf(patch, workspace);
  if (detail.changed.length === 0) return workspace;
  const slug = patch.slug !== undefined && patch.slug !== workspace.slug ? patch.slug : undefined;
  const claimed = slug === undefined || (await alreadyOurs(db, workspace, slug));
  if (slug !== undefined && !claimed) {
    refuseReserved(slug);
    await requireFewChanges(
      db,
      { of: workspaceSlugs.workspaceId, createdAt: workspaceSlugs.createdAt },
      workspace.id,
      { path: 'slug', noun: 'A workspace’s address' },
      now,
    );
  }
  const here = eq(workspaces.id, workspace.id);
  await batch(db, (q) => [
    atVersion(q, workspaces, here, workspace),
    q
      .update(workspaces)
      .set({
        ...patch,
        ...(patch.name !== undefined ? { searchKey: searchKey(patch.name) } : {}),
        ...nextVersion(workspace),
      })
      .where(here),
    ...(patch.name === undefined && slug === undefined
      ? []
      : replaceSearchEntries(q, workspaces.id, searchable({ ...workspace, ...patch }))),
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
              .where(here),
          ),
        ]),
    ...(slug
      ? [
          insertIgnore(q, workspaceSlugs, {
            slug: workspace.slug,
            workspaceId: idIfExists(workspaces.id, workspace.id),
          }),
        ]
      : []),
    ...refreshWorkspace(q, workspace.id),
    record(q, principalOf(workspace), {
      log: logOf(workspace),
      action: 'workspace.update',
      object: { type: 'workspace', id: workspace.id, name: patch.name ?? workspace.name },
      detail,
      onlyIf: { from: workspaces, where: here },
    }),
  ]);
  const present = await byId(db, workspace.id);
  if (!present) throw notFound('workspace');
  return present;
}

/**
 * Deletes a workspace with everything in it and every trace of it, except that nobody can take an
 * address that it has or had. Throws `precondition_failed` like `update`.
 */
export function remove(
  db: Database,
  workspace: Authorized<'delete', Workspace>,
  expected?: Expected,
): Promise<void> {
  return changeSeen(workspace, {
    noun: 'workspace',
    expected,
    again: () => authorize(db, principalOf(workspace), workspace.id, 'delete'),
    change: async (seen) => requireDeleted('workspace', await removeSeen(db, seen), expected),
  });
}

/** Resolves to the result of the statement that deletes it. */
async function removeSeen(
  db: Database,
  workspace: Authorized<'delete', Workspace>,
): Promise<unknown> {
  const { id, name } = workspace;
  const it = eq(workspaces.id, id);
  const results = await batch(db, (q) => [
    atVersion(q, workspaces, it, workspace),
    record(q, principalOf(workspace), {
      log: logOf(workspace),
      action: 'workspace.delete',
      object: { type: 'workspace', id, name },
      onlyIf: { from: workspaces, where: it },
    }),
    ...removeWhole(q, workspaces, it),
  ]);
  return results.at(-1);
}

/** Returns what a workspace is found by: its name and its address. */
const searchable = ({ id, name, slug }: Pick<Workspace, 'id' | 'name' | 'slug'>) => ({
  type: 'workspace' as const,
  id,
  scope: publicScope,
  names: [name, slug],
});

async function byId(db: Database, id: string): Promise<Workspace | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id)).limit(1);
  return row;
}

/** Returns whether the workspace had this slug before. Throws `conflict` when another one has or had it. */
async function alreadyOurs(db: Database, workspace: Workspace, slug: string): Promise<boolean> {
  const claim = await claimOf(db, slug);
  if (claim !== undefined && claim !== workspace.id) throw await slugTaken(db, slug, slugSpace);
  return claim !== undefined;
}

function refuseReserved(slug: string): void {
  if (!reservedSlugs.has(slug)) return;
  throw invalidField('slug', 'This address is reserved; choose another');
}

/** The workspace that has or had the slug; null when it was deleted. */
async function claimOf(db: Database, slug: string): Promise<string | null | undefined> {
  const [claim] = await db
    .select({ id: workspaceSlugs.workspaceId })
    .from(workspaceSlugs)
    .where(eq(workspaceSlugs.slug, slug))
    .limit(1);
  return claim?.id;
}

/**
 * Says which slug a new workspace would get, or the one of `of` after a change. Throws
 * `unauthenticated`, and as `authorize` does for `of`.
 */
export async function suggestSlug(
  db: Database,
  principal: Principal,
  asked: AskedSlug & { of?: string | undefined },
): Promise<SlugAnswer> {
  requirePerson(principal);
  const of = asked.of && (await authorize(db, principal, asked.of, 'admin'));
  return checkSlug(db, asked, {
    space: slugSpace,
    schema: workspaceSlugSchema,
    wanted: wantedSlug,
    isOwn: async (slug) => of !== undefined && of !== '' && (await claimOf(db, slug)) === of.id,
  });
}

/** All that a workspace has or had, deleted ones included. */
const slugSpace: SlugSpace = {
  column: workspaceSlugs.slug,
  maxLength: 60,
  reserved: reservedSlugs,
};

function wantedSlug(name: string): string {
  const wanted = slugify(name, 50) || 'workspace';
  return wanted.length < 2 ? `${wanted}-music` : wanted;
}
