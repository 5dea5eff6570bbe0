/** What becomes of everything in a workspace when it gets another owner. */
import { apiKeys, collections, permissions, resources, teams, type Workspace } from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { and, eq, inArray, ne, or, type SQL } from 'drizzle-orm';
import { requirePerson } from '../kernel/index.ts';
import { provenBy, type Authorized } from '../permissions/index.ts';
import { requireOwner, type Owner } from './owners.ts';

/** What a transfer would do; everything is counted up to 100. */
export interface TransferPlan {
  /** The present owner. */
  from: Owner;
  /** Posts and releases that go over to the new owner. */
  resources: number;
  /** Posts and releases in it that somebody else owns: they stay theirs. */
  othersResources: number;
  /** Collections that were made in it: they stay the workspace's own. */
  collections: number;
  /** People who are allowed something in it by name: they keep it. */
  people: number;
  /** What the present owner's organization and its teams are allowed in it: it ends. */
  endingPermissions: number;
  /** API keys for this workspace alone: they stay, and may no more than who made them. */
  keys: number;
}

/** What would move, end and stay. Throws `forbidden` to all but the owner. */
export async function planTransfer(
  db: Database,
  workspace: Authorized<'admin', Workspace>,
): Promise<TransferPlan> {
  const person = provenBy(workspace);
  requirePerson(person);
  const from = await requireOwner(db, person, workspace);
  const [moving, others, made, people, ending, keys] = await batch(db, (q) => [
    q.select({ id: resources.id }).from(resources).where(moves(workspace)).limit(100),
    q
      .select({ id: resources.id })
      .from(resources)
      .where(
        and(
          eq(resources.workspaceId, workspace.id),
          or(
            ne(resources.ownerType, workspace.ownerType),
            ne(resources.ownerId, workspace.ownerId),
          ),
        ),
      )
      .limit(100),
    q
      .select({ id: collections.id })
      .from(collections)
      .where(and(madeBy(workspace), eq(collections.type, 'manual')))
      .limit(100),
    q
      .selectDistinct({ id: permissions.subjectId })
      .from(permissions)
      .where(
        and(
          inside(q, workspace),
          eq(permissions.subjectType, 'user'),
          eq(permissions.value, 'allow'),
        ),
      )
      .limit(100),
    q.select({ id: permissions.id }).from(permissions).where(ends(q, workspace)).limit(100),
    q
      .select({ id: apiKeys.id })
      .from(apiKeys)
      .where(and(eq(apiKeys.ownerType, 'workspace'), eq(apiKeys.ownerId, workspace.id)))
      .limit(100),
  ]);
  return {
    from,
    resources: moving.length,
    othersResources: others.length,
    collections: made.length,
    people: people.length,
    endingPermissions: ending.length,
    keys: keys.length,
  };
}

/** The resources that go over with a workspace: those of its owner. */
export const moves = ({ id, ownerType, ownerId }: Workspace): SQL =>
  and(
    eq(resources.workspaceId, id),
    eq(resources.ownerType, ownerType),
    eq(resources.ownerId, ownerId),
  )!;

/**
 * The permissions that end with a transfer: what is allowed to the organization that owned it and
 * to its teams. What they are denied stays, so that a transfer lets nobody in.
 */
export const ends = (q: Database, workspace: Workspace): SQL => {
  const { ownerId } = workspace;
  const crews = q.select({ id: teams.id }).from(teams).where(eq(teams.organizationId, ownerId));
  // Only an organization's id is found here: of a person's workspace nothing ends.
  return and(
    ne(permissions.value, 'deny'),
    or(
      and(eq(permissions.subjectType, 'team'), inArray(permissions.subjectId, crews)),
      and(eq(permissions.subjectType, 'organization'), eq(permissions.subjectId, ownerId)),
    ),
    inside(q, workspace),
  )!;
};

/** The permissions about a workspace, what is in it, and its collections. */
const inside = (q: Database, workspace: Workspace): SQL =>
  or(
    about('workspace', eq(permissions.objectId, workspace.id)),
    about(
      'resource',
      inArray(
        permissions.objectId,
        q
          .select({ id: resources.id })
          .from(resources)
          .where(eq(resources.workspaceId, workspace.id)),
      ),
    ),
    about(
      'collection',
      inArray(
        permissions.objectId,
        q.select({ id: collections.id }).from(collections).where(madeBy(workspace)),
      ),
    ),
  )!;

const about = (type: 'workspace' | 'resource' | 'collection', which: SQL) =>
  and(eq(permissions.objectType, type), which);

const madeBy = ({ id }: Workspace) =>
  and(eq(collections.ownerType, 'workspace'), eq(collections.ownerId, id));
