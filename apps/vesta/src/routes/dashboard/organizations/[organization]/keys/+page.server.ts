import { action, page, type RequestContext } from '$lib/server/request-context';
import { keysOf, makeKey } from '$lib/server/keys';
import * as organizations from '@vesta-cx/core/organizations';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, context) =>
  keysOf(context, await ownerAt(context, params.organization), url),
);

export const actions: Actions = {
  default: action(async ({ params }, context) =>
    makeKey(context, await ownerAt(context, params.organization)),
  ),
};

async function ownerAt({ db, principal }: RequestContext, id: string) {
  const { workosOrgId } = await organizations.authorize(db, principal, id, 'admin');
  return { ownerType: 'organization' as const, ownerId: workosOrgId };
}
