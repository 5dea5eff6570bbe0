import { collectionPath } from '$lib/components/collections/address';
import { page } from '$lib/server/request-context';
import * as collections from '@vesta-cx/core/collections';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** A permalink: the address with the names in it can change, this one can't. */
export const load: PageServerLoad = page(async ({ params, url }, { db, principal }) => {
  const { collection, owner } = await collections.readOwned(db, principal, params.id);
  redirect(307, collectionPath(owner, collection.slug) + url.search);
});
