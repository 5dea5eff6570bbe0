import { collectionPage } from '$lib/server/collection-page';
import { page } from '$lib/server/request-context';
import type { PageServerLoad } from './$types';

/**
 * A collection of a workspace. It stands outside the workspace's layout: one collection may be
 * open to somebody for whom the rest of its workspace is closed.
 */
export const load: PageServerLoad = page(({ params, url }, context) =>
  collectionPage(url, context, { type: 'workspace', slug: params.workspace }, params.collection),
);
