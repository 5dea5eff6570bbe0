import { accessActions, accessLoad } from '$lib/server/access';
import type { Door } from '$lib/server/door';
import * as access from '@vesta-cx/core/permissions/editor';
import { writable } from '../writable';
import type { RequestEvent } from './$types';

async function at(event: RequestEvent, door: Door) {
  const { id } = await writable(event, door);
  const object = await access.authorize(door.db, door.principal, { type: 'resource', id }, 'admin');
  return { object, away: '/dashboard/statuses' };
}

export const load = accessLoad(at);
const { set, clear } = accessActions(at);

export const actions = {
  set,
  clear,
};
