import { collectionPage } from '$lib/server/collection-page';
import { page } from '$lib/server/door';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(({ params, url }, door) =>
  collectionPage(url, door, { type: 'user', slug: params.handle }, params.collection),
);
