import { collectionPath } from '$lib/components/collections/address';
import { leadingTo, page } from '$lib/server/request-context';
import * as collections from '@vesta-cx/core/collections';
import type { LayoutServerLoad } from './$types';

/** A collection's dashboard is for those who may write it. */
export const load: LayoutServerLoad = page(async ({ params, route }, { db, principal }) => {
  const part = route.id?.endsWith('/access') ? 'access' : 'all';
  const { collection, owner } = await leadingTo(
    collections.authorizeDashboard(db, principal, params.id, part),
    async () => {
      const seen = await collections.readOwned(db, principal, params.id);
      return {
        name: seen.collection.name,
        path: collectionPath(seen.owner, seen.collection.slug),
      };
    },
  );
  const { id, name, slug, description, status, itemCount, version } = collection;
  const rights = await collections.rights(db, principal, collection);
  return {
    mayDelete: rights.delete,
    mayAdmin: rights.admin,
    collection: {
      id,
      name,
      isByHand: collection.type === 'manual',
      slug,
      description,
      status,
      itemCount,
      version,
      path: collectionPath(owner, slug),
      owner: owner.id === principal.userId ? 'you' : owner.name,
      publicName: {
        type: owner.type,
        name: owner.name,
        avatarUrl: owner.avatarUrl,
        seed: owner.type === 'user' ? owner.slug : owner.id,
      },
    },
  };
});
