import { action, page } from '$lib/server/request-context';
import { parseForm } from '$lib/server/form';
import * as organizations from '@vesta-cx/core/organizations';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async (_event, { mint }) => ({
  id: await mint('organization'),
}));

export const actions: Actions = {
  default: action(async (event, { db, principal, form, minted, service }) => {
    const input = parseForm(organizations.createOrganizationSchema, {
      name: form.get('name') ?? '',
    });
    const { workosOrgId } = await organizations.create(db, await service('workos'), principal, {
      ...input,
      id: await minted('organization'),
    });
    redirect(303, `/dashboard/organizations/${workosOrgId}?made`);
  }),
};
