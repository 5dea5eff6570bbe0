import { action, page } from '$lib/server/request-context';
import { keysOf, makeKey } from '$lib/server/keys';
import { requirePerson, type Principal } from '@vesta-cx/core';
import type { Actions, PageServerLoad } from './$types';

/** All that act for the person: those of organizations and workspaces too. */
export const load: PageServerLoad = page(async ({ url }, context) => keysOf(context, null, url));

export const actions: Actions = {
  default: action(async (_event, context) => makeKey(context, own(context.principal))),
};

function own(principal: Principal) {
  requirePerson(principal);
  return { ownerType: 'user' as const, ownerId: principal.userId };
}
