import { action, page } from '$lib/server/door';
import type { Door } from '$lib/server/door';
import { keysOf, makeKey } from '$lib/server/keys';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, door) =>
  keysOf(door, await ownerAt(door, params.workspace), url),
);

export const actions: Actions = {
  default: action(async ({ params }, door) => makeKey(door, await ownerAt(door, params.workspace))),
};

async function ownerAt({ db, principal }: Door, slug: string) {
  const { id } = await workspaces.authorizeDashboard(db, principal, slug, 'admin');
  return { ownerType: 'workspace' as const, ownerId: id };
}
