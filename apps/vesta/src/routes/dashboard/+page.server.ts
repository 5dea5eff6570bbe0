import { page } from '$lib/server/request-context';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { Workspace } from '@vesta-cx/db';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url }, { db, principal, paged }) => {
  const limit = 24;
  const [mine, toRead] = await Promise.all([
    paged({}, (cursor) => workspaces.list(db, principal, { limit, access: 'write', cursor })),
    paged(
      {},
      (cursor) =>
        workspaces.list(db, principal, { limit, access: 'read', except: 'write', cursor }),
      'read',
    ),
  ]);
  return {
    workspaces: mine.items.map(shown),
    next: mine.next,
    isFirst: mine.isFirst,
    toRead: { ...toRead, items: toRead.items.map(shown) },
    deleted: url.searchParams.get('deleted'),
  };
});

const shown = ({ id, slug, name, description, avatarUrl, visibility }: Workspace) => ({
  id,
  slug,
  name,
  description,
  avatarUrl,
  visibility,
});
