import type { Door } from '$lib/server/door';
import { isAppError, notFound } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';

/**
 * The person's own status of this address, with the proof that they may do `action` to it. For
 * everybody else its page in the dashboard does not exist, also when they may read the status.
 */
export async function own<A extends 'write' | 'delete'>(
  { params }: { params: { status: string } },
  { db, principal }: Door,
  action: A,
) {
  const resource = await resources
    .authorize(db, principal, params.status, action)
    .catch((error: unknown) => {
      throw isAppError(error) && error.code === 'forbidden' ? notFound('status') : error;
    });
  if (resource.workspaceId !== null || resource.ownerId !== principal.userId) {
    throw notFound('status');
  }
  return resource;
}
