import type { RequestEvent } from '@sveltejs/kit';

/** What a request says of where the site is. */
export type At = Pick<RequestEvent, 'platform' | 'url'>;

/** Returns where the site is, as it calls itself: `https://vesta.example`. What every absolute address begins with. */
export const originOf = ({ platform, url }: At): string =>
  platform?.env.ORIGIN?.replace(/\/+$/, '') || url.origin;
