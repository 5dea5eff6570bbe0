/** Who may do what to a resource. */
import { resources, workspaces, type Resource, type Workspace } from '@vesta-cx/db';
import { compiled, type Database } from '@vesta-cx/db/query';
import type { LadderAction } from '@vesta-cx/utils/permissions';
import { eq } from 'drizzle-orm';
import { notFound, type Principal } from '../kernel/index.ts';
import {
  authorize as authorizeRow,
  rightsOn,
  workspaceChain,
  type Authorized,
  type Chain,
} from '../permissions/index.ts';

/** A resource with its home; null for what a person posted as themself. */
export interface Placed {
  resource: Resource;
  workspace: Workspace | null;
}

/**
 * The resource with this id, with the proof that the principal may do `action` on it. Drafts and
 * what is scheduled after `now` exist only for those who may write. Throws `not_found`,
 * `unauthenticated` or `forbidden`.
 */
export async function authorize<A extends LadderAction>(
  db: Database,
  principal: Principal,
  id: string,
  action: A,
  now = new Date(),
): Promise<Authorized<A, Resource>> {
  const { resource, workspace } = await place(db, id);
  return authorizeRow(db, principal, action, {
    row: resource,
    chain: resourceChain(resource, workspace),
    noun: 'resource',
    seenBy: isPublished(resource, now) ? 'read' : 'write',
    guestReadable: resource.guestReadable,
  });
}

/** Returns which of read, write, delete and admin the principal holds. Throws `not_found` to who may not see it. */
export async function rightsToSee(
  db: Database,
  principal: Principal,
  { resource, workspace }: Placed,
  now: Date,
): Promise<Record<LadderAction, boolean>> {
  // Guests hold nothing beyond reading, and the answer to that is kept in the row.
  const rights =
    principal.userId === null
      ? { read: resource.guestReadable, write: false, delete: false, admin: false }
      : await rightsOn(db, principal, resourceChain(resource, workspace));
  if (!(isPublished(resource, now) ? rights.read : rights.write)) throw notFound('resource');
  return rights;
}

/** Returns whether everybody with the right to read sees it at `now`. */
export const isPublished = ({ publishedAt }: Pick<Resource, 'publishedAt'>, now: Date): boolean =>
  publishedAt !== null && publishedAt <= now;

/** The address of the page of a resource in a workspace. Throws `not_found` to who may not see it. */
export async function addressOf(
  db: Database,
  principal: Principal,
  { id, placed: found }: { id: string; placed?: Placed },
  now = new Date(),
): Promise<string> {
  const { resource, workspace } = found ?? (await place(db, id));
  await rightsToSee(db, principal, { resource, workspace }, now);
  if (!workspace) throw notFound('resource');
  return `/${workspace.slug}/${resource.slug}`;
}

/** The chain of a resource: itself, then its home workspace and the organization above. */
export function resourceChain(resource: Resource, workspace: Workspace | null): Chain {
  return [
    {
      type: 'resource',
      id: resource.id,
      owner: { type: resource.ownerType, id: resource.ownerId },
    },
    ...(workspace ? workspaceChain(workspace) : []),
  ];
}

/** The resource with its home. Throws `not_found`; says nothing about rights. */
export async function place(db: Database, id: string): Promise<Placed> {
  const [row] = await placed(db, { id });
  if (!row) throw notFound('resource');
  return row;
}

const placed = compiled((q, { id }: { id: string }) =>
  q
    .select({ resource: resources, workspace: workspaces })
    .from(resources)
    .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
    .where(eq(resources.id, id))
    .limit(1),
);
