import { collectionPath } from '$lib/components/collections/address';
import { page } from '$lib/server/door';
import * as collections from '@vesta-cx/core/collections';
import type { LayoutServerLoad } from './$types';

/** A collection's dashboard exists for those who may write it. */
export const load: LayoutServerLoad = page(async ({ params }, { db, principal }) => {
  const { collection, owner } = await collections.authorizeDashboard(db, principal, params.id);
  const { id, name, slug, description, status, itemCount, version } = collection;
  const rights = await collections.rights(db, principal, collection);
  return {
    mayDelete: rights.delete,
    mayAdmin: rights.admin,
    collection: {
      id,
      name,
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
