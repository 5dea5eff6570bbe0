import { authConfig } from '$lib/server/auth';
import { getDb } from '$lib/server/db';
import { page } from '$lib/server/request-context';
import { requireFewCalls } from '$lib/server/services';
import { isAppError } from '@vesta-cx/core';
import type { User } from '@vesta-cx/db';
import * as users from '@vesta-cx/core/users';
import type { LoginFailure } from '@vesta-cx/utils/auth';
import { cookieOptions, finishLogin, setSession } from '@vesta-cx/utils/auth';
import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

const answers: Record<LoginFailure, { status: number; message: string }> = {
  stale: { status: 400, message: 'This sign-in was started elsewhere or too long ago.' },
  refused: { status: 403, message: 'Signing in was cancelled or refused.' },
  unavailable: { status: 503, message: 'Signing in does not work right now.' },
};

/** AuthKit sends people back to here: exchange the code, know the person, carry on. */
export const load: PageServerLoad = page(async (event) => {
  const { url, platform, locals, cookies } = event;
  await requireFewCalls(event);
  const result = await finishLogin(authConfig(platform), url, (name) => cookies.get(name));
  if (result.usedCookie) cookies.delete(result.usedCookie, cookieOptions());
  if (result.ok) {
    let user: User;
    try {
      user = await users.signIn(getDb(platform!), result.identity);
    } catch (thrown) {
      if (!isAppError(thrown) || thrown.code !== 'gone') throw thrown;
      error(410, { message: 'This account was deleted.', code: 'login_gone' });
    }
    setSession(event, result.sealedSession);
    const welcome = `/settings?welcome&returnTo=${encodeURIComponent(result.returnTo)}`;
    redirect(303, users.isUnnamed(user) ? welcome : result.returnTo);
  }
  // Going back in the browser's history leads here again; whoever is signed in need not care.
  if (locals.session) redirect(303, '/');
  if (result.reason === 'unavailable') {
    console.error('sign-in failed:', result.detail);
    locals.retryAfter = 30;
  }
  const { status, message } = answers[result.reason];
  error(status, { message, code: `login_${result.reason}` });
});
