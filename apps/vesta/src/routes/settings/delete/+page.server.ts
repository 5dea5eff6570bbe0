import { forgetActor } from '$lib/server/actor';
import { authConfig } from '$lib/server/auth';
import { action, page } from '$lib/server/request-context';
import { requireFewCalls } from '$lib/server/workos';
import { requirePerson } from '@vesta-cx/core';
import * as users from '@vesta-cx/core/users';
import { clearSession, deleteUser } from '@vesta-cx/utils/auth';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async (_event, { db, principal }) => {
  requirePerson(principal);
  const { handle } = await users.me(db, principal);
  return { handle, plan: await users.deletionPlan(db, principal) };
});

export const actions: Actions = {
  default: action(async (event, { db, principal, form }) => {
    const { platform, locals } = event;
    requirePerson(principal);
    await requireFewCalls(event);
    const config = authConfig(platform);
    await users.removeAccount(db, principal, String(form.get('handle') ?? ''), {
      deleteUser: (userId) => deleteUser(config, userId),
    });
    clearSession(event);
    forgetActor(event);
    locals.session = null;
    locals.user = null;
    redirect(303, '/auth/gone');
  }),
};
