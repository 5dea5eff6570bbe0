import {
  collections,
  newId,
  users,
  workspaces,
  type ActorType,
  type Collection,
} from '@vesta-cx/db';
import { batch, isUniqueViolation, searchKey, startsWith, type Database } from '@vesta-cx/db/query';
import { and, eq, notInArray, sql } from 'drizzle-orm';
import { changesOf } from '../audit/index.ts';
import {
  forbidden,
  freeSlug,
  invalidField,
  notFound,
  requirePerson,
  requireReach,
  slugify,
  stemOf,
  taken,
  type Person,
  type Principal,
} from '../kernel/index.ts';
import { whileThere } from '../kernel/parents.ts';
import { remove as removeWhole } from '../kernel/removal.ts';
import { provenBy, refreshCollections, type Authorized } from '../permissions/index.ts';
import { authorize as authorizeWorkspace } from '../workspaces/queries.ts';
import { byId, guard, guarded, requireManual } from './changes.ts';
import { logged } from './logged.ts';
import type { CreateCollection, UpdateCollection } from './schemas.ts';

type Owner = { ownerType: ActorType; ownerId: string };

const attempts = 3;

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
  for (let attempt = 1; ; attempt += 1) {
    const slug = input.slug ?? (await freeCollectionSlug(db, owner, input.name));
    try {
      await insert(db, principal, { id, ...owner, slug, input });
      break;
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const before = await byId(db, id);
      if (before && before.ownerType === owner.ownerType && before.ownerId === owner.ownerId) {
        return before;
      }
      // Somebody else was faster to the slug we chose; a chosen one is for the person to change.
      if (before || input.slug !== undefined || attempt === attempts) {
        throw taken('slug', 'This address is taken by another of these collections');
      }
    }
  }
  const made = await byId(db, id);
  if (!made) throw notFound('workspace');
  return made;
}

/**
 * Changes what `patch` names. Throws `forbidden` for a static collection, `precondition_failed`
 * when `version` is given and not the present one, `conflict` when the new slug is taken.
 */
export async function update(
  db: Database,
  collection: Authorized<'write', Collection>,
  patch: UpdateCollection,
  version?: number,
): Promise<Collection> {
  requireManual(collection);
  const { id } = collection;
  try {
    await guarded(db, id, version, () =>
      batch(db, (q) => [
        ...guard(q, id, version),
        q
          .update(collections)
          .set({
            ...patch,
            ...(patch.name !== undefined ? { searchKey: searchKey(patch.name) } : {}),
            version: sql`${collections.version} + 1`,
          })
          .where(eq(collections.id, id)),
        ...logged(
          q,
          provenBy(collection),
          'collection.update',
          { ...collection, name: patch.name ?? collection.name },
          { detail: changesOf(patch, collection) },
        ),
      ]),
    );
    const now = await byId(db, id);
    if (!now) throw notFound('collection');
    return now;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw taken('slug', 'This address is taken by another of these collections');
  }
}

/**
 * Deletes a manual collection with its items and every trace of it; what it held stays. Throws
 * `forbidden` for a static one, `precondition_failed` like `update`.
 */
export async function remove(
  db: Database,
  collection: Authorized<'delete', Collection>,
  version?: number,
): Promise<void> {
  requireManual(collection);
  const { id } = collection;
  await guarded(db, id, version, () =>
    batch(db, (q) => [
      ...guard(q, id, version),
      ...logged(q, provenBy(collection), 'collection.delete', collection),
      ...removeWhole(q, collections, eq(collections.id, id)),
    ]),
  );
}

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
      ownerId: ownerType === 'user' ? whileThere(users.workosUserId, ownerId) : ownerId,
      slug,
      name: input.name,
      description: input.description || null,
      type: 'manual',
      status: input.status ?? 'LISTED',
      guestReadable: true,
      searchKey: searchKey(input.name),
    }),
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
          refreshCollections(q, here),
        ]
      : []),
    ...logged(q, principal, 'collection.create', { id, ownerType, ownerId, name: input.name }),
  ]);
}

async function freeCollectionSlug(
  db: Database,
  { ownerType, ownerId }: Owner,
  name: string,
): Promise<string> {
  const wanted = slugify(name) || 'collection';
  const rows = await db
    .select({ slug: collections.slug })
    .from(collections)
    .where(
      and(
        eq(collections.ownerType, ownerType),
        eq(collections.ownerId, ownerId),
        startsWith(collections.slug, stemOf(wanted)),
      ),
    )
    .orderBy(collections.slug)
    .limit(200);
  return freeSlug(wanted, new Set(rows.map(({ slug }) => slug)));
}

async function ownerFor(
  db: Database,
  person: Person,
  { ownerType = 'user', ownerId }: CreateCollection,
): Promise<Owner> {
  if (ownerType === 'user') {
    requireReach(person);
    if (ownerId !== undefined && ownerId !== person.userId) {
      throw forbidden('You can make a collection for yourself or for a workspace you may write');
    }
    return { ownerType, ownerId: person.userId };
  }
  if (ownerId === undefined) throw invalidField('ownerId', 'Say which workspace owns it');
  const workspace = await authorizeWorkspace(db, person, ownerId, 'write');
  return { ownerType, ownerId: workspace.id };
}
