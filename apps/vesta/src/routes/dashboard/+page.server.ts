import { page } from '$lib/server/door';
import * as workspaces from '@vesta-cx/core/workspaces';
import type { Workspace } from '@vesta-cx/db';
import type { PageServerLoad } from './$types';

/** How many workspaces that are only to be read are looked for beside a page of the others. */
const looked = 48;

export const load: PageServerLoad = page(async ({ url }, { db, principal }) => {
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [{ items, next }, readable] = await Promise.all([
    workspaces.list(db, principal, { limit: 24, access: 'write', cursor }),
    workspaces.list(db, principal, { limit: looked, access: 'read', cursor }),
  ]);
  const writes = new Set(items.map(({ id }) => id));
  const last = next && items.at(-1)!.id;
  return {
    workspaces: items.map(shown),
    // Both lists are newest first: what is older than this page may be written on the next.
    toRead: readable.items.filter(({ id }) => !writes.has(id) && (!last || id > last)).map(shown),
    next,
    isFirst: cursor === undefined,
    isDeleted: url.searchParams.has('deleted'),
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
