import type { User } from '@workos-inc/node/worker';
import { clientFor, forgetKeys, isInvalidGrant } from './client.ts';
import type { AuthConfig } from './config.ts';
import type { Identity } from './identity.ts';
import { identityOf } from './identity.ts';

/** What a request knows about who sent it. */
export interface Session {
  workosUserId: string;
  email: string;
  /** WorkOS's id of the session, for signing out. */
  sessionId: string;
  organizationId: string | null;
  /** The role in that organization, by slug. */
  role: string | null;
  permissions: readonly string[];
  /** The account as WorkOS knew it when the session was sealed; `memberships` is null. */
  identity: Identity;
}

export type SessionResult =
  | { status: 'guest' }
  | { status: 'valid'; session: Session }
  /** The access token was renewed: the cookie must be replaced by `sealedSession`. */
  | { status: 'renewed'; session: Session; sealedSession: string }
  /** The session is over or not ours: the cookie must go. */
  | { status: 'invalid' }
  /** WorkOS cannot be asked now: treat as a guest, but keep the cookie. */
  | { status: 'unavailable'; error: unknown };

/**
 * Reads a sealed session. A guest without a cookie costs nothing, a valid session no network;
 * only an expired access token (they live for minutes) is renewed at WorkOS. Never throws.
 */
export async function readSession(
  config: AuthConfig,
  sealed: string | undefined,
): Promise<SessionResult> {
  if (!sealed) return { status: 'guest' };
  try {
    return (await verify(config, sealed)) ?? (await renewOnce(config, sealed));
  } catch (error) {
    return { status: 'unavailable', error };
  }
}

/** Returns where the browser goes to end its session at AuthKit too; it comes back to `returnTo`. */
export function logoutUrl(config: AuthConfig, sessionId: string, returnTo: string): string {
  return clientFor(config).userManagement.getLogoutUrl({ sessionId, returnTo });
}

/**
 * WorkOS's id of a sealed session, also of one whose access token has expired; null when it isn't
 * ours. Asks nobody.
 */
export async function sessionIdOf(config: AuthConfig, sealed: string): Promise<string | null> {
  try {
    const opened = await clientFor(config).userManagement.getSessionFromCookie({
      sessionData: sealed,
      cookiePassword: config.cookiePassword,
    });
    const [, claims = ''] = opened!.accessToken.split('.');
    const { sid } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sid?: unknown };
    return typeof sid === 'string' ? sid : null;
  } catch {
    return null;
  }
}

/** The session when it is valid as it is, a refusal when it is not ours, null to try a renewal. */
async function verify(config: AuthConfig, sealed: string): Promise<SessionResult | null> {
  const answer = await authenticate(config, sealed);
  if (answer.authenticated) return { status: 'valid', session: toSession(answer) };
  return answer.reason === 'invalid_jwt' ? null : { status: 'invalid' };
}

async function authenticate(config: AuthConfig, sealed: string, again = true): Promise<Answer> {
  const session = { sessionData: sealed, cookiePassword: config.cookiePassword };
  const { userManagement } = clientFor(config);
  try {
    return await userManagement.loadSealedSession(session).authenticate();
  } catch (error) {
    const readable = await userManagement.getSessionFromCookie(session).catch(() => null);
    if (!readable) return { authenticated: false as const, reason: 'invalid_session_cookie' };
    if ((error as { code?: string }).code !== 'ERR_JWKS_NO_MATCHING_KEY') throw error;
    // Signed by a key that came after our copy of the keys: fetch them again, once.
    forgetKeys(config);
    if (again) return authenticate(config, sealed, false);
    return { authenticated: false as const, reason: 'invalid_jwt' };
  }
}

/*
 * A refresh token works once, and a browser with several tabs sends the same cookie several
 * times. Whoever comes while a renewal runs, or shortly after, gets its outcome. Outcomes are
 * kept as data: a promise belongs to the request that made it, so waiting for it has a limit.
 */
const running = new Map<string, Promise<SessionResult>>();
const recent = new Map<string, { result: SessionResult; until: number }>();
const rememberMs = 60_000;
const waitMs = 5_000;

async function renewOnce(config: AuthConfig, sealed: string): Promise<SessionResult> {
  const other = running.get(sealed);
  if (other) await Promise.race([other.catch(() => null), sleep(waitMs)]);
  const known = recent.get(sealed);
  if (known && Date.now() < known.until) return known.result;

  const renewal = renew(config, sealed);
  running.set(sealed, renewal);
  try {
    const result = await renewal;
    for (const [key, { until }] of recent) {
      if (until < Date.now() || recent.size > 500) recent.delete(key);
    }
    if (result.status !== 'unavailable') {
      recent.set(sealed, { result, until: Date.now() + rememberMs });
    }
    return result;
  } finally {
    running.delete(sealed);
  }
}

async function renew(config: AuthConfig, sealed: string): Promise<SessionResult> {
  const { cookiePassword } = config;
  try {
    const answer = await clientFor(config)
      .userManagement.loadSealedSession({ sessionData: sealed, cookiePassword })
      .refresh();
    if (answer.authenticated && answer.sealedSession) {
      const session = toSession(answer);
      return { status: 'renewed', session, sealedSession: answer.sealedSession };
    }
    if (!answer.authenticated && 'retryable' in answer && answer.retryable) {
      return { status: 'unavailable', error: answer.reason };
    }
    return { status: 'invalid' };
  } catch (error) {
    // That the session is over WorkOS says in so many words. What it refuses otherwise (a wrong key
    // of ours, say) is nothing that signing in again would mend.
    return isInvalidGrant(error) ? { status: 'invalid' } : { status: 'unavailable', error };
  }
}

interface Claims {
  user: User;
  sessionId: string;
  organizationId?: string;
  role?: string;
  permissions?: string[];
}
type Answer = ({ authenticated: true } & Claims) | { authenticated: false; reason: string };

function toSession(answer: Claims): Session {
  const organizationId = answer.organizationId ?? null;
  return {
    workosUserId: answer.user.id,
    email: answer.user.email,
    sessionId: answer.sessionId,
    organizationId,
    role: answer.role ?? null,
    permissions: answer.permissions ?? [],
    identity: identityOf(answer.user, organizationId, null),
  };
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
