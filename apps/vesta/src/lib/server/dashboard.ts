/** A workspace's dashboard: for those who may write in it. */
import { isAppError } from '@vesta-cx/core';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import { leadingTo, type RequestContext } from './request-context';

/** The workspace as the pages of its dashboard show it. Throws `forbidden` to who may only read it. */
export async function dashboardOf({ db, principal }: RequestContext, idOrSlug: string) {
  const workspace = await leadingTo(
    workspaces.authorizeDashboard(db, principal, idOrSlug, 'write'),
    async () => {
      const seen = await workspaces.read(db, principal, idOrSlug);
      return { name: seen.name, path: `/${seen.slug}` };
    },
  );
  const { id, slug, name, avatarUrl, visibility } = workspace;
  return {
    workspace: { id, slug, name, avatarUrl, visibility },
    rights: await workspaces.rights(db, principal, workspace),
  };
}

/** The same; null for those to whom a single thing in it is open, and the workspace is not. */
export const dashboardOrNone = (context: RequestContext, idOrSlug: string) =>
  dashboardOf(context, idOrSlug).catch((thrown: unknown) => {
    if (isAppError(thrown) && ['not_found', 'forbidden'].includes(thrown.code)) return null;
    throw thrown;
  });

/** Sends whoever came by another name of the workspace on to the same page under its present one. */
export function redirectToDashboard({ pathname, search }: URL, slug: string): never {
  const rest = pathname.split('/').slice(3).join('/');
  redirect(301, `/dashboard/${slug}${rest && `/${rest}`}${search}`);
}
