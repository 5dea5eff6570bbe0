import { accessActions, accessLoad } from '$lib/server/access';
import type { RequestContext } from '$lib/server/request-context';
import * as access from '@vesta-cx/core/access';
import type { RequestEvent } from './$types';

async function at({ params }: RequestEvent, { db, principal }: RequestContext) {
  const ref = { type: 'organization', id: params.organization } as const;
  const object = await access.authorize(db, principal, ref, 'admin');
  return { object, away: '/dashboard/organizations' };
}

export const load = accessLoad(at);
const { set, clear } = accessActions(at);

export const actions = {
  set,
  clear,
};
