import {
  collections,
  newId,
  publicScope,
  searchEntries,
  users,
  workspaces,
  type ActorType,
  type Collection,
} from '@vesta-cx/db';
import { batch, isUniqueViolation, searchKey, type Database } from '@vesta-cx/db/query';
import { and, eq, notExists, notInArray } from 'drizzle-orm';
import { changesOf } from '../audit/index.ts';
import {
  checkSlug,
  forbidden,
  insertWithSlug,
  invalidField,
  nextVersion,
  notFound,
  requireDeleted,
  requirePerson,
  requireUnrestrictedKey,
  slugify,
  slugTaken,
  type AskedSlug,
  type Expected,
  type Person,
  type Principal,
  type SlugAnswer,
  type SlugSpace,
  keepFormerSlug,
  takeSlug,
  idIfExists,
  remove as removeWhole,
  insertSearchEntries,
  replaceSearchEntries,
} from '../kernel/index.ts';
import {
  principalOf,
  refreshCollections,
  refreshScopes,
  type Authorized,
} from '../permissions/index.ts';
import { authorize as authorizeWorkspace } from '../workspaces/index.ts';
import { asSeen, byId, changeManual } from './manual.ts';
import { logged } from './logged.ts';
import { authorize } from './queries.ts';
import { collectionSlugSchema, type CreateCollection, type UpdateCollection } from './schemas.ts';

type Owner = { ownerType: ActorType; ownerId: string };

/**
 * Makes a manual collection for the person, or for a workspace that they may write. Without a
 * slug it gets the nearest free one to its name. Throws `unauthenticated`, `not_found` or
 * `forbidden` (of the workspace), or `conflict` on `slug`.
 */
export async function create(
  db: Database,
  principal: Principal,
  input: CreateCollection,
): Promise<Collection> {
  requirePerson(principal);
  const id = input.id ?? newId();
  const owner = await ownerFor(db, principal, input);
  const made = await insertWithSlug(db, {
    chosen: input.slug,
    wanted: wantedSlug(input.name),
    space: slugSpace(owner),
    insert: (slug) => insert(db, principal, { id, ...owner, slug, input }),
    find: () => byId(db, id),
    isSame: (before) => before.ownerType === owner.ownerType && before.ownerId === owner.ownerId,
  });
  if (!made) throw notFound('workspace');
  return made;
}

/**
 * Changes what `patch` names; nothing, where it says what is there. Throws `forbidden` for a static
 * collection, `precondition_failed` when the version isn't the expected one, `conflict` when the new
 * slug is taken.
 */
export function update(
  db: Database,
  collection: Authorized<'write', Collection>,
  patch: UpdateCollection,
  expected?: Expected,
): Promise<Collection> {
  return changeManual(db, collection, { expected, action: 'write' }, (seen) =>
    updateSeen(db, seen, patch),
  ).catch(async (error: unknown) => {
    if (patch.slug === undefined || !isUniqueViolation(error)) throw error;
    throw await slugTaken(db, patch.slug, slugSpace(collection));
  });
}

async function updateSeen(
  db: Database,
  collection: Authorized<'write', Collection>,
  patch: UpdateCollection,
): Promise<Collection> {
  const detail = changesOf(patch, collection);
  if (detail.changed.length === 0) return collection;
  const { id, ownerType, ownerId } = collection;
  const here = eq(collections.id, id);
  await batch(db, (q) => [
    asSeen(q, collection),
    ...(patch.slug === undefined || patch.slug === collection.slug
      ? []
      : keepFormerSlug(
          q,
          'collection',
          collections,
          { id, home: { type: ownerType, id: ownerId } },
          patch.slug,
        )),
    q
      .update(collections)
      .set({
        ...patch,
        ...(patch.name !== undefined ? { searchKey: searchKey(patch.name) } : {}),
        ...nextVersion(collection),
      })
      .where(here),
    ...(patch.name === undefined
      ? []
      : replaceSearchEntries(q, collections.id, searchable({ ...collection, ...patch }))),
    refreshScopes(q, 'collection', here),
    ...logged(
      q,
      principalOf(collection),
      'collection.update',
      { ...collection, name: patch.name ?? collection.name },
      { detail },
    ),
  ]);
  const now = await byId(db, id);
  if (!now) throw notFound('collection');
  return now;
}

/**
 * Deletes a manual collection with its items and every trace of it; what it held stays. Throws
 * `forbidden` for a static one, `precondition_failed` like `update`.
 */
export function remove(
  db: Database,
  collection: Authorized<'delete', Collection>,
  expected?: Expected,
): Promise<void> {
  return changeManual(db, collection, { expected, action: 'delete' }, async (seen) => {
    const results = await batch(db, (q) => [
      asSeen(q, seen),
      ...logged(q, principalOf(seen), 'collection.delete', seen),
      ...removeWhole(q, collections, eq(collections.id, seen.id)),
    ]);
    requireDeleted('collection', results.at(-1), expected);
  });
}

/** Returns what a collection is found by; one that is not listed only by those who may edit it. */
const searchable = ({ id, name, status }: Pick<Collection, 'id' | 'name' | 'status'>) => ({
  type: 'collection' as const,
  id,
  scope: status === 'LISTED' ? publicScope : '',
  names: [name],
});

async function insert(
  db: Database,
  principal: Principal,
  {
    id,
    ownerType,
    ownerId,
    slug,
    input,
  }: Owner & { id: string; slug: string; input: CreateCollection },
): Promise<void> {
  const here = eq(collections.id, id);
  await batch(db, (q) => [
    q.insert(collections).values({
      id,
      ownerType,
      ownerId: ownerType === 'user' ? idIfExists(users.workosUserId, ownerId) : ownerId,
      slug,
      name: input.name,
      description: input.description || null,
      type: 'manual',
      status: input.status ?? 'LISTED',
      guestReadable: true,
      searchKey: searchKey(input.name),
    }),
    takeSlug(q, 'collection', { type: ownerType, id: ownerId }, slug),
    ...insertSearchEntries(
      q,
      searchable({ id, name: input.name, status: input.status ?? 'LISTED' }),
    ),
    // No foreign key holds on to an owner: a workspace that was deleted meanwhile gets nothing.
    ...(ownerType === 'workspace'
      ? [
          q
            .delete(collections)
            .where(
              and(
                here,
                notInArray(
                  collections.ownerId,
                  q
                    .select({ id: workspaces.id })
                    .from(workspaces)
                    .where(eq(workspaces.id, ownerId)),
                ),
              ),
            ),
          q
            .delete(searchEntries)
            .where(
              and(
                eq(searchEntries.objectType, 'collection'),
                eq(searchEntries.objectId, id),
                notExists(q.select({ id: collections.id }).from(collections).where(here)),
              ),
            ),
          ...refreshCollections(q, here),
        ]
      : []),
    ...logged(q, principal, 'collection.create', { id, ownerType, ownerId, name: input.name }),
  ]);
}

/**
 * Says which slug a new collection of this owner would get, or the one of `of` after a change.
 * Throws as `create` does for the owner, and as `authorize` for `of`.
 */
export async function suggestSlug(
  db: Database,
  principal: Principal,
  asked: AskedSlug & Partial<Owner> & { of?: string | undefined },
): Promise<SlugAnswer> {
  requirePerson(principal);
  const of = asked.of ? await authorize(db, principal, asked.of, 'write') : undefined;
  const owner = of ?? (await ownerFor(db, principal, asked));
  return checkSlug(db, asked, {
    space: slugSpace(owner),
    schema: collectionSlugSchema,
    wanted: wantedSlug,
    isOwn: (slug) => slug === of?.slug,
  });
}

const wantedSlug = (name: string): string => slugify(name) || 'collection';

/** The slugs of an owner's collections. */
const slugSpace = ({ ownerType, ownerId }: Owner): SlugSpace => ({
  column: collections.slug,
  within: and(eq(collections.ownerType, ownerType), eq(collections.ownerId, ownerId)),
  maxLength: 120,
});

/**
 * The owner that `input` names, if the person can make a collection for them. Throws `forbidden`,
 * `not_found`, and `invalid` on `ownerId`.
 */
export async function ownerFor(
  db: Database,
  person: Person,
  { ownerType = 'user', ownerId }: Partial<Owner>,
): Promise<Owner> {
  if (ownerType === 'user') {
    requireUnrestrictedKey(person);
    if (ownerId !== undefined && ownerId !== person.userId) {
      throw forbidden('You can make a collection for yourself or for a workspace you may write');
    }
    return { ownerType, ownerId: person.userId };
  }
  if (ownerId === undefined) throw invalidField('ownerId', 'Say which workspace owns it');
  const workspace = await authorizeWorkspace(db, person, ownerId, 'write');
  return { ownerType, ownerId: workspace.id };
}
