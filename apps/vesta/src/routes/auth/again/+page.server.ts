import { valuesOf } from '$lib/server/door';
import { safeReturnTo } from '@vesta-cx/utils/auth';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url, request }) => {
  const to = safeReturnTo(url.searchParams.get('to'));
  if (request.method === 'GET') redirect(303, `/auth/login?returnTo=${encodeURIComponent(to)}`);
  return { to };
};

export const actions: Actions = {
  default: async ({ request }) => ({ fields: valuesOf(await request.formData()) }),
};
