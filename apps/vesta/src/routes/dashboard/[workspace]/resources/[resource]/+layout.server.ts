import { dashboardOrNone, redirectToDashboard } from '$lib/server/dashboard';
import { page } from '$lib/server/request-context';
import { notFound } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import type { LayoutServerLoad } from './$types';
import { writable } from './writable';

/**
 * The editor of one thing stands outside the layout of its workspace: a single resource may be open
 * to somebody for whom the rest of it is closed. Whoever writes in the workspace keeps its tabs.
 */
export const load: LayoutServerLoad = page(async (event, context) => {
  await writable(event, context);
  const view = await resources.read(context.db, context.principal, event.params.resource);
  const { workspace } = view;
  if (!workspace) throw notFound('resource');
  if (workspace.slug !== event.params.workspace) redirectToDashboard(event.url, workspace.slug);
  const { id, type, title, excerpt, path, status, publishedAt, version, rights } = view;
  return {
    workspace,
    dashboard: await dashboardOrNone(context, workspace.id),
    resource: {
      id,
      type,
      title: title ?? excerpt ?? '',
      path,
      status,
      publishedAt,
      version,
      mayDelete: rights.delete,
      mayAdmin: rights.admin,
    },
  };
});
