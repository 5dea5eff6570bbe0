/** Signing in, for this app: the configuration from the platform, and the handle for hooks. */
import { isAppError, logError } from '@vesta-cx/core';
import * as users from '@vesta-cx/core/users';
import type { User } from '@vesta-cx/db';
import type { AuthConfig } from '@vesta-cx/utils/auth';
import { createAuthHandle, parseAuthConfig } from '@vesta-cx/utils/auth';
import type { RequestEvent } from '@sveltejs/kit';
import { getDb } from './db';

const known = new WeakMap<object, AuthConfig>();

/**
 * The checked configuration of signing in.
 *
 * @throws AuthConfigError naming each missing or wrong variable and where to get it.
 */
export function authConfig(platform: App.Platform | undefined): AuthConfig {
  const env = platform?.env ?? {};
  const config = known.get(env) ?? parseAuthConfig(env);
  known.set(env, config);
  return config;
}

/** Fills `locals.session` and `locals.user`. A guest without a cookie costs nothing. */
export const authHandle = createAuthHandle<RequestEvent, User>({
  config: ({ platform }) => authConfig(platform),
  loadUser: ({ platform }, session) => users.ofSession(getDb(platform!), session),
  onSignIn: async ({ platform }, identity) => {
    try {
      return await users.signIn(getDb(platform!), identity);
    } catch (error) {
      if (isAppError(error) && error.code === 'gone') return null;
      throw error;
    }
  },
  onUnavailable: (_event, error) =>
    logError('WorkOS could not be reached to renew a session', error),
});

/** Where this site lives, as WorkOS knows it: sign-ins started elsewhere could not come back. */
export function canonicalOrigin(config: AuthConfig): string {
  return new URL(config.redirectUri).origin;
}
