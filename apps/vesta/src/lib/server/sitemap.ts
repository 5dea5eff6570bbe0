/** Answers search engines with a sitemap. It is the same for everybody: what guests may find. */
import { conditional } from './conditional';

/** The document, which anybody may keep for an hour. */
export const sitemapAnswer = (request: Request, body: string): Promise<Response> =>
  conditional(request, {
    type: 'application/xml',
    body,
    headers: { 'cache-control': 'public, max-age=3600' },
  });
