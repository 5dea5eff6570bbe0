import { WorkOS } from '@workos-inc/node/worker';
import type { AuthConfig } from './config.ts';

/** Which WorkOS, and as whom. */
export type ClientConfig = Pick<AuthConfig, 'apiKey' | 'clientId' | 'emulatorUrl'>;

/*
 * One client per configuration and isolate: it holds WorkOS's public keys (JWKS), so that
 * verifying a session costs no network except for the first one.
 */
const clients = new Map<string, WorkOS>();

/** The WorkOS client for this configuration, shared by all requests of the isolate. */
export function clientFor(config: ClientConfig): WorkOS {
  const key = keyOf(config);
  const known = clients.get(key);
  if (known) return known;
  const client = createClient(config);
  clients.set(key, client);
  return client;
}

/** Forgets the cached public keys, after a token turned out to be signed by one unknown to us. */
export function forgetKeys(config: ClientConfig): void {
  clients.delete(keyOf(config));
}

/** Returns whether WorkOS says that a code or a refresh token is used up, too old or none of its own. */
export function isInvalidGrant(thrown: unknown): boolean {
  const { error, code } = thrown as { error?: unknown; code?: unknown };
  return error === 'invalid_grant' || code === 'invalid_grant';
}

/** How long WorkOS may take to answer, in milliseconds. */
const timeout = 10_000;

function createClient({ apiKey, clientId, emulatorUrl }: ClientConfig): WorkOS {
  // The SDK sleeps out "too many requests" before it tries again, a minute maybe, while people wait.
  // Its build for workers takes the timeout from `config` alone.
  const limits = { clientId, maxRetries: 0, config: { timeout } as RequestInit };
  if (!emulatorUrl) return new WorkOS(apiKey, limits);
  const { hostname, port } = new URL(emulatorUrl);
  return new WorkOS(apiKey, {
    ...limits,
    apiHostname: hostname,
    port: Number(port || 80),
    https: false,
  });
}

function keyOf({ apiKey, clientId, emulatorUrl }: ClientConfig): string {
  return JSON.stringify([apiKey, clientId, emulatorUrl]);
}
