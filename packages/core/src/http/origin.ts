/** Keeps other sites from changing things with a reader's session. */
import { forbidden } from '../kernel/index.ts';

/**
 * Refuses a change that a browser sends from another origin with the session's cookie. Browsers say
 * where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`; a request with neither
 * doesn't come from a browser, so nobody was tricked into sending it (the rule of Go's
 * `http.CrossOriginProtection`, which explains why).
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.get('origin');
  if (site === null && (origin === null || origin === new URL(request.url).origin)) return;
  throw forbidden('A browser session can be used from this site only; others need an API key');
}
