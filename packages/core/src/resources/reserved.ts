import { collectionKinds } from '@vesta-cx/db';
import { invalidField } from '../kernel/index.ts';

/**
 * Second path segments, below every workspace, that no resource can have: what the app serves there,
 * what it is going to serve, and what a program looks for. A test in the app compares this list with
 * its route tree.
 */
export const reservedResourceSlugs: ReadonlySet<string> = new Set([
  // Short addresses of the collections that keep themselves.
  ...collectionKinds,
  ...['about', 'atom', 'c', 'collections', 'contact', 'dashboard', 'edit', 'embed', 'events'],
  ...['feed', 'feeds', 'feed-json', 'feed-xml', 'followers', 'links', 'new', 'oembed', 'posts'],
  ...['press', 'releases', 'rss', 's', 'search', 'settings', 'share', 'sitemap', 'sitemap-xml'],
  ...['statuses', 'subscribe'],
]);

/** Throws `invalid` on `slug` for one that no resource can have. */
export function refuseReserved(slug: string): void {
  if (!reservedResourceSlugs.has(slug)) return;
  throw invalidField('slug', 'This address is reserved; choose another');
}
