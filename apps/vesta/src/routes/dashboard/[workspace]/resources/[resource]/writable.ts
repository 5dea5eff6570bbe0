import { dashboardOrNone } from '$lib/server/dashboard';
import type { RequestContext } from '$lib/server/request-context';
import { authorizeEditor } from '$lib/server/resource-actions';
import { notFound } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';

type Event = { params: { workspace: string; resource: string } };

/** The resource of this address, with the proof that the person may change it. */
export async function writable({ params }: Event, context: RequestContext) {
  const resource = await authorizeEditor(context, params.resource);
  if (resource.workspaceId !== params.workspace) {
    // Found by its address: whoever may change it alone may not see the workspace.
    const { id } = await resources.locate(context.db, params.workspace, resource.slug);
    if (id !== resource.id) throw notFound('resource');
  }
  return resource;
}

/** Returns where those go for whom the page is no more: not to a dashboard that they may not see. */
export const awayFrom = async ({ params }: Event, context: RequestContext): Promise<string> =>
  (await dashboardOrNone(context, params.workspace))
    ? `/dashboard/${params.workspace}`
    : '/dashboard';
