import { action, page, type Door } from '$lib/server/door';
import { keysOf, makeKey } from '$lib/server/keys';
import * as organizations from '@vesta-cx/core/organizations';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, door) =>
  keysOf(door, await ownerAt(door, params.organization), url),
);

export const actions: Actions = {
  default: action(async ({ params }, door) =>
    makeKey(door, await ownerAt(door, params.organization)),
  ),
};

async function ownerAt({ db, principal }: Door, id: string) {
  const { workosOrgId } = await organizations.authorize(db, principal, id, 'admin');
  return { ownerType: 'organization' as const, ownerId: workosOrgId };
}
