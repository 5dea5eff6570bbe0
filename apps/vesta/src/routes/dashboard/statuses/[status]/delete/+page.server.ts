import { action, page, type Door } from '$lib/server/door';
import * as resources from '@vesta-cx/core/resources';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { writable } from '../writable';

async function deletable(event: RequestEvent, door: Door) {
  const { id } = await writable(event, door);
  return resources.authorize(door.db, door.principal, id, 'delete');
}

export const load: PageServerLoad = page(async (event, door) => {
  const status = await deletable(event, door);
  return {
    id: status.id,
    text: status.excerpt ?? '',
    contents: await resources.contents(door.db, status),
  };
});

export const actions: Actions = {
  default: action<RequestEvent, never>(async (event, door) => {
    await resources.remove(door.db, await deletable(event, door));
    redirect(303, '/dashboard/statuses');
  }),
};
