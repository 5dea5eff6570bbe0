import { action, page } from '$lib/server/request-context';
import { parseForm, readablePictures, textOf } from '$lib/server/form';
import { readableMail, requirePerson } from '@vesta-cx/core';
import * as users from '@vesta-cx/core/users';
import { safeReturnTo } from '@vesta-cx/utils/auth';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ url }, { db, principal }) => {
  requirePerson(principal);
  const me = await users.me(db, principal);
  const { handle, displayName, bio, avatarUrl, email } = me;
  const isWelcome = url.searchParams.has('welcome');
  const pictures = readablePictures({ avatarUrl });
  return {
    account: {
      handle,
      displayName: users.isUnnamed(me) ? '' : displayName,
      bio,
      ...pictures,
      email: readableMail(email),
    },
    host: url.host,
    // After the first sign-in: where they were going.
    continueTo: isWelcome ? safeReturnTo(url.searchParams.get('returnTo')) : null,
  };
});

export const actions: Actions = {
  profile: action(async ({ locals }, { db, principal, form }) => {
    requirePerson(principal);
    const input = parseForm(users.updateProfileSchema, {
      displayName: form.get('displayName') ?? '',
      bio: textOf(form, 'bio'),
      avatarUrl: textOf(form, 'avatarUrl'),
    });
    locals.user = await users.updateProfile(db, principal, input);
    return { saved: 'profile' };
  }),
  handle: action(async ({ locals }, { db, principal, form }) => {
    requirePerson(principal);
    const { handle } = parseForm(users.handleSchema, { handle: form.get('handle') ?? '' });
    locals.user = await users.changeHandle(db, principal, handle);
    return { saved: 'handle' };
  }),
};
