/**
 * The path to come back to after signing in, when it is a path of this site, else `fallback`.
 *
 * Guards against open redirects: browsers read `//evil`, `/\evil` and `/<tab>/evil` as another
 * host, and `/.//evil` becomes `//evil` once normalised. The steps of signing in would loop.
 */
export function safeReturnTo(value: string | null | undefined, fallback = '/'): string {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
  if (!value || !value.startsWith('/') || /[\u0000-\u0020\u007f\\]/.test(value)) return fallback;
  const base = 'https://this.invalid';
  const url = URL.parse(value, base);
  if (!url || url.origin !== base || url.pathname.startsWith('//')) return fallback;
  if (/^\/auth\/(login|callback|logout)(\/|$)/i.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}
