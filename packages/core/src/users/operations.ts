import { z } from 'zod';
import { isoDate, operation } from '../api/index.ts';
import { changeHandle as setHandle, handleSchema } from './handle.ts';
import * as profile from './profile.ts';

const account = z
  .object({
    id: z.string(),
    handle: z.string(),
    email: z.string(),
    displayName: z.string(),
    bio: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    createdAt: isoDate,
    updatedAt: isoDate,
  })
  .meta({ id: 'Account', description: 'Somebody’s own account.' });

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
  body: profile.updateProfileSchema,
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
  description: 'The old one keeps leading to you, and nobody else can take it.',
  scope: 'users:write',
  auth: 'required',
  kind: 'replace',
  ifMatch: false,
  body: handleSchema,
  output: account,
  handler: async ({ db, principal, body }) => present(await setHandle(db, principal, body.handle)),
});

const present = (user: Awaited<ReturnType<typeof profile.me>>) => ({
  value: { ...user, id: user.workosUserId },
  version: profile.versionOf(user),
});
