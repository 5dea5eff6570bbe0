import type { RequestContext } from '$lib/server/request-context';
import { authorizeEditor } from '$lib/server/resource-actions';
import { notFound } from '@vesta-cx/core';

/** The status of this address that somebody posted as themself, for who may change it. */
export async function writable(
  { params }: { params: { status: string } },
  context: RequestContext,
) {
  const status = await authorizeEditor(context, params.status);
  if (status.workspaceId !== null) throw notFound('status');
  return status;
}
