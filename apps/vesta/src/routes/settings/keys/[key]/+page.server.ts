import { action, page } from '$lib/server/door';
import * as keys from '@vesta-cx/core/keys';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Asks before a key stops working; the same page for whatever the key is of. */
export const load: PageServerLoad = page(async ({ params }, { db, principal }) => {
  const key = await keys.read(db, principal, params.key);
  return { key, list: listOf(key) };
});

export const actions: Actions = {
  default: action(async ({ params }, { db, principal }) => {
    const key = await keys.read(db, principal, params.key);
    await keys.revoke(db, principal, key.id);
    redirect(303, listOf(key));
  }),
};

/** Where the key is listed. */
function listOf({ ownerType, ownerId }: keys.ShownKey): string {
  return {
    user: '/settings/keys',
    organization: `/dashboard/organizations/${ownerId}/keys`,
    workspace: `/dashboard/${ownerId}/keys`,
  }[ownerType];
}
