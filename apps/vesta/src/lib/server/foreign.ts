/**
 * Returns whether a page of another site could have made a browser send this change, with the session of
 * whoever reads that page. It stands for SvelteKit's own check, which refuses forms to the API as
 * well: there keys call from anywhere, whatever they send, and core judges by itself.
 */
export function isForeignChange({ method, url, headers }: Request): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return false;
  const { origin, pathname } = new URL(url);
  return !pathname.startsWith('/api/') && headers.get('origin') !== origin;
}
