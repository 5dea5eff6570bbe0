import { action, page } from '$lib/server/request-context';
import type { RequestContext } from '$lib/server/request-context';
import { keysOf, makeKey } from '$lib/server/keys';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, context) =>
  keysOf(context, await ownerAt(context, params.workspace), url),
);

export const actions: Actions = {
  default: action(async ({ params }, context) =>
    makeKey(context, await ownerAt(context, params.workspace)),
  ),
};

async function ownerAt({ db, principal }: RequestContext, slug: string) {
  const { id } = await workspaces.authorizeDashboard(db, principal, slug, 'admin');
  return { ownerType: 'workspace' as const, ownerId: id };
}
