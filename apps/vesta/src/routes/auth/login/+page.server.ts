import { authConfig, canonicalOrigin } from '$lib/server/auth';
import {
  cookieOptions,
  isEmulator,
  listDemoAccounts,
  safeReturnTo,
  startLogin,
} from '@vesta-cx/utils/auth';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Straight on to AuthKit; only the local emulator, which has no page of its own, lets choose. */
export const load: PageServerLoad = async ({ url, platform, locals, cookies, setHeaders }) => {
  const returnTo = safeReturnTo(url.searchParams.get('returnTo'));
  if (locals.session) redirect(303, returnTo);

  const config = authConfig(platform);
  const home = canonicalOrigin(config);
  if (url.origin !== home) redirect(303, home + url.pathname + url.search);

  setHeaders({ 'cache-control': 'no-store' });
  const account = isEmulator(config) ? url.searchParams.get('account') : null;
  if (isEmulator(config) && !account) {
    return { returnTo, accounts: await listDemoAccounts(config) };
  }
  const login = await startLogin(config, {
    returnTo,
    loginHint: account ?? undefined,
    signUp: url.searchParams.has('signup'),
  });
  cookies.set(login.cookie.name, login.cookie.value, cookieOptions(login.cookie.maxAge));
  redirect(303, login.url);
};
