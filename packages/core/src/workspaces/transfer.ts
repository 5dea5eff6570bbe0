/**
 * Giving a workspace to another owner: oneself, or an organization that one administers. Nobody
 * else can be given one: they would have to be asked first.
 */
import { permissions, resources, workspaces, type Workspace } from '@vesta-cx/db';
import { batch, type Database, type Statement } from '@vesta-cx/db/query';
import { eq, sql } from 'drizzle-orm';
import { logOf, record, recordCleared } from '../audit/index.ts';
import {
  atVersion,
  changeSeen,
  forbidden,
  isAppError,
  nextVersion,
  notFound,
  requirePerson,
  type Expected,
  type Person,
  idIfExists,
} from '../kernel/index.ts';
import { principalOf, refreshWorkspace, type Authorized } from '../permissions/index.ts';
import { ownerIdIfAllowed, chosenOwner, requireOwner, type OwnerInput } from './owners.ts';
import { authorize } from './queries.ts';
import { ends, moves } from './transfer-plan.ts';

type Ownership = Pick<Workspace, 'ownerType' | 'ownerId'>;

/**
 * Gives the workspace to the owner that `input` names, and with it the resources in it that its
 * present owner has; `planTransfer` says what else becomes of everything. Where it is theirs
 * already nothing happens. Throws `forbidden` to all but the present owner and for owners that
 * can't be chosen, `precondition_failed` when the version isn't the expected one.
 */
export async function transfer(
  db: Database,
  workspace: Authorized<'admin', Workspace>,
  input: OwnerInput,
  expected?: Expected,
): Promise<Workspace> {
  const person = principalOf(workspace);
  requirePerson(person);
  if (person.key?.confinedTo) {
    throw forbidden('A key for one organization or workspace can not change whose a workspace is');
  }
  await requireOwner(db, person, workspace);
  const to = await chosenOwner(db, person, input);
  return changeSeen(workspace, {
    noun: 'workspace',
    // A second click finds done what it asks for, whatever version it knew.
    expected: isOwnedBy(workspace, to) ? undefined : expected,
    again: () => authorize(db, person, workspace.id, 'admin'),
    change: async (seen) => {
      if (isOwnedBy(seen, to)) return seen;
      if (seen !== workspace) await requireOwner(db, person, seen);
      await batch(db, (q) => move(q, person, seen, to));
      return byId(db, seen.id);
    },
  }).catch(async (error: unknown) => {
    // Of two clicks one did it; and the right to choose this owner may have gone since it was looked at.
    const now = await byId(db, workspace.id);
    if (isOwnedBy(now, to)) return now;
    if (!isAppError(error)) await chosenOwner(db, person, input);
    throw error;
  });
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
    atVersion(q, workspaces, here, from),
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
      .set({ ownerType: to.ownerType, ownerId: ownerIdIfAllowed(person, to), ...nextVersion(from) })
      .where(here),
    ...refreshWorkspace(q, from.id),
  ];
}

const isOwnedBy = (workspace: Workspace, { ownerType, ownerId }: Ownership): boolean =>
  workspace.ownerType === ownerType && workspace.ownerId === ownerId;

async function byId(db: Database, id: string): Promise<Workspace> {
  const [row] = await db.select().from(workspaces).where(eq(workspaces.id, id)).limit(1);
  if (!row) throw notFound('workspace');
  return row;
}
