import { originOf } from '$lib/server/origin';
import { contactOf } from '$lib/server/texts';
import type { RequestHandler } from './$types';

/** Half a year: within the year that RFC 9116 recommends. */
const lifetime = 182 * 24 * 60 * 60_000;

/** Whom to tell of a hole (RFC 9116). Made anew with each request, so that it never expires. */
export const GET: RequestHandler = (event) => {
  const origin = originOf(event);
  const lines = [
    `Contact: ${contactOf(event) ?? `${origin}/help#contact`}`,
    // Whole seconds of a day, as the RFC's examples have it.
    `Expires: ${new Date(Date.now() + lifetime).toISOString().slice(0, 10)}T00:00:00Z`,
    'Preferred-Languages: en',
    `Policy: ${origin}/legal/security`,
    `Canonical: ${origin}/.well-known/security.txt`,
    '',
  ];
  return new Response(lines.join('\n'), {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'public, max-age=86400',
    },
  });
};
