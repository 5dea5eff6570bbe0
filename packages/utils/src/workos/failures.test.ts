/** What is told of a WorkOS that fails, call by call: over a real connection, in workerd. */
import { describe, expect, inject, it } from 'vitest';
import { failingKey, type Failure } from '@vesta-cx/testing/failing-workos';
import type { AuthConfig } from '../auth/index.ts';
import { connectWorkos, WorkosError, type Workos } from './index.ts';

const configOf = (failure: Failure): AuthConfig => ({
  apiKey: failingKey(failure),
  clientId: 'client_test',
  cookiePassword: 'a-password-of-more-than-32-characters',
  redirectUri: 'http://localhost/auth/callback',
  emulatorUrl: inject('failingUrl'),
});

const place = { organizationId: 'org_1', userId: 'user_1', role: 'member' } as const;

/** Everything that vesta asks of WorkOS. */
const calls: Record<string, (workos: Workos) => Promise<unknown>> = {
  'organizations.list': ({ organizations }) => organizations.list(),
  'organizations.get': ({ organizations }) => organizations.get('org_1'),
  'organizations.create': ({ organizations }) =>
    organizations.create({ name: 'Nightjar', externalId: 'one' }),
  'organizations.rename': ({ organizations }) => organizations.rename('org_1', 'Nightjar'),
  'memberships.list': ({ memberships }) => memberships.list({ organizationId: 'org_1' }),
  'memberships.find': ({ memberships }) => memberships.find('org_1', 'user_1'),
  'memberships.give': ({ memberships }) => memberships.give(place),
  'memberships.setRole': ({ memberships }) => memberships.setRole('om_1', 'admin'),
  'invitations.list': ({ invitations }) => invitations.list({ email: 'ada@example.com' }),
  'invitations.get': ({ invitations }) => invitations.get('invitation_1'),
  'invitations.findByToken': ({ invitations }) => invitations.findByToken('token'),
  'invitations.send': ({ invitations }) =>
    invitations.send({
      email: 'ada@example.com',
      organizationId: 'org_1',
      inviterUserId: 'user_1',
      role: 'member',
    }),
  'invitations.accept': ({ invitations }) => invitations.accept('invitation_1'),
  'invitations.revoke': ({ invitations }) => invitations.revoke('invitation_1'),
  'invitations.resend': ({ invitations }) => invitations.resend('invitation_1'),
  'users.list': ({ users }) => users.list(),
  'users.get': ({ users }) => users.get('user_1'),
  'users.findByEmail': ({ users }) => users.findByEmail('ada@example.com'),
};
/** Of these an answer's body is not read: that one came with "success" says all. */
const removals: typeof calls = {
  'organizations.remove': ({ organizations }) => organizations.remove('org_1'),
  'memberships.remove': ({ memberships }) => memberships.remove('om_1'),
  'users.remove': ({ users }) => users.remove('user_1'),
};

/** What each is told as: the status, or null for "nobody knows". */
const refused: [Failure, number | null][] = [
  [401, 401],
  [403, 403],
  [408, 408],
  [429, 429],
  [500, 500],
  [503, 503],
  ['answers HTML as 502', 502],
  ['stops', null],
  ['hangs', 408],
];
const garbage: [Failure, number | null][] = [
  ['stalls', 408],
  ['breaks off', null],
  ['answers HTML', null],
  ['answers broken JSON', null],
  ['answers other JSON', null],
  ['answers null', null],
];

const all = (offered: typeof calls, failure: Failure) => {
  const workos = connectWorkos(configOf(failure));
  return Promise.all(
    Object.entries(offered).map(async ([name, call]) => {
      const told = await call(workos).then(
        () => 'answered' as const,
        (error: unknown) => (error instanceof WorkosError ? error.status : String(error)),
      );
      return { name, told };
    }),
  );
};

describe.concurrent('a WorkOS that', () => {
  it.for([...refused, ...garbage])('%s is told as %s by every call', async ([failure, status]) => {
    const told = await all(calls, failure);
    expect(told).toEqual(Object.keys(calls).map((name) => ({ name, told: status })));
  });

  it.for(refused)('%s is told as %s by every removal', async ([failure, status]) => {
    const told = await all(removals, failure);
    expect(told).toEqual(Object.keys(removals).map((name) => ({ name, told: status })));
  });

  it('hears too much says when it may be asked again', async () => {
    const { organizations } = connectWorkos(configOf(429));
    await expect(organizations.get('org_1')).rejects.toMatchObject({ retryAfter: 50 });
  });
});
