import { newId, resources, users, workspaces, type Resource, type Workspace } from '@vesta-cx/db';
import { batch, datesOf, searchKey, type Database } from '@vesta-cx/db/query';
import { eq, isNull } from 'drizzle-orm';
import {
  atVersion,
  changeSeen,
  checkSlug,
  insertWithSlug,
  isAppError,
  notFound,
  requireDeleted,
  requirePerson,
  requireUnrestrictedKey,
  slugify,
  type AskedSlug,
  type Expected,
  type Principal,
  type SlugAnswer,
  type SlugSpace,
  takeSlug,
  idIfExists,
  remove as removeWhole,
  insertSearchEntries,
} from '../kernel/index.ts';
import { excerptOf, renderMarkdown } from '../markdown/index.ts';
import { principalOf, refreshResources, type Authorized } from '../permissions/index.ts';
import { authorize as authorizeWorkspace } from '../workspaces/index.ts';
import { logged } from './logged.ts';
import { existingAuthors } from './authors.ts';
import { insertAuthors, insertDetails, insertUrls, showAtHome } from './statements.ts';
import { refuseReserved, reservedResourceSlugs } from './reserved.ts';
import { authorize } from './rights.ts';
import { searchable } from './searchable.ts';
import {
  resourceSlugSchema,
  type AuthorInput,
  type NewResourceInput,
  type NewStatus,
} from './schemas.ts';

/**
 * Makes a resource in a workspace. Without a slug it gets the nearest free one to its title,
 * without authors it is credited to the workspace. Throws `conflict` on `slug`, `invalid` on one that
 * is reserved and on `authors.N` where somebody doesn't exist.
 */
export async function create(
  db: Database,
  principal: Principal,
  workspace: Authorized<'write', Workspace>,
  input: NewResourceInput,
  now = new Date(),
): Promise<Resource> {
  if (input.slug !== undefined) refuseReserved(input.slug);
  const authors = input.authors ?? [{ type: 'workspace' as const, id: workspace.id }];
  await existingAuthors(db, principal, authors, [{ type: 'workspace', id: workspace.id }]);
  return insert(db, principal, input, authors, now, {
    ownerType: workspace.ownerType,
    ownerId: workspace.ownerId,
    workspaceId: workspace.id,
  });
}

/** Posts a status as the person themself. Throws `unauthenticated`. */
export async function createStatus(
  db: Database,
  principal: Principal,
  input: NewStatus,
  now = new Date(),
): Promise<Resource> {
  requirePerson(principal);
  requireUnrestrictedKey(principal);
  const id = input.id ?? newId();
  // Persons' statuses have no address of their own to be unique in.
  const status = { ...input, id, type: 'status' as const, slug: id.slice(-12) };
  const authors = [{ type: 'user' as const, id: principal.userId }];
  return insert(db, principal, status, authors, now, {
    ownerType: 'user',
    ownerId: principal.userId,
    workspaceId: null,
  });
}

/**
 * Deletes a resource with its parts and every trace of it. Throws `precondition_failed` when the version
 * isn't the expected one.
 */
export function remove(
  db: Database,
  resource: Authorized<'delete', Resource>,
  expected?: Expected,
): Promise<void> {
  return changeSeen(resource, {
    noun: 'resource',
    expected,
    again: () => authorize(db, principalOf(resource), resource.id, 'delete'),
    change: async (seen) => {
      const it = eq(resources.id, seen.id);
      const results = await batch(db, (q) => [
        atVersion(q, resources, it, seen),
        ...logged(q, principalOf(seen), 'resource.delete', seen),
        ...removeWhole(q, resources, it),
      ]);
      requireDeleted('resource', results.at(-1), expected);
    },
  });
}

export async function byId(db: Database, id: string): Promise<Resource | undefined> {
  const [row] = await db.select().from(resources).where(eq(resources.id, id)).limit(1);
  return row;
}

type Place = Pick<Resource, 'ownerType' | 'ownerId' | 'workspaceId'>;

async function insert(
  db: Database,
  principal: Principal,
  input: NewResourceInput,
  authors: readonly AuthorInput[],
  now: Date,
  place: Place,
): Promise<Resource> {
  const id = input.id ?? newId();
  const { workspaceId } = place;
  const title = input.type === 'status' ? null : input.title;
  const html = input.type === 'post' ? renderMarkdown(input.post.body) : '';
  const excerpt = input.excerpt || excerptOf(html);
  const publishedAt = input.publishedAt ?? null;
  const dates = datesOf(publishedAt, releaseDateIn(input));
  const part = insertDetails(id, input, html);
  const insertOnce = (slug: string) =>
    batch(db, (q) => [
      q.insert(resources).values({
        id: idIfExists(users.workosUserId, place.ownerId, id),
        ...place,
        // Whoever owns the workspace now: it may just have been given away.
        ...(workspaceId && {
          id: idIfExists(workspaces.id, workspaceId, id),
          ownerType: idIfExists(workspaces.id, workspaceId, workspaces.ownerType),
          ownerId: idIfExists(workspaces.id, workspaceId, workspaces.ownerId),
        }),
        type: input.type,
        slug,
        title,
        excerpt,
        status: input.status ?? 'LISTED',
        publishedAt,
        ...dates,
        searchKey: searchKey(title ?? excerpt ?? '', 200),
        createdAt: now,
        updatedAt: now,
      }),
      ...(workspaceId
        ? [takeSlug(q, 'resource', { type: 'workspace', id: workspaceId }, slug)]
        : []),
      ...insertSearchEntries(
        q,
        searchable({ ...input, id, title, excerpt, status: input.status ?? 'LISTED', publishedAt }),
      ),
      ...part(q),
      ...insertUrls(q, id, input.urls ?? []),
      ...insertAuthors(q, id, authors),
      ...showAtHome(
        q,
        workspaceId ? { type: 'workspace', id: workspaceId } : { type: 'user', id: place.ownerId },
        { id, publishedAt, datedAt: dates.datedAt },
        now,
      ),
      ...(workspaceId ? refreshResources(q, eq(resources.id, id)) : []),
      ...logged(
        q,
        principal,
        'resource.create',
        { ...input, ...place, id, title, slug },
        { set: { publishedAt } },
      ),
    ]);

  const made = await insertWithSlug(db, {
    chosen: input.slug,
    wanted: wantedSlug(title ?? excerpt ?? input.type),
    space: slugSpace(workspaceId),
    insert: insertOnce,
    find: () => byId(db, id),
    // A workspace may have another owner than when this was first made in it.
    isSame: (before) =>
      before.workspaceId === workspaceId &&
      (workspaceId !== null || before.ownerId === place.ownerId),
  }).catch(async (error: unknown) => {
    if (!isAppError(error) && workspaceId && !(await isThere(db, workspaceId))) {
      throw notFound('workspace');
    }
    throw error;
  });
  return made!;
}

/**
 * Says which slug a new resource in `workspace` would get, or the one of `of` after a change. Throws
 * `unauthenticated`, and as `authorize` does for either.
 */
export async function suggestSlug(
  db: Database,
  principal: Principal,
  asked: AskedSlug & { workspace: string; of?: string | undefined },
): Promise<SlugAnswer> {
  requirePerson(principal);
  const of = asked.of ? await authorize(db, principal, asked.of, 'write') : undefined;
  const home = of
    ? of.workspaceId
    : (await authorizeWorkspace(db, principal, asked.workspace, 'write')).id;
  return checkSlug(db, asked, {
    space: slugSpace(home),
    schema: resourceSlugSchema,
    wanted: wantedSlug,
    isOwn: (slug) => slug === of?.slug,
  });
}

const wantedSlug = (name: string): string => slugify(name, 80) || 'untitled';

/** The slugs in a workspace, or of what is in none. */
export const slugSpace = (workspaceId: string | null): SlugSpace => ({
  column: resources.slug,
  within: workspaceId ? eq(resources.workspaceId, workspaceId) : isNull(resources.workspaceId),
  maxLength: 100,
  reserved: reservedResourceSlugs,
});

/** The day of release that an input or a patch names: null takes it back, undefined leaves it. */
export const releaseDateIn = ({
  song,
  album,
}: Parts & { type?: unknown }): string | null | undefined =>
  song?.releaseDate === undefined ? album?.releaseDate : song.releaseDate;

interface Parts {
  song?: { releaseDate?: string | null | undefined } | undefined;
  album?: { releaseDate?: string | null | undefined } | undefined;
}

async function isThere(db: Database, workspaceId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .limit(1);
  return row !== undefined;
}
