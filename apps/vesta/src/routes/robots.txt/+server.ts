import { conditional } from '$lib/server/conditional';
import { originOf } from '$lib/server/origin';
import type { RequestHandler } from './$types';

/**
 * What is private, has no end, or only leads elsewhere. Each ends, so that no workspace whose address
 * begins alike is meant. The API's reference is to be found.
 */
const closed = [
  '/api/',
  '/auth/',
  ...['/dashboard', '/settings', '/search'].flatMap((path) => [`${path}$`, `${path}/`, `${path}?`]),
  '/me$',
  '/*?*cursor=',
];

/** What search engines are to leave alone, and where they find the rest. */
export const GET: RequestHandler = (event) =>
  conditional(event.request, {
    type: 'text/plain',
    body: [
      'User-agent: *',
      'Allow: /api/docs',
      ...closed.map((path) => `Disallow: ${path}`),
      '',
      `Sitemap: ${originOf(event)}/sitemap.xml`,
      '',
    ].join('\n'),
    headers: { 'cache-control': 'public, max-age=86400' },
  });
