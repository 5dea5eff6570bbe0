import { collectionPath, ownerPath } from '$lib/components/collections/address';
import { collectionCardOf } from '$lib/components/collections/card';
import { page } from '$lib/server/request-context';
import * as collections from '@vesta-cx/core/collections';
import type { PageServerLoad } from './$types';

/** The collections that the person may edit: their own and those of workspaces they may write. */
export const load: PageServerLoad = page(async (_event, { db, principal, paged }) => {
  const { items, next, isFirst } = await paged({}, (cursor) =>
    collections.list(db, principal, { access: 'write', limit: 24, cursor }),
  );
  const shown = items.map(({ collection }) => collection);
  const inside = await collections.previews(db, principal, shown, 3);
  return {
    collections: items.map(({ collection, owner }) => ({
      ...collectionCardOf(collection, inside.get(collection.id) ?? []),
      unlisted: collection.status === 'UNLISTED',
      path: collectionPath(owner, collection.slug),
      by:
        owner.id === principal.userId
          ? { name: 'You' }
          : { name: owner.name, href: ownerPath(owner) },
    })),
    next,
    isFirst,
  };
});
