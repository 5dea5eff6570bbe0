import { action, page } from '$lib/server/request-context';
import { textOf } from '$lib/server/form';
import { invalidField } from '@vesta-cx/core';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params }, { db, principal }) => {
  const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'delete');
  return { contents: await workspaces.contents(db, workspace) };
});

export const actions: Actions = {
  default: action(async ({ params }, { db, principal, form }) => {
    const workspace = await workspaces.authorizeDashboard(
      db,
      principal,
      params.workspace,
      'delete',
    );
    if (textOf(form, 'slug')?.toLowerCase() !== workspace.slug) {
      throw invalidField('slug', `Type ${workspace.slug} to confirm`);
    }
    await workspaces.remove(db, workspace);
    redirect(303, '/dashboard?deleted=workspace');
  }),
};
