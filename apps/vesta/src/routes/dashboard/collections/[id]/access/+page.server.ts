import { accessActions, accessLoad } from '$lib/server/access';
import type { RequestContext } from '$lib/server/request-context';
import * as collections from '@vesta-cx/core/collections';
import * as access from '@vesta-cx/core/access';
import type { RequestEvent } from './$types';

async function at({ params: { id } }: RequestEvent, { db, principal }: RequestContext) {
  await collections.authorizeDashboard(db, principal, id, 'access');
  const object = await access.authorize(db, principal, { type: 'collection', id }, 'admin');
  return { object, away: '/dashboard/collections' };
}

export const load = accessLoad(at);
const { set, clear } = accessActions(at);

export const actions = {
  set,
  clear,
};
