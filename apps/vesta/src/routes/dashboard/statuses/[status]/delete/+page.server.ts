import { action, page } from '$lib/server/door';
import * as resources from '@vesta-cx/core/resources';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { own } from '../own';

export const load: PageServerLoad = page(async (event, door) => {
  const status = await own(event, door, 'delete');
  return {
    id: status.id,
    text: status.excerpt ?? '',
    contents: await resources.contents(door.db, status),
  };
});

export const actions: Actions = {
  default: action<RequestEvent, never>(async (event, door) => {
    await resources.remove(door.db, await own(event, door, 'delete'));
    redirect(303, '/dashboard/statuses');
  }),
};
