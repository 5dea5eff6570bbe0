import { page } from '$lib/server/request-context';
import { originOf } from '$lib/server/origin';
import { sitemapAnswer } from '$lib/server/sitemap';
import { listParts, partName, sitemapIndex } from '@vesta-cx/core/sitemap';
import type { RequestEvent } from './$types';

/** The sitemap index: which parts there are. */
export const GET = page(async (event: RequestEvent, { db }) => {
  const names = ['pages', ...(await listParts(db)).map(partName)];
  const paths = names.map((name) => `/sitemap/${name}.xml`);
  return sitemapAnswer(event.request, sitemapIndex(originOf(event), paths));
});
