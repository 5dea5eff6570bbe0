/** Signing in, for this app: the configuration from the platform, and the handle for hooks. */
import { databaseFailed, isAppError, logError } from '@vesta-cx/core';
import { isDatabaseFailure } from '@vesta-cx/db/query';
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
export function authConfig(platform: Pick<App.Platform, 'env'> | undefined): AuthConfig {
  const env = platform?.env ?? {};
  const config = known.get(env) ?? parseAuthConfig(env);
  known.set(env, config);
  return config;
}

/** Fills `locals.session` and `locals.user`. A guest without a cookie costs nothing. */
export const authHandle = createAuthHandle<RequestEvent, User>({
  config: ({ platform }) => authConfig(platform),
  loadUser: (event, session) =>
    unlessDatabaseFails(event, () => users.ofSession(getDb(event.platform!), session)),
  onSignIn: async (event, identity) => {
    try {
      return await users.signIn(getDb(event.platform!), identity);
    } catch (error) {
      if (isAppError(error) && error.code === 'gone') return null;
      throw error;
    }
  },
  onUnavailable: (_event, error) =>
    logError('WorkOS could not be reached to renew a session', error),
});

/**
 * Asks the database who is there; null when it fails, which what needs it then
 * tells (`locals.failure`).
 */
export async function unlessDatabaseFails<T>(
  { locals }: Pick<RequestEvent, 'locals'>,
  ask: () => Promise<T>,
): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    logError('The database failed when it was asked who is there', error);
    locals.failure = databaseFailed();
    return null;
  }
}

/** Returns where this site lives, as WorkOS knows it: sign-ins started elsewhere could not come back. */
export function canonicalOrigin(config: AuthConfig): string {
  return new URL(config.redirectUri).origin;
}
