import { once } from 'node:events';
import { Server } from 'node:net';
import { createEmulator } from 'workos/emulate';
import { events } from '@vesta-cx/core/workos/names';
import { cast, castOrganizations } from '@vesta-cx/seed/cast';
import { freePort } from './ports.ts';
import { members } from '@vesta-cx/seed/scene/access';
import { people as bystanders } from '@vesta-cx/seed/scene/people';

/** What the people of the demo are called at WorkOS: its own ids by our external ids. */
export interface Identities {
  users: Record<string, { id: string; email: string }>;
  organizations: Record<string, { id: string; name: string }>;
}

export interface DemoEmulator extends Identities {
  url: string;
  apiKey: string;
  clientId: string;
  close: () => Promise<void>;
}

/**
 * Starts WorkOS's own emulator with the people of the demo. It keeps everything in memory and makes ids
 * of clock and chance; the local database outlives it, so both are held still while it seeds
 * (which it does synchronously) and they have the same ids at every start of a process.
 */
export async function startEmulator(port: number): Promise<DemoEmulator> {
  const emulator = await onLoopback(port || (await freePort()), (port) =>
    heldStill(() =>
      createEmulator({
        port,
        seed: {
          users: [
            ...cast.map((person) => ({
              email: person.email,
              first_name: person.firstName,
              last_name: person.lastName,
              external_id: person.externalId,
              email_verified: true,
              metadata: { role: person.role },
            })),
            // A re-sync deletes whom WorkOS does not know.
            ...bystanders.map(({ handle, name }) => ({
              email: `${handle}@example.org`,
              first_name: name,
              external_id: handle,
              email_verified: true,
              metadata: { bystander: 'yes' },
            })),
          ],
          organizations: castOrganizations.map(({ externalId, name }) => ({
            name,
            external_id: externalId,
          })),
        },
      }),
    ),
  );
  const call = api(emulator.url, emulator.apiKey);
  const people = await call<{ id: string; email: string; external_id: string }>(
    '/user_management/users?limit=100&order=asc',
  );
  const labels = await call<{ id: string; name: string; external_id: string }>(
    '/organizations?limit=100&order=asc',
  );
  const users = Object.fromEntries(
    people.map((u) => [u.external_id, { id: u.id, email: u.email }]),
  );
  const organizations = Object.fromEntries(
    labels.map((o) => [o.external_id, { id: o.id, name: o.name }]),
  );
  for (const { user, organization, role } of members) {
    await call('/user_management/organization_memberships', {
      user_id: users[user]?.id,
      organization_id: organizations[organization]?.id,
      role_slug: role,
    });
  }
  return {
    url: emulator.url,
    apiKey: emulator.apiKey,
    clientId: 'client_vesta_local',
    users,
    organizations,
    close: () => emulator.close(),
  };
}

/** Has the emulator tell its news to the vesta at `url`, signed with `secret`. */
export async function subscribe(
  { url, apiKey }: Pick<DemoEmulator, 'url' | 'apiKey'>,
  vesta: string,
  secret: string,
): Promise<void> {
  const endpoint = { endpoint_url: `${vesta}/api/webhooks/workos`, secret, events: [...events] };
  await api(url, apiKey)('/webhook_endpoints', endpoint);
}

/**
 * Returns what `begin` makes, once it listens: on this machine's own address alone, for it has a key that
 * everybody knows. The emulator itself takes no address to listen on.
 */
async function onLoopback<T>(port: number, begin: (port: number) => T): Promise<Awaited<T>> {
  const { listen } = Server.prototype;
  const servers: Server[] = [];
  Server.prototype.listen = function (this: Server) {
    servers.push(this);
    return listen.call(this, { port, host: '127.0.0.1' });
  };
  try {
    const begun = begin(port);
    await Promise.all(servers.map((server) => once(server, 'listening')));
    return await begun;
  } finally {
    Server.prototype.listen = listen;
  }
}

/**
 * Runs the synchronous part of `begin` with a fixed clock and a fixed sequence of random
 * numbers. The first look at the clock stays real: it names the signing key, which must be new
 * at every start, or a server that outlived the emulator would trust its copy of the old one.
 */
function heldStill<T>(begin: () => T): T {
  const { now } = Date;
  const { random } = Math;
  let looks = 0;
  let state = 0x76657374;
  Date.now = () => (looks++ === 0 ? now() : Date.UTC(2026, 0, 1));
  Math.random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  try {
    return begin();
  } finally {
    Date.now = now;
    Math.random = random;
  }
}

function api(url: string, apiKey: string) {
  return async <T>(path: string, body?: unknown): Promise<T[]> => {
    const response = await fetch(url + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (!response.ok) throw new Error(`emulator: ${path} answered ${response.status}`);
    return ((await response.json()) as { data?: T[] }).data ?? [];
  };
}
