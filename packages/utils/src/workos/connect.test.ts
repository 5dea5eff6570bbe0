import { afterEach, expect, inject, it, vi } from 'vitest';
import { connectWorkos, type Workos } from './index.ts';

const emulatorUrl = inject('emulatorUrl');
const memberships = '/user_management/organization_memberships';
let count = 0;

afterEach(() => vi.unstubAllGlobals());

/** WorkOS, where something happens before it hears a request: in place of its answer, if there is one. */
function workosBut(meanwhile: (request: string) => Promise<Response | void>): Workos {
  const send = globalThis.fetch.bind(globalThis);
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const answer = await meanwhile(`${init.method} ${new URL(url).pathname}`);
    return answer ?? send(url, init);
  });
  // The client takes `fetch` when it is made, and there is one client for each id.
  const made = connectWorkos({
    apiKey: 'sk_test_default',
    clientId: `client_${(count += 1)}`,
    emulatorUrl,
  });
  vi.unstubAllGlobals();
  return made;
}

const workos = workosBut(async () => {});

/** Somebody without a place in an organization that was founded a moment ago. */
async function newcomer() {
  const externalId = crypto.randomUUID();
  const { organization } = await workos.organizations.create({ name: 'Nightjar', externalId });
  const response = await fetch(`${emulatorUrl}/user_management/users`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer sk_test_default',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ email: `${externalId}@example.com`, email_verified: true }),
  });
  const { id } = (await response.json()) as { id: string };
  return { organizationId: organization.id, userId: id };
}

it('whoever gives a place that was given a moment ago, as something else, has it their way', async () => {
  const who = await newcomer();
  const overtaken = workosBut(async (request) => {
    if (request === `POST ${memberships}`)
      await workos.memberships.give({ ...who, role: 'member' });
  });
  const given = await overtaken.memberships.give({ ...who, role: 'admin' });
  const { items } = await workos.memberships.list(who);
  expect(items).toMatchObject([{ id: given.id, role: 'admin' }]);
  expect(given.role).toBe('admin');
});

it.each([
  ['did not answer', null],
  ['does not know us', 401],
  ['does not let us', 403],
  ['hears us too often', 429],
  ['has a fault of its own', 500],
])('whether a place is there is not asked again where WorkOS %s', async (_, status) => {
  const who = await newcomer();
  let looks = 0;
  const refusing = workosBut(async (request) => {
    if (request === `GET ${memberships}`) looks += 1;
    if (request !== `POST ${memberships}`) return;
    if (status === null) throw new TypeError('The network is away');
    return Response.json({ message: 'No' }, { status });
  });
  const gift = refusing.memberships.give({ ...who, role: 'member' });
  await expect(gift).rejects.toMatchObject({ name: 'WorkosError', status });
  expect(looks).toBe(1);
});

it('a refusal is told also where looking again fails', async () => {
  const who = await newcomer();
  let refused = false;
  const failing = workosBut(async (request) => {
    if (request === `GET ${memberships}` && refused) return Response.json({}, { status: 403 });
    if (request !== `POST ${memberships}`) return;
    refused = true;
    return Response.json({ message: 'No such role' }, { status: 422 });
  });
  const gift = failing.memberships.give({ ...who, role: 'member' });
  await expect(gift).rejects.toMatchObject({ name: 'WorkosError', status: 422 });
});

it('who is gone already is deleted', async () => {
  await expect(workos.users.remove('user_never_was')).resolves.toBeUndefined();
});

it('nobody is told as deleted while WorkOS can’t be reached', async () => {
  const away = connectWorkos({
    apiKey: 'sk_test_default',
    clientId: 'client_away',
    emulatorUrl: inject('controlUrl'),
  });
  await expect(away.users.remove('user_any')).rejects.toThrow();
});
