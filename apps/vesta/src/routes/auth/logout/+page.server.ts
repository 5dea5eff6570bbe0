import { forgetActor } from '$lib/server/actor';
import { authConfig } from '$lib/server/auth';
import { clearSession, logoutUrl } from '@vesta-cx/utils/auth';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Visiting the address only asks; signing out is a POST, which SvelteKit takes from this site alone. */
export const load: PageServerLoad = ({ locals, request }) => {
  if (!locals.session && request.method === 'GET') redirect(303, '/');
};

export const actions: Actions = {
  default: ({ locals, platform, cookies, url }) => {
    clearSession(cookies);
    forgetActor(cookies);
    if (!locals.session) redirect(303, '/');
    const { session } = locals;
    locals.session = null;
    locals.user = null;
    // The session at AuthKit ends there, by a visit. Not by a redirect from this form: browsers
    // hold those against the page's form-action, which knows no addresses of other sites.
    return { continueTo: logoutUrl(authConfig(platform), session, `${url.origin}/`) };
  },
};
