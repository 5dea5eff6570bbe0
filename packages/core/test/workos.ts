/** WorkOS for tests: its own emulator, and one that is away. */
import type {} from '@vesta-cx/testing/workos';
import { auditEvents } from '@vesta-cx/db';
import type { Database } from '@vesta-cx/db/query';
import { connectWorkos, type Workos } from '@vesta-cx/utils/workos';
import { inject } from 'vitest';
import type { Person } from '../src/kernel/index.ts';
import * as users from '../src/users/index.ts';
import { db } from './make.ts';

const apiKeys = inject('emulatorKeys');
const config = {
  apiKey: apiKeys[0]!,
  clientId: 'client_test',
  cookiePassword: 'a-password-of-more-than-32-characters',
  redirectUri: 'http://localhost/auth/callback',
};

const emulatorUrl = inject('emulatorUrl');
let turn = Math.floor(Math.random() * apiKeys.length);
const nextKey = () => apiKeys[(turn += 1) % apiKeys.length]!;

/** WorkOS's own emulator. */
export const workos = new Proxy(connectWorkos({ ...config, emulatorUrl }), {
  get: (_, part: keyof Workos) =>
    connectWorkos({ ...config, apiKey: nextKey(), emulatorUrl })[part],
});
/** Answers 503 whatever it is asked. */
export const awayWorkos = connectWorkos({ ...config, emulatorUrl: inject('controlUrl') });

/** WorkOS of which one call is replaced: to fail, to be late, to be overtaken. */
export function workosBut<K extends keyof Workos>(part: K, calls: Partial<Workos[K]>): Workos {
  return { ...workos, [part]: { ...workos[part], ...calls } };
}

/** A database that takes no change, since it can't write any into the log. */
export const brokenDb = broken(db);
function broken(of: Database): Database {
  return new Proxy(of, {
    get(target, name) {
      if (name === 'insert') {
        return (table: Parameters<Database['insert']>[0]) => {
          if ((table as unknown) === auditEvents) throw new Error('The database is away');
          return target.insert(table);
        };
      }
      if (name === 'transaction') {
        const transaction = Reflect.get(target, name, target) as unknown as Transaction;
        return ((work, options) =>
          transaction.call(target, (tx) => work(broken(tx)), options)) satisfies Transaction;
      }
      return Reflect.get(target, name, target) as unknown;
    },
  });
}
type Transaction = (work: (tx: Database) => unknown, options?: unknown) => unknown;

type Account = Person & { email: string };

/** Somebody whom WorkOS knows and who has never been here. */
export async function stranger(name: string, host = 'example.com'): Promise<Account> {
  const email = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@${host}`;
  const body = { email, first_name: name, email_verified: true };
  return { userId: (await ask<{ id: string }>('/user_management/users', body)).id, email };
}

/** Somebody whom WorkOS knows, and who has signed in here once. */
export async function account(name: string, host?: string): Promise<Account> {
  const { userId, email } = await stranger(name, host);
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
  const response = await fetch(emulatorUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${nextKey()}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
