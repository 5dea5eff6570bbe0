import { action, page } from '$lib/server/request-context';
import * as keys from '@vesta-cx/core/keys';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Asks before a key stops working; the same page for whatever the key is of. */
export const load: PageServerLoad = page(async ({ params, url }, { db, principal }) => {
  const plan = await keys.planRevocation(db, principal, params.key);
  const { key, others, hasMore } = plan;
  return { key, others, hasMore, list: listOf(plan, url) };
});

export const actions: Actions = {
  default: action(async ({ params, url }, { db, principal }) => {
    const plan = await keys.planRevocation(db, principal, params.key);
    await keys.revoke(db, principal, plan.key.id);
    redirect(303, `${listOf(plan, url)}?revoked`);
  }),
};

/**
 * Returns where the person finds the key: with the others of what it is for, or, where they manage only
 * their own there or come `?from=own`, with all that they made.
 */
function listOf({ key, managesOwner }: keys.Revocation, url: URL): string {
  const { ownerType, ownerId } = key;
  if (ownerType === 'user' || !managesOwner || url.searchParams.get('from') === 'own') {
    return '/settings/keys';
  }
  return ownerType === 'organization'
    ? `/dashboard/organizations/${ownerId}/keys`
    : `/dashboard/${ownerId}/keys`;
}
