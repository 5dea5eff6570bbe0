/** Returns whether browsers show the picture: the site's policy refuses what does not come over https. */
export const isShowable = (src: string | null | undefined): src is string =>
  !!src && !/^http:/i.test(src);

/** The address of the picture that is meant while it is typed; null for what leads to none. */
export function addressOf(text: string): string | null {
  const line = text.trim();
  // A path of a site: which site is not said.
  if (/^\/(?!\/)/.test(line)) return null;
  const address = /^[a-z][a-z\d+.-]*:/i.test(line) ? line : `https://${line.replace(/^\/\//, '')}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'https:' && /\w\.\w/.test(url.hostname) ? url.href : null;
}
