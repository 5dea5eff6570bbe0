import { clientFor, isInvalidGrant } from './client.ts';
import { cookieName } from './handle.ts';
import type { AuthConfig } from './config.ts';
import type { Identity } from './identity.ts';
import { identityOf } from './identity.ts';
import { safeReturnTo } from './return-to.ts';
import { seal, unseal } from './seal.ts';

const attemptSeconds = 10 * 60;

/** A sign-in on its way: where to send the browser, and what it must keep meanwhile. */
export interface LoginStart {
  url: string;
  cookie: { name: string; value: string; maxAge: number };
}

/**
 * Begins a sign-in at AuthKit with PKCE. The state is bound to this browser by a sealed,
 * short-lived cookie (one per attempt, so that two tabs don't disturb each other): a callback
 * that the browser did not ask for is refused, which is what stops login CSRF.
 *
 * `loginHint` names the account at the emulator, and pre-fills the address at WorkOS.
 */
export async function startLogin(
  config: AuthConfig,
  options: { returnTo?: string | null; loginHint?: string; signUp?: boolean } = {},
): Promise<LoginStart> {
  const { url, state, codeVerifier } = await clientFor(
    config,
  ).userManagement.getAuthorizationUrlWithPKCE({
    provider: 'authkit',
    clientId: config.clientId,
    redirectUri: config.redirectUri,
    loginHint: options.loginHint,
    screenHint: options.signUp ? 'sign-up' : undefined,
  });
  const attempt: Attempt = { state, codeVerifier, returnTo: safeReturnTo(options.returnTo) };
  return {
    url,
    cookie: {
      name: attemptCookie(state, config),
      value: await seal(
        attempt,
        'login attempt',
        config.cookiePassword,
        Date.now() + attemptSeconds * 1000,
      ),
      maxAge: attemptSeconds,
    },
  };
}

export type LoginFailure =
  /** This browser did not start this sign-in, or did so too long ago. */
  | 'stale'
  /** The person cancelled, or AuthKit refused them. */
  | 'refused'
  /** WorkOS could not be reached or had a fault of its own. */
  | 'unavailable';

export type LoginResult =
  | { ok: true; sealedSession: string; identity: Identity; returnTo: string; usedCookie: string }
  | { ok: false; reason: LoginFailure; detail: string; usedCookie: string | null };

/** Ends a sign-in: checks the state, exchanges the code, seals the session. Never throws. */
export async function finishLogin(
  config: AuthConfig,
  callback: URL,
  cookie: (name: string) => string | undefined,
): Promise<LoginResult> {
  const state = callback.searchParams.get('state') ?? '';
  const name = attemptCookie(state, config);
  const sealed = cookie(name);
  const fail = (reason: LoginFailure, detail: string): LoginResult => ({
    ok: false,
    reason,
    detail,
    usedCookie: sealed === undefined ? null : name,
  });

  const attempt = sealed
    ? ((await unseal(sealed, 'login attempt', config.cookiePassword, Date.now())) as Attempt | null)
    : null;
  if (!attempt || attempt.state !== state) return fail('stale', 'unknown state');
  const error = callback.searchParams.get('error');
  if (error) return fail('refused', callback.searchParams.get('error_description') ?? error);
  const code = callback.searchParams.get('code');
  if (!code) return fail('refused', 'no code');

  try {
    const { userManagement } = clientFor(config);
    const answer = await userManagement.authenticateWithCode({
      clientId: config.clientId,
      code,
      codeVerifier: attempt.codeVerifier,
      session: { sealSession: true, cookiePassword: config.cookiePassword },
    });
    const askedAt = new Date();
    const memberships = await userManagement.listOrganizationMemberships({
      userId: answer.user.id,
      statuses: ['active'],
    });
    return {
      ok: true,
      sealedSession: answer.sealedSession!,
      identity: identityOf(
        answer.user,
        answer.organizationId ?? null,
        // All of them: whoever signs in loses the memberships that are not named here.
        await memberships.autoPagination(),
        askedAt,
      ),
      returnTo: attempt.returnTo,
      usedCookie: name,
    };
  } catch (error) {
    // A code that is used up or too old is a bad request. What WorkOS refuses otherwise (a wrong key
    // of ours, say) is nothing that another try would mend.
    const { status } = error as { status?: unknown };
    const isStale = isInvalidGrant(error) || status === 400 || status === 422;
    return fail(isStale ? 'stale' : 'unavailable', String(error));
  }
}

interface Attempt {
  state: string;
  codeVerifier: string;
  returnTo: string;
}

function attemptCookie(state: string, { redirectUri }: AuthConfig): string {
  const name = `vesta_login_${state.replace(/[^\w-]/g, '').slice(0, 12)}`;
  return cookieName(name, new URL(redirectUri));
}
