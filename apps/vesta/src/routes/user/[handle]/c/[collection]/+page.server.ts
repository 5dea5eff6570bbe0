import { collectionPage } from '$lib/server/collection-page';
import { page } from '$lib/server/request-context';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = page(({ params, url }, context) =>
  collectionPage(url, context, { type: 'user', slug: params.handle }, params.collection),
);
