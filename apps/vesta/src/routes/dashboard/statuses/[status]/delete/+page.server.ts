import { action, page, type RequestContext } from '$lib/server/request-context';
import * as resources from '@vesta-cx/core/resources';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { writable } from '../writable';

async function deletable(event: RequestEvent, context: RequestContext) {
  const { id } = await writable(event, context);
  return resources.authorize(context.db, context.principal, id, 'delete');
}

export const load: PageServerLoad = page(async (event, context) => {
  const status = await deletable(event, context);
  return {
    id: status.id,
    text: status.excerpt ?? '',
    contents: await resources.contents(context.db, status),
  };
});

export const actions: Actions = {
  default: action<RequestEvent, never>(async (event, context) => {
    await resources.remove(context.db, await deletable(event, context));
    redirect(303, '/dashboard/statuses');
  }),
};
