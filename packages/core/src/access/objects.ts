/** The things that rules are written about, whatever their kind. */
import {
  collections,
  organizations,
  resources,
  workspaces,
  type PermissionObjectType,
} from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { decide, type LadderAction } from '@vesta-cx/utils/permissions';
import { eq, type Column } from 'drizzle-orm';
import { ownerWorkspace, subjected as collectionSubjected } from '../collections/index.ts';
import { notFound, type Principal } from '../kernel/index.ts';
import { isPublished, place, resourceChain } from '../resources/index.ts';
import {
  authorize as authorizeRow,
  principalOf,
  questionOf,
  keyCovers,
  workspaceChain,
  type Authorized,
  type Chain,
  type Subjected,
  roleIn,
} from '../permissions/index.ts';

/** Names one thing. */
export interface ObjectRef {
  type: PermissionObjectType;
  id: string;
}

/** Something whose rules can be read and written. */
export interface AccessObject extends ObjectRef {
  name: string;
  /** What it is called in a log, which outlives it: of a status its slug, not its text. */
  loggedAs: string;
  chain: Chain;
  /** The right without which it does not exist for somebody: drafts are for those who write. */
  seenBy: LadderAction;
}

/** A thing with the proof that whoever asks administers it: what every change of its rules takes. */
export type Administered = Authorized<'admin', AccessObject>;

/** Where each kind of thing is found. */
export const keyOf: Record<PermissionObjectType, Column> = {
  workspace: workspaces.id,
  resource: resources.id,
  organization: organizations.workosOrgId,
  collection: collections.id,
};

/**
 * The thing with the proof that the principal may do `action` on it. Throws `not_found`,
 * `unauthenticated` or `forbidden`, as the thing's own domain does.
 */
export async function authorize<A extends LadderAction>(
  db: Database,
  principal: Principal,
  ref: ObjectRef,
  action: A,
  now = new Date(),
): Promise<Authorized<A, AccessObject>> {
  const subjected = await load(db, ref, now);
  // The members of an organization know that it is there.
  const known = ref.type === 'organization' && (await isMember(db, principal, ref.id));
  return authorizeRow(db, principal, action, { ...subjected, known });
}

/** Throws `not_found` when the thing is not there; says nothing about rights. */
export async function load(
  db: Database,
  ref: ObjectRef,
  now = new Date(),
): Promise<Subjected<AccessObject>> {
  const { name, loggedAs = name, chain, seenBy = 'read' } = await find(db, ref, now);
  return { row: { ...ref, name, loggedAs, chain, seenBy }, chain, noun: ref.type, seenBy };
}

/**
 * Returns what of the thing and of what is around it whoever administers the thing administers as well:
 * the rules there are theirs to know. An API key administers nothing above what it is for.
 */
export async function administeredOn(db: Database, object: Administered): Promise<Set<string>> {
  const principal = principalOf(object);
  const question = await questionOf(db, principal, 'admin', object.chain);
  return new Set(
    object.chain.flatMap(({ id }, i) => {
      const [own, ...parents] = object.chain.slice(i);
      if (!own || !keyCovers(principal, [own, ...parents])) return [];
      return decide({ ...question, chain: [own, ...parents] }).allowed ? [id] : [];
    }),
  );
}

type Found = Pick<AccessObject, 'name' | 'chain'> &
  Partial<Pick<AccessObject, 'loggedAs' | 'seenBy'>>;

async function find(db: Database, { type, id }: ObjectRef, now: Date): Promise<Found> {
  switch (type) {
    case 'workspace': {
      const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id)).limit(1);
      if (!row) break;
      return { name: row.name, chain: workspaceChain(row) };
    }
    case 'resource': {
      const { resource, workspace } = await place(db, id);
      return {
        name: resource.title ?? resource.excerpt ?? '',
        loggedAs: resource.title ?? resource.slug,
        chain: resourceChain(resource, workspace),
        seenBy: isPublished(resource, now) ? 'read' : 'write',
      };
    }
    case 'collection': {
      const [row] = await db
        .select({ collection: collections, workspace: workspaces })
        .from(collections)
        .leftJoin(workspaces, ownerWorkspace)
        .where(eq(collections.id, id))
        .limit(1);
      if (!row) break;
      return { name: row.collection.name, ...collectionSubjected(row.collection, row.workspace) };
    }
    case 'organization': {
      const [row] = await db
        .select({ name: organizations.name })
        .from(organizations)
        .where(eq(organizations.workosOrgId, id))
        .limit(1);
      if (!row) break;
      return { name: row.name, chain: [{ type, id, owner: null }] };
    }
  }
  throw notFound(type);
}

async function isMember(db: Database, principal: Principal, id: string): Promise<boolean> {
  const { userId } = principal;
  // A key that is for something else is nobody here.
  if (userId === null || !keyCovers(principal, [{ type: 'organization', id, owner: null }])) {
    return false;
  }
  return (await roleIn(db, userId, id)) !== undefined;
}
