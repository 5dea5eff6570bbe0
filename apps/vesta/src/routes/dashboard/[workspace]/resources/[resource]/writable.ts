import type { Door } from '$lib/server/door';
import { notFound, requirePerson } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import * as workspaces from '@vesta-cx/core/workspaces';

/** The resource of this address, with the proof that the person may change it. */
export async function writable(
  { params }: { params: { workspace: string; resource: string } },
  { db, principal }: Door,
) {
  // Asked first: a session that has ended is not a page that isn't there.
  requirePerson(principal);
  const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'write');
  const resource = await resources.authorize(db, principal, params.resource, 'write');
  if (resource.workspaceId !== workspace.id) throw notFound('resource');
  return resource;
}
