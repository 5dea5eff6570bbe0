import { page } from '$lib/server/door';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { Workspace } from '@vesta-cx/db';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url }, { db, principal }) => {
  const asked = (name: string) => url.searchParams.get(name) ?? undefined;
  const [cursor, read] = [asked('cursor'), asked('read')];
  const [mine, toRead] = await Promise.all([
    workspaces.list(db, principal, { limit: 24, access: 'write', cursor }),
    workspaces.list(db, principal, { limit: 24, access: 'read', except: 'write', cursor: read }),
  ]);
  return {
    workspaces: mine.items.map(shown),
    next: mine.next,
    isFirst: cursor === undefined,
    toRead: { ...toRead, items: toRead.items.map(shown), isFirst: read === undefined },
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
