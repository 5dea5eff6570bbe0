import { describe, expect, it } from 'vitest';
import type { AuthConfigError } from './index.ts';
import { isEmulator, parseAuthConfig } from './index.ts';

const good = {
  WORKOS_API_KEY: 'sk_live_abc',
  WORKOS_CLIENT_ID: 'client_abc',
  WORKOS_COOKIE_PASSWORD: 'a-password-of-more-than-32-characters',
  WORKOS_REDIRECT_URI: 'https://vesta.example/auth/callback',
};
const problems = (env: Parameters<typeof parseAuthConfig>[0]) => {
  try {
    parseAuthConfig(env);
    return [];
  } catch (error) {
    return (error as AuthConfigError).problems.map((p) => `${p.variable} ${p.problem}`);
  }
};

describe('parseAuthConfig', () => {
  it('needs only the four WorkOS variables in production', () => {
    const config = parseAuthConfig(good);
    expect(config.emulatorUrl).toBeNull();
    expect(isEmulator(config)).toBe(false);
  });

  it('names every missing variable at once, and where to get it', () => {
    expect(problems({})).toEqual([
      'WORKOS_API_KEY is missing',
      'WORKOS_CLIENT_ID is missing',
      'WORKOS_COOKIE_PASSWORD is missing',
      'WORKOS_REDIRECT_URI is missing',
    ]);
    expect(() => parseAuthConfig({ ...good, WORKOS_API_KEY: ' ' })).toThrow(
      /WORKOS_API_KEY is missing\n.*dashboard, page "API Keys"/,
    );
  });

  it('says what is wrong with a wrong one', () => {
    expect(
      problems({
        WORKOS_API_KEY: 'client_abc',
        WORKOS_CLIENT_ID: 'sk_abc',
        WORKOS_COOKIE_PASSWORD: 'short',
        WORKOS_REDIRECT_URI: 'http://vesta.example/auth/callback',
      }),
    ).toEqual([
      'WORKOS_API_KEY does not look like a secret key (they begin with "sk_")',
      'WORKOS_CLIENT_ID does not look like a client id (they begin with "client_")',
      'WORKOS_COOKIE_PASSWORD is too short: 5 characters, at least 32 are needed',
      'WORKOS_REDIRECT_URI must be https (plain http only on localhost)',
    ]);
    expect(problems({ ...good, WORKOS_REDIRECT_URI: 'https://vesta.example/' })).toEqual([
      'WORKOS_REDIRECT_URI must end in /auth/callback',
    ]);
  });

  it.each([
    'https://api.workos.com',
    'https://localhost:4100',
    'http://localhost.evil.example:4100',
    'http://127.0.0.1.evil.example',
    'http://evil.example/localhost',
    'localhost:4100',
  ])('the emulator is only ever an http address of this machine: %s is refused', (address) => {
    expect(problems({ ...good, WORKOS_API_URL: address })).toEqual([
      'WORKOS_API_URL must be an http address on localhost or 127.0.0.1',
    ]);
    const forged = { ...parseAuthConfig(good), emulatorUrl: address };
    expect(isEmulator(forged)).toBe(false);
  });

  it('knows the emulator', () => {
    const config = parseAuthConfig({ ...good, WORKOS_API_URL: 'http://127.0.0.1:4100/' });
    expect(config.emulatorUrl).toBe('http://127.0.0.1:4100');
    expect(isEmulator(config)).toBe(true);
  });
});
