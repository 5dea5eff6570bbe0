import { page } from '$lib/server/request-context';
import { readForm } from '$lib/server/form';
import { safeReturnTo } from '@vesta-cx/utils/auth';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Shown in place of the page that the form was sent to: scripts would take it for that one. */
export const csr = false;

export const load: PageServerLoad = ({ url, request }) => {
  const to = safeReturnTo(url.searchParams.get('to'));
  if (request.method === 'GET') redirect(303, `/auth/login?returnTo=${encodeURIComponent(to)}`);
  return { to, isSessionOver: url.searchParams.get('why') !== 'unavailable' };
};

export const actions: Actions = {
  default: page(async ({ request }) => {
    // Several can have one name, like the rights of a key.
    const fields = [...(await readForm(request))].filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    );
    return { fields };
  }),
};
