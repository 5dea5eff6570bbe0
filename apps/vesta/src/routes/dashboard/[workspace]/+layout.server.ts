import { dashboardOf, redirectToDashboard } from '$lib/server/dashboard';
import { page } from '$lib/server/request-context';
import type { LayoutServerLoad } from './$types';

/** A workspace's dashboard is for those who may write in it. */
export const load: LayoutServerLoad = page(async ({ params, url }, context) => {
  const dashboard = await dashboardOf(context, params.workspace);
  if (dashboard.workspace.slug !== params.workspace)
    redirectToDashboard(url, dashboard.workspace.slug);
  return dashboard;
});
