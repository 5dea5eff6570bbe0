import type { Door } from '$lib/server/door';
import { authorizeEditor } from '$lib/server/resource-actions';
import { notFound } from '@vesta-cx/core';

/** The status of this address that somebody posted as themself, for who may change it. */
export async function writable({ params }: { params: { status: string } }, door: Door) {
  const status = await authorizeEditor(door, params.status);
  if (status.workspaceId !== null) throw notFound('status');
  return status;
}
