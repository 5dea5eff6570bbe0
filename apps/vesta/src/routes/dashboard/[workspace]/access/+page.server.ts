import { accessActions, accessLoad } from '$lib/server/access';
import type { RequestContext } from '$lib/server/request-context';
import * as access from '@vesta-cx/core/access';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { RequestEvent } from './$types';

async function at({ params }: RequestEvent, { db, principal }: RequestContext) {
  const { id } = await workspaces.authorizeDashboard(db, principal, params.workspace, 'write');
  const object = await access.authorize(db, principal, { type: 'workspace', id }, 'admin');
  return { object, away: '/dashboard' };
}

export const load = accessLoad(at);
const { set, clear } = accessActions(at);

export const actions = {
  set,
  clear,
};
