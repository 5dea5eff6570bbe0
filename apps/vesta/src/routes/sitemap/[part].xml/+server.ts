import { page } from '$lib/server/request-context';
import { originOf } from '$lib/server/origin';
import { sitemapAnswer } from '$lib/server/sitemap';
import { pagesIn, parsePart, sitemap, type SitemapPage } from '@vesta-cx/core/sitemap';
import type { Database } from '@vesta-cx/db/query';
import { error } from '@sveltejs/kit';
import type { RequestEvent } from './$types';

/** The site's own pages. */
const own = [
  ...['/', '/explore', '/collections', '/about', '/help'],
  ...['/legal/privacy', '/legal/security', '/legal/terms', '/api/docs'],
].map((path) => ({ path }));

/** The format asks for one address at least: where nothing of a part is public, this one stands in. */
const standIn = [{ path: '/explore' }];

/** One part of the sitemap. */
export const GET = page(async (event: RequestEvent, { db }) => {
  const pages = await pagesOf(db, event.params.part);
  const body = sitemap(originOf(event), pages.length > 0 ? pages : standIn);
  return sitemapAnswer(event.request, body);
});

async function pagesOf(db: Database, name: string): Promise<SitemapPage[]> {
  if (name === 'pages') return own;
  const part = parsePart(name);
  if (!part) error(404, 'There is no such part of the sitemap');
  return pagesIn(db, part);
}
