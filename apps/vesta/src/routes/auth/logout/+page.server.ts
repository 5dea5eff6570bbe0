import { forgetActor } from '$lib/server/actor';
import { authConfig } from '$lib/server/auth';
import { getDb } from '$lib/server/db';
import { logError } from '@vesta-cx/core';
import * as users from '@vesta-cx/core/users';
import { clearSession, logoutUrl, sessionCookie, sessionIdOf } from '@vesta-cx/utils/auth';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Visiting the address only asks; signing out is a POST, which SvelteKit takes from this site alone. */
export const load: PageServerLoad = ({ locals, request }) => {
  if (!locals.session && request.method === 'GET') redirect(303, '/');
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, platform, cookies, url } = event;
    const config = authConfig(platform);
    const sealed = cookies.get(sessionCookie(url));
    const sessionId = sealed === undefined ? null : await sessionIdOf(config, sealed);
    clearSession(event);
    forgetActor(event);
    locals.session = null;
    locals.user = null;
    if (sessionId === null) redirect(303, '/');
    // Copies of the cookie end with it. Without the database they end when WorkOS's token does, soon.
    await users
      .endSession(getDb(platform!), sessionId)
      .catch((error: unknown) => logError('A session was ended in one browser only', error));
    // The session at AuthKit ends there, by a visit. Not by a redirect from this form: browsers
    // hold those against the page's form-action, which knows no addresses of other sites.
    return { continueTo: logoutUrl(config, sessionId, `${url.origin}/`) };
  },
};
