import { conditional } from '$lib/server/conditional';
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

const body = [
  'User-agent: *',
  'Allow: /api/docs',
  ...closed.map((path) => `Disallow: ${path}`),
  '',
].join('\n');

/** What search engines are to leave alone. */
export const GET: RequestHandler = ({ request }) =>
  conditional(request, {
    type: 'text/plain',
    body,
    headers: { 'cache-control': 'public, max-age=86400' },
  });
