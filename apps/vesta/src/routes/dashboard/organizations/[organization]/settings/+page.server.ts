import { action, page } from '$lib/server/request-context';
import { parseForm, readablePictures, textOf, versionOf } from '$lib/server/form';
import * as organizations from '@vesta-cx/core/organizations';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params }, { db, principal }) => {
  const organization = await organizations.authorize(db, principal, params.organization, 'admin');
  const { name, avatarUrl, bannerUrl } = organization;
  const version = organizations.versionOf(organization);
  return { settings: { name, ...readablePictures({ avatarUrl, bannerUrl }), version } };
});

export const actions: Actions = {
  save: action(async (event, { db, principal, form, service }) => {
    const id = event.params.organization;
    const organization = await organizations.authorize(db, principal, id, 'admin');
    const patch = parseForm(organizations.updateOrganizationSchema, {
      name: form.get('name') ?? '',
      avatarUrl: textOf(form, 'avatarUrl'),
      bannerUrl: textOf(form, 'bannerUrl'),
    });
    await organizations.update(db, await service('workos'), organization, patch, versionOf(form));
    return { saved: true };
  }),
};
