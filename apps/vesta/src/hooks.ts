import type { Reroute } from '@sveltejs/kit';

/**
 * Takes an address that is not valid UTF-8 by its letters: it then leads nowhere like any other that
 * was mistyped, where SvelteKit would answer with two words on an empty page.
 */
export const reroute: Reroute = ({ url: { pathname } }) => {
  try {
    decodeURI(pathname);
  } catch {
    return pathname.replaceAll('%', '%25');
  }
};
