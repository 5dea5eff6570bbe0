import { accessActions, accessLoad } from '$lib/server/access';
import type { RequestContext } from '$lib/server/request-context';
import * as access from '@vesta-cx/core/access';
import { awayFrom, writable } from '../writable';
import type { RequestEvent } from './$types';

async function at(event: RequestEvent, context: RequestContext) {
  const { id } = await writable(event, context);
  const object = await access.authorize(
    context.db,
    context.principal,
    { type: 'resource', id },
    'admin',
  );
  return { object, away: () => awayFrom(event, context) };
}

export const load = accessLoad(at);
const { set, clear } = accessActions(at);

export const actions = {
  set,
  clear,
};
