import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** `/@ada` is how people write a handle: the page of the person, or what is below it. */
export const GET: RequestHandler = ({ params, url }) => {
  const rest = url.pathname.split('/').slice(2).filter(Boolean).join('/');
  const handle = encodeURIComponent(params.handle.toLowerCase());
  redirect(301, `/user/${handle}${rest && `/${rest}`}${url.search}`);
};
