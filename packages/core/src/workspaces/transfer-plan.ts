/** What becomes of everything in a workspace when it gets another owner. */
import {
  apiKeys,
  collections,
  permissions,
  resources,
  teams,
  workspaces,
  type PermissionObjectType,
  type Workspace,
} from '@vesta-cx/db';
import { batch, type Database } from '@vesta-cx/db/query';
import { and, desc, eq, inArray, ne, or, type SQL } from 'drizzle-orm';
import { requirePerson } from '../kernel/index.ts';
import { principalOf, type Authorized } from '../permissions/index.ts';
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
  /** Of what there is more in it than is looked at, so that what was counted is the least there is. */
  partial: {
    /** Of `resources` and `othersResources`. */
    resources: boolean;
    collections: boolean;
    /** Of `people` and `endingPermissions`. */
    permissions: boolean;
  };
}

/** How many things of a kind in it, and rules about them, are looked at. */
const mostLookedAt = 1000;
const mostCounted = 100;

/**
 * Returns what would move, end and stay, at a cost that does not follow what is in the workspace. Throws
 * `forbidden` to all but the owner.
 */
export async function planTransfer(
  db: Database,
  workspace: Authorized<'admin', Workspace>,
): Promise<TransferPlan> {
  const person = principalOf(workspace);
  requirePerson(person);
  const from = await requireOwner(db, person, workspace);
  const [works, made, keys, ...rules] = await batch(db, (q) => [
    q
      .select({ ownerType: resources.ownerType, ownerId: resources.ownerId })
      .from(resources)
      .where(eq(resources.workspaceId, workspace.id))
      .orderBy(desc(resources.id))
      .limit(mostLookedAt + 1),
    q
      .select({ type: collections.type })
      .from(collections)
      .where(madeBy(workspace))
      .limit(mostLookedAt + 1),
    q
      .select({ id: apiKeys.id })
      .from(apiKeys)
      .where(and(eq(apiKeys.ownerType, 'workspace'), eq(apiKeys.ownerId, workspace.id)))
      .limit(mostCounted),
    ...governedObjects(q, workspace).map(([type, looked]) => rulesAbout(q, type, looked)),
  ]);
  const { ownerType, ownerId } = workspace;
  const own = works.filter((one) => one.ownerType === ownerType && one.ownerId === ownerId);
  const allowed = rules.flat();
  const named = allowed.filter(
    ({ subjectType, value }) => subjectType === 'user' && value === 'allow',
  );
  const ending = allowed.filter(({ subjectType, subjectId, teamOrganizationId }) =>
    subjectType === 'team' ? teamOrganizationId === ownerId : subjectId === ownerId,
  );
  const isMore = ({ length }: unknown[]) => length > mostLookedAt;
  const upTo = (n: number) => Math.min(n, mostCounted);
  return {
    from,
    resources: upTo(own.length),
    othersResources: upTo(works.length - own.length),
    collections: upTo(made.filter(({ type }) => type === 'manual').length),
    people: upTo(new Set(named.map(({ subjectId }) => subjectId)).size),
    endingPermissions: ownerType === 'organization' ? upTo(ending.length) : 0,
    keys: keys.length,
    partial: {
      resources: isMore(works),
      collections: isMore(made),
      permissions: [works, made, ...rules].some(isMore),
    },
  };
}

/** The workspace, and the newest of what is in it, as far as it is looked at. */
const governedObjects = (q: Database, workspace: Workspace) =>
  [
    [
      'workspace',
      q
        .select({ id: workspaces.id })
        .from(workspaces)
        .where(eq(workspaces.id, workspace.id))
        .as('looked'),
    ],
    [
      'resource',
      q
        .select({ id: resources.id })
        .from(resources)
        .where(eq(resources.workspaceId, workspace.id))
        .orderBy(desc(resources.id))
        .limit(mostLookedAt)
        .as('looked'),
    ],
    [
      'collection',
      q
        .select({ id: collections.id })
        .from(collections)
        .where(madeBy(workspace))
        .limit(mostLookedAt)
        .as('looked'),
    ],
  ] as const;

/** Returns what is allowed to people, teams and organizations with the things that are looked at. */
const rulesAbout = (
  q: Database,
  type: PermissionObjectType,
  looked: ReturnType<typeof governedObjects>[number][1],
) =>
  q
    .select({
      subjectType: permissions.subjectType,
      subjectId: permissions.subjectId,
      value: permissions.value,
      teamOrganizationId: teams.organizationId,
    })
    .from(looked)
    // SQLite keeps the order of a cross join: it would look through all rules about resources first.
    .crossJoin(permissions)
    .leftJoin(teams, and(eq(permissions.subjectType, 'team'), eq(teams.id, permissions.subjectId)))
    .where(
      and(
        eq(permissions.objectType, type),
        eq(permissions.objectId, looked.id),
        inArray(permissions.subjectType, ['user', 'team', 'organization']),
        ne(permissions.value, 'deny'),
      ),
    )
    .limit(mostLookedAt + 1);

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
  const itsTeams = q.select({ id: teams.id }).from(teams).where(eq(teams.organizationId, ownerId));
  // Only an organization's id is found here: of a person's workspace nothing ends.
  return and(
    ne(permissions.value, 'deny'),
    or(
      and(eq(permissions.subjectType, 'team'), inArray(permissions.subjectId, itsTeams)),
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
