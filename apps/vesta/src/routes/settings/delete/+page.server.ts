import { forgetActor } from '$lib/server/actor';
import { action, page } from '$lib/server/request-context';
import { requirePerson } from '@vesta-cx/core';
import * as users from '@vesta-cx/core/users';
import { clearSession } from '@vesta-cx/utils/auth';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async (_event, { db, principal }) => {
  requirePerson(principal);
  const { handle } = await users.me(db, principal);
  return { handle, plan: await users.deletionPlan(db, principal) };
});

export const actions: Actions = {
  default: action(async (event, { db, principal, form, service }) => {
    const { locals } = event;
    requirePerson(principal);
    const workos = await service('workos');
    await users.removeAccount(db, principal, String(form.get('handle') ?? ''), workos);
    clearSession(event);
    forgetActor(event);
    locals.session = null;
    locals.user = null;
    redirect(303, '/auth/gone');
  }),
};
