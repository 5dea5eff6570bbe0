import { action, page, type RequestContext } from '$lib/server/request-context';
import * as collections from '@vesta-cx/core/collections';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Of a collection that is kept by hand alone. */
async function deletable({ db, principal }: RequestContext, id: string) {
  await collections.authorizeDashboard(db, principal, id);
  return collections.authorize(db, principal, id, 'delete');
}

/** Says what goes: items, notes, and the places that others gave it. */
export const load: PageServerLoad = page(async ({ params }, context) => {
  const collection = await deletable(context, params.id);
  const ref = { itemType: 'collection', itemId: collection.id } as const;
  const { count, more } = await collections.collectionsContaining(
    context.db,
    context.principal,
    ref,
    {
      limit: 0,
    },
  );
  return { heldBy: count, heldByMore: more };
});

export const actions: Actions = {
  default: action(async ({ params }, context) => {
    const collection = await deletable(context, params.id);
    await collections.remove(context.db, collection);
    redirect(303, '/dashboard/collections?deleted');
  }),
};
