/** WorkOS for tests: its own emulator, and one that is away. */
import type {} from '../../utils/test/emulator.ts';
import { connectWorkos, type Workos } from '@vesta-cx/utils/workos';
import { inject } from 'vitest';
import type { Person } from '../src/kernel/index.ts';
import * as users from '../src/users/index.ts';
import { db } from './make.ts';

const config = {
  apiKey: 'sk_test_default',
  clientId: 'client_test',
  cookiePassword: 'a-password-of-more-than-32-characters',
  redirectUri: 'http://localhost/auth/callback',
};

export const workos = connectWorkos({ ...config, emulatorUrl: inject('emulatorUrl') });
/** Answers 503 whatever it is asked. */
export const awayWorkos = connectWorkos({ ...config, emulatorUrl: inject('controlUrl') });

/** WorkOS of which one call is replaced: to fail, to be late, to be overtaken. */
export function workosBut<K extends keyof Workos>(part: K, calls: Partial<Workos[K]>): Workos {
  return { ...workos, [part]: { ...workos[part], ...calls } };
}

/** A database that can be read and takes no change. */
export const brokenDb = new Proxy(db, {
  get(target, name) {
    const changes = name === 'batch' || name === 'transaction';
    if (changes) return () => Promise.reject(new Error('The database is away'));
    return Reflect.get(target, name, target) as unknown;
  },
});

type Account = Person & { email: string };

/** Somebody whom WorkOS knows and who has never been here. */
export async function stranger(name: string): Promise<Account> {
  const email = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const body = { email, first_name: name, email_verified: true };
  return { userId: (await ask<{ id: string }>('/user_management/users', body)).id, email };
}

/** Somebody whom WorkOS knows, and who has signed in here once. */
export async function account(name: string): Promise<Account> {
  const { userId, email } = await stranger(name);
  await users.signIn(db, {
    workosUserId: userId,
    email,
    firstName: name,
    lastName: null,
    avatarUrl: null,
    organizationId: null,
  });
  return { userId, email };
}

/** Deletes somebody at WorkOS; vesta hears nothing of it. */
export const deleteAtWorkos = ({ userId }: Person) =>
  send('DELETE', `/user_management/users/${userId}`).then(() => {});

const ask = async <T>(path: string, body: unknown): Promise<T> =>
  (await (await send('POST', path, body)).json()) as T;

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(inject('emulatorUrl') + path, {
    method,
    headers: {
      authorization: 'Bearer sk_test_arranging',
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
