import { collectionCardOf } from '$lib/components/collections/card';
import { collectionPath, ownerPath } from '$lib/components/collections/address';
import { page } from '$lib/server/request-context';
import * as collections from '@vesta-cx/core/collections';
import type { PageServerLoad } from './$types';

/** What people and workspaces collect in public, newest first. */
export const load: PageServerLoad = page(async (_event, { db, principal, paged }) => {
  const { items, next, isFirst } = await paged({}, (cursor) =>
    collections.list(db, principal, { limit: 12, cursor }),
  );
  const shown = items.map(({ collection }) => collection);
  const inside = await collections.previews(db, principal, shown, 3);
  return {
    collections: items.map(({ collection, owner }) => ({
      ...collectionCardOf(collection, inside.get(collection.id) ?? []),
      href: collectionPath(owner, collection.slug),
      by: { name: owner.name, href: ownerPath(owner) },
    })),
    next,
    isFirst,
  };
});
