import { action, page } from '$lib/server/door';
import * as keys from '@vesta-cx/core/keys';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Asks before a key stops working; the same page for whatever the key is of. */
export const load: PageServerLoad = page(async ({ params }, { db, principal }) => {
  const { key, others, hasMore, managesOwner } = await keys.planRevocation(
    db,
    principal,
    params.key,
  );
  return { key, others, hasMore, list: listOf(key, managesOwner) };
});

export const actions: Actions = {
  default: action(async ({ params }, { db, principal }) => {
    const { key, managesOwner } = await keys.planRevocation(db, principal, params.key);
    await keys.revoke(db, principal, key.id);
    redirect(303, listOf(key, managesOwner));
  }),
};

/** Where the person finds the key: with the others of what it is for, or with all that they made. */
function listOf({ ownerType, ownerId }: keys.ShownKey, managesOwner: boolean): string {
  if (ownerType === 'user' || !managesOwner) return '/settings/keys';
  return ownerType === 'organization'
    ? `/dashboard/organizations/${ownerId}/keys`
    : `/dashboard/${ownerId}/keys`;
}
