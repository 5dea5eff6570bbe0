import { deskOf, redirectToDesk } from '$lib/server/desk';
import { page } from '$lib/server/request-context';
import type { LayoutServerLoad } from './$types';

/** A workspace's dashboard is for those who may write in it. */
export const load: LayoutServerLoad = page(async ({ params, url }, context) => {
  const desk = await deskOf(context, params.workspace);
  if (desk.workspace.slug !== params.workspace) redirectToDesk(url, desk.workspace.slug);
  return desk;
});
