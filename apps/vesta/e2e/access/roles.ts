/**
 * Who is who for the demo scene's closed room, the private workspace `saltlight-sessions`:
 * Ada owns it and let in a reader, a writer and an administrator.
 */
import { cookieOf, type Account } from '../support/sign-in.ts';

export const roles = ['guest', 'stranger', 'reader', 'writer', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];
export type Expected = Record<Role, number>;

const accounts: Record<Exclude<Role, 'guest'>, Account> = {
  stranger: 'emil',
  reader: 'dev',
  writer: 'chiara',
  admin: 'bruno',
  owner: 'ada',
};

export const closedRoom = 'saltlight-sessions';

/** The headers that make a request come from somebody in that role. */
export async function headersOf(role: Role): Promise<Record<string, string>> {
  return role === 'guest' ? {} : { cookie: await cookieOf(accounts[role]) };
}

/** The same answer for everyone. */
export const everyone = (status: number): Expected => from('guest', status, status);

/** `below` for the roles before `role`, `status` from it upwards. */
export function from(role: Role, status: number, below: number | Partial<Expected>): Expected {
  const start = roles.indexOf(role);
  return Object.fromEntries(
    roles.map((name, i) => [
      name,
      i >= start ? status : typeof below === 'number' ? below : (below[name] ?? 404),
    ]),
  ) as Expected;
}

/** A thing that those may see who may read the room: 404 for the rest. */
export const sees = (status = 200): Expected => from('reader', status, 404);
/** A draft: 404 below a writer; guests are sent to sign in where `guest` says so. */
export const writes = (status = 200, guest = 404): Expected => from('writer', status, { guest });
