import { action, page, type RequestContext } from '$lib/server/request-context';
import { notFound, readableMail, requirePerson } from '@vesta-cx/core';
import * as organizations from '@vesta-cx/core/organizations';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Returns where the link in a letter leads: WorkOS adds `invitation_token`. */
const invitationOf = async ({ url }: RequestEvent, { db, service }: RequestContext) => {
  const token = url.searchParams.get('invitation_token') ?? '';
  if (!/^[\w-]{1,200}$/.test(token)) throw notFound('invitation');
  return organizations.invitationByToken(db, await service('workos'), token);
};

export const load: PageServerLoad = page(async (event, context) => {
  const { email, role, state, organizationName } = await invitationOf(event, context);
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
  default: action(async (event, context) => {
    const { db, principal, service } = context;
    requirePerson(principal);
    const { id } = await invitationOf(event, context);
    const { workosOrgId } = await organizations.accept(db, await service('workos'), principal, id);
    redirect(303, `/dashboard/organizations/${workosOrgId}?joined`);
  }),
};
