import { action, page } from '$lib/server/request-context';
import * as resources from '@vesta-cx/core/resources';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { awayFrom, writable } from '../writable';

export const load: PageServerLoad = page(async (event, context) => {
  const { id } = await writable(event, context);
  const resource = await resources.authorize(context.db, context.principal, id, 'delete');
  return { contents: await resources.contents(context.db, resource) };
});

export const actions: Actions = {
  default: action<RequestEvent, never>(async (event, context) => {
    const { id } = await writable(event, context);
    const resource = await resources.authorize(context.db, context.principal, id, 'delete');
    await resources.remove(context.db, resource);
    redirect(303, `${await awayFrom(event, context)}?deleted`);
  }),
};
