/** What auth needs from the environment, checked once and explained when it is wrong. */
export interface AuthConfig {
  apiKey: string;
  clientId: string;
  cookiePassword: string;
  /** Absolute address of this app's callback page. */
  redirectUri: string;
  /** Base address of the local emulator; null means WorkOS itself. */
  emulatorUrl: string | null;
}

export interface ConfigProblem {
  variable: string;
  problem: string;
  /** Where to get the right value. */
  where: string;
}

/** Names every missing or wrong variable at once, with where to get it. */
export class AuthConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map((p) => `  ${p.variable} ${p.problem}\n    → ${p.where}`);
    super(`Signing in is not configured:\n${lines.join('\n')}`);
    this.name = 'AuthConfigError';
    this.problems = problems;
  }
}

const where = {
  WORKOS_API_KEY: 'WorkOS dashboard, page "API Keys" (the secret key, shown once)',
  WORKOS_CLIENT_ID: 'WorkOS dashboard, page "API Keys", field "Client ID"',
  WORKOS_COOKIE_PASSWORD:
    'make one yourself: openssl rand -base64 32 (a secret of this app, unknown to WorkOS)',
  WORKOS_REDIRECT_URI:
    'WorkOS dashboard, page "Redirects": the address of /auth/callback on this site, the same in both places',
  WORKOS_API_URL: 'remove it: it exists for the local emulator only, production never sets it',
};
type Variable = keyof typeof where;

/**
 * Reads the four WorkOS variables (plus `WORKOS_API_URL`, which only the local emulator uses).
 *
 * @throws AuthConfigError listing everything that is missing or wrong.
 */
export function parseAuthConfig(env: Partial<Record<Variable, unknown>>): AuthConfig {
  const problems: ConfigProblem[] = [];
  const read = (variable: Variable, wrong: (value: string) => string | null): string => {
    const raw = env[variable];
    const value = typeof raw === 'string' ? raw.trim() : '';
    const problem = value === '' ? 'is missing' : wrong(value);
    if (problem) problems.push({ variable, problem, where: where[variable] });
    return value;
  };

  const apiKey = read('WORKOS_API_KEY', (value) =>
    value.startsWith('sk_') ? null : 'does not look like a secret key (they begin with "sk_")',
  );
  const clientId = read('WORKOS_CLIENT_ID', (value) =>
    value.startsWith('client_')
      ? null
      : 'does not look like a client id (they begin with "client_")',
  );
  const cookiePassword = read('WORKOS_COOKIE_PASSWORD', (value) =>
    value.length < 32 ? `is too short: ${value.length} characters, at least 32 are needed` : null,
  );
  const redirectUri = read('WORKOS_REDIRECT_URI', wrongRedirect);
  const emulatorUrl = env.WORKOS_API_URL ? read('WORKOS_API_URL', wrongEmulator) : null;

  if (problems.length > 0) throw new AuthConfigError(problems);
  return {
    apiKey,
    clientId,
    cookiePassword,
    redirectUri,
    emulatorUrl: emulatorUrl && new URL(emulatorUrl).origin,
  };
}

/**
 * Returns whether people sign in at the local emulator. Everything that exists for development only
 * (choosing a demo account) must ask this.
 */
export function isEmulator(config: AuthConfig): boolean {
  return config.emulatorUrl !== null && wrongEmulator(config.emulatorUrl) === null;
}

function wrongRedirect(value: string): string | null {
  const url = URL.parse(value);
  if (!url) return 'is not an absolute address';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal(url))) {
    return 'must be https (plain http only on localhost)';
  }
  return url.pathname === '/auth/callback' ? null : 'must end in /auth/callback';
}

function wrongEmulator(value: string): string | null {
  const url = URL.parse(value);
  return url?.protocol === 'http:' && isLocal(url)
    ? null
    : 'must be an http address on localhost or 127.0.0.1';
}

function isLocal({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1';
}
