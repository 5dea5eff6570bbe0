import { action, page } from '$lib/server/door';
import * as resources from '@vesta-cx/core/resources';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { awayFrom, writable } from '../writable';

export const load: PageServerLoad = page(async (event, door) => {
  const { id } = await writable(event, door);
  const resource = await resources.authorize(door.db, door.principal, id, 'delete');
  return { contents: await resources.contents(door.db, resource) };
});

export const actions: Actions = {
  default: action<RequestEvent, never>(async (event, door) => {
    const { id } = await writable(event, door);
    const resource = await resources.authorize(door.db, door.principal, id, 'delete');
    await resources.remove(door.db, resource);
    redirect(303, `${await awayFrom(event, door)}?deleted`);
  }),
};
