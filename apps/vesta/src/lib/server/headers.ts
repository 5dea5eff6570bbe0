/** Gives an answer the headers of every answer, where it has none of that name. */
export function protect(
  answer: Response,
  { isHttps, mayStay }: { isHttps: boolean; mayStay: boolean },
): void {
  const { headers } = answer;
  const set = (name: string, value: string) => {
    if (!headers.has(name)) headers.set(name, value);
  };
  set('x-content-type-options', 'nosniff');
  set('referrer-policy', 'strict-origin-when-cross-origin');
  set('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()');
  set('cross-origin-opener-policy', 'same-origin');
  if (isHttps) set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  // A page differs by reader and by moment: shared caches must not keep it. What a form answers, maybe
  // a key that is shown this once, nothing keeps; nor what somebody saw who may have signed out since.
  set('cache-control', mayStay ? 'private, no-cache' : 'private, no-store');
}
