import { page } from '$lib/server/door';
import { notFound } from '@vesta-cx/core';
import * as resources from '@vesta-cx/core/resources';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = page(async ({ params, parent }, { db, principal }) => {
  const { workspace } = await parent();
  const view = await resources.read(db, principal, params.resource);
  if (view.workspaceId !== workspace.id || !view.rights.write) throw notFound('resource');
  const { id, type, title, excerpt, path, status, publishedAt, version, rights } = view;
  return {
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
