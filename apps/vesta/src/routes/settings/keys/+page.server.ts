import { action, page } from '$lib/server/door';
import { keysOf, makeKey } from '$lib/server/keys';
import { requirePerson, type Principal } from '@vesta-cx/core';
import type { Actions, PageServerLoad } from './$types';

/** All that act for the person: those of organizations and workspaces too. */
export const load: PageServerLoad = page(async ({ url }, door) => keysOf(door, null, url));

export const actions: Actions = {
  default: action(async (_event, door) => makeKey(door, own(door.principal))),
};

function own(principal: Principal) {
  requirePerson(principal);
  return { ownerType: 'user' as const, ownerId: principal.userId };
}
