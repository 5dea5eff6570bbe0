import { action, page } from '$lib/server/request-context';
import { textOf } from '$lib/server/form';
import { invalidField } from '@vesta-cx/core';
import * as organizations from '@vesta-cx/core/organizations';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params }, { db, principal }) => {
  const organization = await organizations.authorize(db, principal, params.organization, 'delete');
  return { holdings: await organizations.holdings(db, organization) };
});

export const actions: Actions = {
  default: action(async (event, { db, principal, form, service }) => {
    const id = event.params.organization;
    const organization = await organizations.authorize(db, principal, id, 'delete');
    if (textOf(form, 'name') !== organization.name) {
      throw invalidField('name', `Type ${organization.name} to confirm`);
    }
    await organizations.remove(db, await service('workos'), organization);
    redirect(303, '/dashboard/organizations?deleted');
  }),
};
