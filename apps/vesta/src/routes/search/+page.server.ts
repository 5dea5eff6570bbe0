import { cardOf } from '$lib/components/resources/card';
import { workspaceCardOf } from '$lib/components/workspaces/card';
import { page } from '$lib/server/door';
import * as search from '@vesta-cx/core/search';
import type { PageServerLoad } from './$types';
import { queryOf } from '$lib/server/form';

export const load: PageServerLoad = page(async ({ url }, { db, principal }) => {
  const q = queryOf(url.searchParams, search.maxQueryLength) ?? '';
  const limit = 8;
  const found = await search.everywhere(db, principal, q, limit);
  return {
    q,
    limit,
    workspaces: found.workspaces.map(workspaceCardOf),
    resources: found.resources.map(cardOf),
    collections: found.collections.map(({ collection, owner }) => ({
      id: collection.id,
      name: collection.name,
      href: `${owner.type === 'user' ? '/user' : ''}/${owner.slug}/c/${collection.slug}`,
      by: owner.name,
      itemCount: collection.itemCount,
    })),
    people: found.people.map(({ workosUserId, handle, displayName, avatarUrl }) => ({
      id: workosUserId,
      handle,
      name: displayName,
      avatarUrl,
    })),
  };
});
