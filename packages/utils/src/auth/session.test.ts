import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { failingKey } from '@vesta-cx/testing/failing-workos';
import type { AuthConfig, Identity, Session } from './index.ts';
import {
  createAuthHandle,
  finishLogin,
  listDemoAccounts,
  logoutUrl,
  parseAuthConfig,
  readSession,
  sessionCookie,
  sessionIdOf,
  startLogin,
} from './index.ts';

const config: AuthConfig = parseAuthConfig({
  WORKOS_API_KEY: 'sk_test_default',
  WORKOS_CLIENT_ID: 'client_local',
  WORKOS_COOKIE_PASSWORD: 'only-for-tests-only-for-tests-only-for-tests',
  WORKOS_REDIRECT_URI: 'http://localhost:8802/auth/callback',
  WORKOS_API_URL: inject('emulatorUrl'),
});
const control = (query: string) =>
  fetch(`${inject('controlUrl')}/?${query}`, { method: 'POST' }).then((r) => void r.body?.cancel());
const offline = { ...config, emulatorUrl: inject('controlUrl') };
const hours = (n: number) => n * 60 * 60 * 1000;

beforeEach(() => control('clock=0'));
afterEach(() => vi.unstubAllGlobals());

/** Returns what the browser does between /auth/login and /auth/callback. */
async function visit(returnTo: string | null = null, loginHint = 'ada@example.com') {
  const { url, cookie } = await startLogin(config, { returnTo, loginHint });
  const answer = await fetch(url, { redirect: 'manual' });
  const jar = new Map([[cookie.name, cookie.value]]);
  return { callback: new URL(answer.headers.get('location')!), cookie, jar };
}

async function signIn(returnTo?: string) {
  const { callback, jar } = await visit(returnTo ?? null);
  const result = await finishLogin(config, callback, (name) => jar.get(name));
  if (!result.ok) throw new Error(result.detail);
  return result;
}

describe('signing in', () => {
  it('ends with a sealed session, who it is, and where they came from', async () => {
    const result = await signIn('/dashboard?tab=drafts');
    expect(result.returnTo).toBe('/dashboard?tab=drafts');
    expect(result.identity).toMatchObject({
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Okafor',
      externalId: 'ada',
      organizationId: null,
      memberships: [],
    });
    expect(result.identity.workosUserId).toMatch(/^user_/);
    expect(result.sealedSession).not.toContain('ada@example.com');
    expect(result.sealedSession.length).toBeLessThan(3900);
  });

  it('asks AuthKit with PKCE and a state, and never for a foreign address to return to', async () => {
    const { url } = await startLogin(config, { returnTo: '//evil.example' });
    const query = new URL(url).searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('redirect_uri')).toBe(config.redirectUri);
    expect(query.get('state')!.length).toBeGreaterThan(40);
    expect((await signIn('//evil.example')).returnTo).toBe('/');
  });

  it('refuses a callback that this browser did not ask for', async () => {
    const attacker = await visit();
    const victim = await visit();
    expect(
      await finishLogin(config, attacker.callback, (name) => victim.jar.get(name)),
    ).toMatchObject({ ok: false, reason: 'stale', detail: 'unknown state' });

    // Nor does it help to present one's own cookie under the other's name.
    const swapped = await finishLogin(config, attacker.callback, () => victim.cookie.value);
    expect(swapped).toMatchObject({ ok: false, reason: 'stale', detail: 'unknown state' });
  });

  it('two tabs signing in at once do not disturb each other', async () => {
    const [one, two] = await Promise.all([visit('/one'), visit('/two')]);
    const jar = new Map([...one.jar, ...two.jar]);
    const results = await Promise.all(
      [one, two].map((tab) => finishLogin(config, tab.callback, (name) => jar.get(name))),
    );
    expect(results).toMatchObject([
      { ok: true, returnTo: '/one' },
      { ok: true, returnTo: '/two' },
    ]);
  });

  it('a code works once; a repeated callback is stale, not an error', async () => {
    const { callback, jar } = await visit();
    await finishLogin(config, callback, (name) => jar.get(name));
    expect(await finishLogin(config, callback, (name) => jar.get(name))).toMatchObject({
      ok: false,
      reason: 'stale',
    });
  });

  it('says so when AuthKit refuses, and when it cannot be reached', async () => {
    const refused = await visit(null, 'nobody@example.com');
    expect(
      await finishLogin(config, refused.callback, (name) => refused.jar.get(name)),
    ).toMatchObject({ ok: false, reason: 'refused', detail: 'user_not_found' });

    const { callback, jar } = await visit();
    expect(await finishLogin(offline, callback, (name) => jar.get(name))).toMatchObject({
      ok: false,
      reason: 'unavailable',
    });
  });
});

it.for([401, 403, 408, 429, 500, 'stops', 'answers HTML', 'answers other JSON'] as const)(
  'signing in at a WorkOS that %s is told to be out of order, not to have been refused',
  async (failure) => {
    const { callback, jar } = await visit();
    const failing = {
      ...config,
      apiKey: failingKey(failure),
      emulatorUrl: inject('failingUrl'),
    };
    const result = await finishLogin(failing, callback, (name) => jar.get(name));
    expect(result).toMatchObject({ ok: false, reason: 'unavailable' });
  },
);

describe('reading a session', () => {
  it('a guest is a guest', async () => {
    expect(await readSession(config, undefined)).toEqual({ status: 'guest' });
    expect(await readSession(config, '')).toEqual({ status: 'guest' });
  });

  it('a signed-in person is recognised', async () => {
    const { sealedSession, identity } = await signIn();
    const result = await readSession(config, sealedSession);
    expect(result).toMatchObject({
      status: 'valid',
      session: { workosUserId: identity.workosUserId, email: 'ada@example.com', role: null },
    });
  });

  it('a damaged, foreign or empty cookie is invalid, never an error', async () => {
    const { sealedSession } = await signIn();
    const other = { ...config, cookiePassword: 'another-password-another-password-another' };
    const damaged = sealedSession.slice(0, -30) + 'x'.repeat(30);
    for (const cookie of [damaged, 'garbage', '%%%', 'Fe26.2*1*a*b*c*d*e*f', '{"user":1}']) {
      expect(await readSession(config, cookie), cookie).toEqual({ status: 'invalid' });
    }
    expect(await readSession(other, sealedSession)).toEqual({ status: 'invalid' });
  });

  it('an expired access token is renewed, for all tabs at once', async () => {
    await control(`clock=${-hours(2)}`);
    const { sealedSession, identity } = await signIn();
    await control('clock=0');

    const tabs = await Promise.all([1, 2, 3].map(() => readSession(config, sealedSession)));
    const late = await readSession(config, sealedSession);
    for (const tab of [...tabs, late]) {
      expect(tab).toMatchObject({
        status: 'renewed',
        session: { workosUserId: identity.workosUserId },
      });
    }
    const renewed = tabs[0] as { sealedSession: string };
    expect(await readSession(config, renewed.sealedSession)).toMatchObject({ status: 'valid' });
  });

  it('a session that WorkOS no longer knows is invalid', async () => {
    await control(`clock=${-hours(24 * 60)}`);
    const { sealedSession } = await signIn();
    await control('clock=0');
    expect(await readSession(config, sealedSession)).toEqual({ status: 'invalid' });
  });

  it('when WorkOS is away the person is a guest for now, but keeps the cookie', async () => {
    await control(`clock=${-hours(2)}`);
    const { sealedSession } = await signIn();
    await control('clock=0');
    expect(await readSession(offline, sealedSession)).toMatchObject({ status: 'unavailable' });
  });

  /** A session that has to be renewed, at a WorkOS that answers so. */
  async function renewedBy(answer: (init: RequestInit) => Promise<Response>) {
    await control(`clock=${-hours(2)}`);
    const { sealedSession } = await signIn();
    await control('clock=0');
    const send = globalThis.fetch.bind(globalThis);
    vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
      String(url).includes('/jwks/') ? send(url, init) : answer(init),
    );
    // The client takes `fetch` when it is made, and there is one for each key.
    const failing = { ...config, apiKey: `sk_test_${crypto.randomUUID()}` };
    return readSession(failing, sealedSession);
  }

  it.each([401, 403, 408, 429, 500, 503])(
    'nobody is signed out by WorkOS answering %i, nor waits until it may be asked again',
    async (status) => {
      let asked = 0;
      const result = await renewedBy(async () => {
        asked += 1;
        return Response.json({ message: 'No' }, { status, headers: { 'retry-after': '50' } });
      });
      expect(result).toMatchObject({ status: 'unavailable' });
      expect(asked).toBe(1);
    },
  );

  it('nobody waits longer than ten seconds for a WorkOS that does not answer', async () => {
    const renewing = renewedBy(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal!.addEventListener('abort', () => reject(signal!.reason as Error));
        }),
    );
    expect(await renewing).toMatchObject({ status: 'unavailable' });
  });

  it('after the emulator restarts, old sessions are over and new ones work', async () => {
    const before = await signIn();
    await readSession(config, before.sealedSession);
    await control('restart=1');
    expect((await readSession(config, before.sealedSession)).status).not.toBe('unavailable');

    const after = await signIn();
    expect(await readSession(config, after.sealedSession)).toMatchObject({ status: 'valid' });
    expect(await readSession(config, before.sealedSession)).toEqual({ status: 'invalid' });
  });

  it('signing out names the session and where to come back to', async () => {
    const { sealedSession } = await signIn();
    const result = (await readSession(config, sealedSession)) as { session: Session };
    const url = new URL(logoutUrl(config, result.session.sessionId, 'http://localhost:8802/'));
    expect(url.origin).toBe(inject('emulatorUrl'));
    expect(url.searchParams.get('session_id')).toBe(result.session.sessionId);
    expect(url.searchParams.get('return_to')).toBe('http://localhost:8802/');
  });
});

describe('the id of a session', () => {
  it('is the one that WorkOS signed', async () => {
    const { sealedSession } = await signIn();
    const { session } = (await readSession(config, sealedSession)) as { session: Session };
    expect(await sessionIdOf(config, sealedSession)).toBe(session.sessionId);
  });

  it('is known also when it is too old and WorkOS is away', async () => {
    await control(`clock=${-hours(2)}`);
    const { sealedSession } = await signIn();
    await control('clock=0');
    expect((await readSession(offline, sealedSession)).status).toBe('unavailable');
    expect(await sessionIdOf(offline, sealedSession)).toMatch(/^session_/);
  });

  it('is none of what is not ours', async () => {
    for (const sealed of ['', 'x', 'Fe26.2*1*a*b*c*d*e*f']) {
      expect(await sessionIdOf(config, sealed)).toBeNull();
    }
  });
});

describe('demo accounts', () => {
  it('are listed at the emulator', async () => {
    expect(await listDemoAccounts(config)).toEqual([
      { email: 'first@example.com', name: 'First One', role: '' },
      { email: 'ada@example.com', name: 'Ada Okafor', role: 'Solo artist' },
    ]);
  });

  it('do not exist anywhere else', async () => {
    const elsewhere = [null, 'https://localhost:1', 'http://evil.example'];
    for (const emulatorUrl of elsewhere) {
      await expect(listDemoAccounts({ ...config, emulatorUrl })).rejects.toThrow('emulator only');
    }
  });
});

describe('the handle', () => {
  const rows = new Map<string, Identity>();
  const deleted = new Set<string>();
  const ended = new Set<string>();
  let away = false;
  const local = new URL('http://localhost/');
  const name = sessionCookie(local);
  const visitWith = async (cookie?: string, url = local, at = name) => {
    const set: unknown[][] = [];
    let configured = 0;
    const event = {
      cookies: {
        get: (asked: string) => (asked === at ? cookie : undefined),
        set: (...args: unknown[]) => void set.push(['set', ...args]),
        delete: (...args: unknown[]) => void set.push(['delete', ...args]),
      },
      url,
      locals: { session: null as Session | null, user: null as Identity | null },
    };
    const handle = createAuthHandle<typeof event, Identity>({
      config: () => (configured++, config),
      loadUser: (_, { workosUserId, sessionId }) =>
        Promise.resolve(
          away ? null : { user: rows.get(workosUserId) ?? null, isEnded: ended.has(sessionId) },
        ),
      onSignIn: (_, identity) => {
        if (deleted.has(identity.workosUserId)) return Promise.resolve(null);
        rows.set(identity.workosUserId, identity);
        return Promise.resolve(identity);
      },
    });
    const answer = await handle({ event, resolve: () => new Response('page') });
    return { ...event.locals, set, configured, answer };
  };

  it('a guest costs nothing, not even reading the configuration', async () => {
    const { session, user, set, configured } = await visitWith();
    expect({ session, user, set, configured }).toEqual({
      session: null,
      user: null,
      set: [],
      configured: 0,
    });
  });

  it('fills the locals, and makes the row when it is missing', async () => {
    const { sealedSession, identity } = await signIn();
    const { session, user, set, answer } = await visitWith(sealedSession);
    expect(session?.workosUserId).toBe(identity.workosUserId);
    expect(user?.email).toBe('ada@example.com');
    expect(set).toEqual([]);
    expect(await answer.text()).toBe('page');
  });

  it('replaces the cookie after a renewal, HttpOnly, Secure and Lax', async () => {
    await control(`clock=${-hours(2)}`);
    const { sealedSession } = await signIn();
    await control('clock=0');
    const { session, set } = await visitWith(sealedSession);
    expect(session).not.toBeNull();
    expect(set).toEqual([
      [
        'set',
        name,
        expect.not.stringContaining(sealedSession),
        { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: expect.any(Number) },
      ],
    ]);
  });

  it('takes on https no cookie but one that only this host can have set', async () => {
    const { sealedSession } = await signIn();
    const site = new URL('https://vesta.example/');
    expect((await visitWith(sealedSession, site)).session).toBeNull();
    const own = await visitWith(sealedSession, site, '__Host-vesta_session');
    expect(own.session).not.toBeNull();
    const { set } = await visitWith('garbage', site, '__Host-vesta_session');
    expect(set).toEqual([
      ['delete', '__Host-vesta_session', expect.objectContaining({ path: '/' })],
    ]);
    const https = { ...config, redirectUri: 'https://vesta.example/auth/callback' };
    const { cookie } = await startLogin(https);
    expect(cookie.name).toMatch(/^__Host-vesta_login_/);
  });

  it('ends the session of somebody whose account was deleted, though WorkOS signed it', async () => {
    const { sealedSession, identity } = await signIn();
    rows.delete(identity.workosUserId);
    deleted.add(identity.workosUserId);
    const { session, user, set } = await visitWith(sealedSession);
    deleted.clear();
    expect({ session, user }).toEqual({ session: null, user: null });
    expect(set).toMatchObject([['delete', name, {}]]);
  });

  it('ends a copy of a session that was ended, though WorkOS’s signature on it is good', async () => {
    const { sealedSession } = await signIn();
    const { session } = await visitWith(sealedSession);
    ended.add(session!.sessionId);
    const { set, ...locals } = await visitWith(sealedSession);
    expect(locals).toMatchObject({ session: null, user: null });
    expect(set).toMatchObject([['delete', name, {}]]);
  });

  it('ends a copy also when its access token has to be renewed first', async () => {
    await control(`clock=${-hours(2)}`);
    const { sealedSession } = await signIn();
    await control('clock=0');
    ended.add((await sessionIdOf(config, sealedSession))!);
    const { session, set } = await visitWith(sealedSession);
    expect(session).toBeNull();
    expect(set.at(-1)).toMatchObject(['delete', name, {}]);
  });

  it('takes nobody’s cookie while it can’t be known who they are', async () => {
    const { sealedSession } = await signIn();
    away = true;
    const { session, user, set } = await visitWith(sealedSession);
    away = false;
    expect({ session, user, set }).toEqual({ session: null, user: null, set: [] });
  });

  it('removes a cookie that means nothing any more', async () => {
    const { session, set } = await visitWith('garbage');
    expect(session).toBeNull();
    expect(set).toEqual([['delete', name, expect.objectContaining({ path: '/' })]]);
  });
});
