import { page } from '$lib/server/request-context';
import { workspaceOf } from '$lib/server/workspace';
import { lookOf } from '$lib/theme';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** The workspace of the address; old and upper-case addresses lead to the present one. */
export const load: LayoutServerLoad = page(async (event, context) => {
  const { params, url } = event;
  const workspace = await workspaceOf(event, context);
  if (workspace.slug !== params.workspace) {
    const rest = url.pathname.split('/').slice(2).join('/');
    redirect(301, `/${workspace.slug}${rest && `/${rest}`}${url.search}`);
  }
  const { id, slug, name, description, avatarUrl, bannerUrl, theme } = workspace;
  const { visibility, guestReadable } = workspace;
  const { db, principal } = context;
  return {
    workspace: { id, slug, name, description, avatarUrl, bannerUrl, visibility, guestReadable },
    look: lookOf(theme),
    rights: principal.userId ? await workspaces.rights(db, principal, workspace) : null,
  };
});
