import { z } from 'zod';
import { handleText, isoDate, listQuery, mailText, operation, searchText } from '../http/index.ts';
import { versionOf, renameLimit } from '../kernel/index.ts';
import { changeHandle as setHandle, handleSchema } from './change-handle.ts';
import * as profile from './profile.ts';
import * as queries from './queries.ts';

const person = z
  .object({
    id: z.string(),
    handle: handleText,
    displayName: z.string(),
    bio: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    createdAt: isoDate,
  })
  .meta({ id: 'User', description: 'What everybody may know of a person.' });

const account = z
  .object({
    id: z.string(),
    handle: handleText,
    email: mailText,
    displayName: z.string(),
    bio: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    createdAt: isoDate,
    updatedAt: isoDate,
  })
  .meta({ id: 'Account', description: 'Somebody’s own account.' });

export const list = operation({
  id: 'users.list',
  method: 'GET',
  path: '/users',
  tag: 'users',
  summary: 'Find people by their name or handle',
  description:
    'Every word of `q` must begin some word of the name or the handle. Names that begin so come first, then alphabetically. Upper and lower case and accents are the same.',
  scope: null,
  confined: true,
  auth: 'optional',
  kind: 'list',
  query: listQuery({
    q: searchText(120, 'Say whom to look for').describe('Words of the name.'),
  }),
  output: person,
  handler: async ({ db, query }) => {
    const { items, next } = await queries.list(db, query);
    return { items: items.map(shown), next };
  },
});

export const read = operation({
  id: 'users.read',
  method: 'GET',
  path: '/users/{user}',
  tag: 'users',
  summary: 'Get a person by their id or handle',
  description: 'Also by a handle that they had before.',
  scope: null,
  confined: true,
  auth: 'optional',
  kind: 'read',
  output: person,
  handler: async ({ db, params }) => ({ value: shown(await queries.find(db, params.user)) }),
});

export const me = operation({
  id: 'users.me',
  method: 'GET',
  path: '/me',
  tag: 'users',
  summary: 'Get your own account',
  scope: 'users:read',
  auth: 'required',
  kind: 'read',
  output: account,
  handler: async ({ db, principal }) => present(await profile.me(db, principal)),
});

export const updateMe = operation({
  id: 'users.updateMe',
  method: 'PATCH',
  path: '/me',
  tag: 'users',
  summary: 'Change your own account',
  description: 'Changes what the body names.',
  scope: 'users:write',
  auth: 'required',
  kind: 'update',
  body: profile.updateProfileSchema.meta({ id: 'AccountChanges' }),
  output: account,
  handler: async ({ db, principal, body, ifMatch }) =>
    present(await profile.updateProfile(db, principal, body, ifMatch)),
});

export const changeHandle = operation({
  id: 'users.changeHandle',
  method: 'PUT',
  path: '/me/handle',
  tag: 'users',
  summary: 'Take another handle',
  description: `The old one keeps leading to you, and nobody else can take it; you can take it up again.
A new one can be taken ${renameLimit.changes} times in ${renameLimit.days} days: after that the answer is 429, and \`Retry-After\` says when it is
possible again. Names that would be mistaken for vesta itself are refused.`,
  scope: 'users:write',
  auth: 'required',
  kind: 'replace',
  body: handleSchema.meta({ id: 'NewHandle' }),
  output: account,
  handler: async ({ db, principal, body, ifMatch, now }) =>
    present(await setHandle(db, principal, body.handle, now, ifMatch)),
});

const shown = (user: queries.PublicPerson) => ({ ...user, id: user.workosUserId });

const present = (user: Awaited<ReturnType<typeof profile.me>>) => ({
  value: { ...user, id: user.workosUserId },
  version: versionOf(user),
});
