import { action, page } from '$lib/server/request-context';
import { preview } from '$lib/server/resource-actions';
import { newInput, type Timing } from '$lib/server/resource-form';
import { notFound, requirePerson } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import * as workspaces from '@vesta-cx/core/workspaces';
import { resourceTypes, type ResourceType } from '@vesta-cx/db';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = page(async ({ params, url }, { mint }) => ({
  type: typeOf(params.type),
  id: await mint('resource'),
  host: url.host,
}));

const making = (timing: Timing) =>
  action<RequestEvent, never>(async ({ params }, { db, principal, form, minted }) => {
    requirePerson(principal);
    const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'write');
    const input = newInput(typeOf(params.type), form, timing);
    const made = await resources.create(db, principal, workspace, {
      ...input,
      id: await minted('resource'),
    });
    redirect(303, `/dashboard/${workspace.slug}/resources/${made.id}?saved=${timing}`);
  });

export const actions: Actions = {
  draft: making('draft'),
  publish: making('publish'),
  schedule: making('schedule'),
  preview,
};

function typeOf(name: string): ResourceType {
  const type = resourceTypes.find((known) => known === name);
  if (!type) throw notFound('page');
  return type;
}
