import { action } from '$lib/server/door';
import { mintedIdOf, parseForm } from '$lib/server/form';
import { workosOf } from '$lib/server/workos';
import * as organizations from '@vesta-cx/core/organizations';
import { newId } from '@vesta-cx/db';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ id: newId() });

export const actions: Actions = {
  default: action(async (event, { db, principal, form }) => {
    const input = parseForm(organizations.createOrganizationSchema, {
      name: form.get('name') ?? '',
    });
    const { workosOrgId } = await organizations.create(db, workosOf(event), principal, {
      ...input,
      id: mintedIdOf(form),
    });
    redirect(303, `/dashboard/organizations/${workosOrgId}?made`);
  }),
};
