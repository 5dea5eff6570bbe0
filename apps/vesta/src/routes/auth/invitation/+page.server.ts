import { action, contextOf, page } from '$lib/server/request-context';
import { workosWithin } from '$lib/server/workos';
import { notFound, readableMail, requirePerson } from '@vesta-cx/core';
import * as organizations from '@vesta-cx/core/organizations';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Returns where the link in a letter leads: WorkOS adds `invitation_token`. */
const invitationOf = async (event: RequestEvent) => {
  const token = event.url.searchParams.get('invitation_token') ?? '';
  if (!/^[\w-]{1,200}$/.test(token)) throw notFound('invitation');
  return organizations.invitationByToken(contextOf(event).db, await workosWithin(event), token);
};

export const load: PageServerLoad = page(async (event) => {
  const { email, role, state, organizationName } = await invitationOf(event);
  const { user } = event.locals;
  return {
    invitation: { email: readableMail(email), role, state, organizationName },
    signedInAs: user && {
      email: readableMail(user.email),
      isMeant: organizations.mailKey(user.email) === organizations.mailKey(email),
    },
  };
});

export const actions: Actions = {
  default: action(async (event, { db, principal }) => {
    requirePerson(principal);
    const { id } = await invitationOf(event);
    const { workosOrgId } = await organizations.accept(
      db,
      await workosWithin(event),
      principal,
      id,
    );
    redirect(303, `/dashboard/organizations/${workosOrgId}?joined`);
  }),
};
