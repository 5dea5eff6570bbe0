import { z } from 'zod';
import { isoDate, operation } from '../api/index.ts';
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

const present = (user: Awaited<ReturnType<typeof profile.me>>) => ({
  value: { ...user, id: user.workosUserId },
  version: profile.versionOf(user),
});
