import { accessActions, accessLoad } from '$lib/server/access';
import type { Door } from '$lib/server/door';
import { notFound } from '@vesta-cx/core';
import * as access from '@vesta-cx/core/permissions/editor';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { RequestEvent } from './$types';

async function at({ params }: RequestEvent, { db, principal }: Door) {
  const { id } = await workspaces.authorizeDashboard(db, principal, params.workspace, 'write');
  const ref = { type: 'resource', id: params.resource } as const;
  const object = await access.authorize(db, principal, ref, 'admin');
  if (!object.chain.some(({ type, id: at }) => type === 'workspace' && at === id)) {
    throw notFound('resource');
  }
  return { object, away: `/dashboard/${params.workspace}` };
}

export const load = accessLoad(at);
const { set, clear } = accessActions(at);

export const actions = {
  set,
  clear,
};
