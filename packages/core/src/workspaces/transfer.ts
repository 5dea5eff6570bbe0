/**
 * Giving a workspace to another owner: oneself, or an organization that one administers. Nobody
 * else can be given one: they would have to be asked first.
 */
import { permissions, resources, workspaces, type Workspace } from '@vesta-cx/db';
import { batch, type Database, type Statement } from '@vesta-cx/db/query';
import { and, eq, ne, sql } from 'drizzle-orm';
import { logOf, record, recordCleared } from '../audit/index.ts';
import { forbidden, notFound, requirePerson, stale, type Person } from '../kernel/index.ts';
import { idIfExists } from '../kernel/parents.ts';
import { provenBy, refreshWorkspace, type Authorized } from '../permissions/index.ts';
import { acceptable, chosenOwner, requireOwner, type OwnerInput } from './owners.ts';
import { ends, moves } from './transfer-plan.ts';

type Ownership = Pick<Workspace, 'ownerType' | 'ownerId'>;

/**
 * Gives the workspace to the owner that `input` names, and with it the resources in it that its
 * present owner has; `planTransfer` says what else becomes of everything. Where it is theirs
 * already nothing happens. Throws `forbidden` to all but the present owner and for owners that
 * can't be chosen, `precondition_failed` when `version` is given and not the present one.
 */
export async function transfer(
  db: Database,
  workspace: Authorized<'admin', Workspace>,
  input: OwnerInput,
  version?: number,
): Promise<Workspace> {
  const person = provenBy(workspace);
  requirePerson(person);
  if (person.key?.confinedTo) {
    throw forbidden('A key for one organization or workspace can not change whose a workspace is');
  }
  await requireOwner(db, person, workspace);
  const to = await chosenOwner(db, person, input);
  // A second click finds done what it asks for, whatever version it knew.
  if (isOwnedBy(workspace, to)) return workspace;
  if (version !== undefined && version !== workspace.version) throw stale('workspace');
  try {
    await batch(db, (q) => move(q, person, workspace, to));
  } catch (error) {
    const now = await byId(db, workspace.id);
    if (!now) throw notFound('workspace');
    if (now.version === workspace.version) {
      // The right to choose this owner may have gone since it was looked at.
      await chosenOwner(db, person, input);
      throw error;
    }
    if (isOwnedBy(now, to)) return now;
    throw stale('workspace');
  }
  const now = await byId(db, workspace.id);
  if (!now) throw notFound('workspace');
  return now;
}

function move(q: Database, person: Person, from: Workspace, to: Ownership): Statement[] {
  const here = eq(workspaces.id, from.id);
  const object = { type: 'workspace', id: idIfExists(workspaces.id, from.id), name: from.name };
  const detail = {
    from: { type: from.ownerType, id: from.ownerId },
    to: { type: to.ownerType, id: to.ownerId },
  };
  const entry = { action: 'workspace.transfer', object, detail } as const;
  const { organizationId } = logOf({ id: from.id, ...to });
  return [
    // NULL is not allowed there: when another tab was first, nothing of this happens.
    q
      .update(workspaces)
      .set({ version: sql`null`, updatedAt: sql`${workspaces.updatedAt}` })
      .where(and(here, ne(workspaces.version, from.version))),
    // Both sides write it down: the old owner's organization, and the new one's.
    record(q, person, { ...entry, log: logOf(from) }),
    ...(organizationId
      ? [record(q, person, { ...entry, log: { workspaceId: null, organizationId } })]
      : []),
    q
      .update(resources)
      .set({ ...to, updatedAt: sql`${resources.updatedAt}` })
      .where(moves(from)),
    ...(from.ownerType === 'organization'
      ? [
          ...recordCleared(q, person, ends(q, from), ['workspace', 'resource', 'collection']),
          q.delete(permissions).where(ends(q, from)),
        ]
      : []),
    q
      .update(workspaces)
      .set({ ownerType: to.ownerType, ownerId: acceptable(person, to), version: from.version + 1 })
      .where(here),
    ...refreshWorkspace(q, from.id),
  ];
}

const isOwnedBy = (workspace: Workspace, { ownerType, ownerId }: Ownership): boolean =>
  workspace.ownerType === ownerType && workspace.ownerId === ownerId;

async function byId(db: Database, id: string): Promise<Workspace | undefined> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id)).limit(1);
  return row;
}
