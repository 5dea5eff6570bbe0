import { page } from '$lib/server/door';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** A workspace's dashboard exists for those who may write in it. */
export const load: LayoutServerLoad = page(async ({ params, url }, { db, principal }) => {
  const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'write');
  if (workspace.slug !== params.workspace) {
    const rest = url.pathname.split('/').slice(3).join('/');
    redirect(301, `/dashboard/${workspace.slug}${rest && `/${rest}`}${url.search}`);
  }
  return {
    workspace: {
      id: workspace.id,
      slug: workspace.slug,
      name: workspace.name,
      visibility: workspace.visibility,
    },
    rights: await workspaces.rights(db, principal, workspace),
  };
});
