import { page } from '$lib/server/door';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url }, { db, principal }) => {
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const { items, next } = await workspaces.list(db, principal, {
    limit: 24,
    access: 'write',
    cursor,
  });
  return {
    workspaces: items.map(({ id, slug, name, description, avatarUrl, visibility }) => ({
      id,
      slug,
      name,
      description,
      avatarUrl,
      visibility,
    })),
    next,
    isFirst: cursor === undefined,
    isDeleted: url.searchParams.has('deleted'),
  };
});
